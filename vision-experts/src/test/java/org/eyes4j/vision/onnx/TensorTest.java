package org.eyes4j.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void should_hold_each_type() {
        assertThat(Tensor.of(new float[] {1, 2}, 2).toFloatArray()).containsExactly(1, 2);
        assertThat(Tensor.of(new long[] {1, 2}, 1, 2).toLongArray()).containsExactly(1, 2);
        assertThat(Tensor.of(new int[] {3}).toIntArray()).containsExactly(3);
        assertThat(Tensor.ofUnsigned(new byte[] {-1}, 1).toByteArray()).containsExactly(-1);
        assertThat(Tensor.of(new boolean[] {true, false}, 2).toBooleanArray()).containsExactly(true, false);
        assertThat(Tensor.of(new float[] {7})).hasToString("float32[]");
        assertThat(Tensor.of(new float[6], 1, 2, 3).dim(-1)).isEqualTo(3);
    }

    @Test
    void should_refuse_elements_that_do_not_fill_the_shape() {
        assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
                .hasMessage("A float32[2, 3] tensor holds 6 elements, got 5");
        assertThatThrownBy(() -> Tensor.of(new long[1], -1)).hasMessage("A tensor's sizes are 0 or more, got [-1]");
        assertThatThrownBy(() -> Tensor.of(new float[1], 1).longs()).hasMessage("Tensor float32[1] is not int64");
        assertThatThrownBy(() -> Tensor.zeros(ElementType.FLOAT32, 1 << 20, 1 << 20))
                .hasMessage("A tensor holds at most 2 GiB, got 4398046511104 bytes");
    }

    @Test
    void should_not_let_readers_write() {
        assertThat(Tensor.of(new float[1], 1).floats().isReadOnly()).isTrue();
    }

    @Test
    void should_find_the_elements_that_are_not_less_than_a_number() {
        float[] many = new float[5000];
        for (int i = 0; i < many.length; i += 100) {
            many[i] = i;
        }
        many[17] = -9000;

        assertThat(Tensor.of(many, 50, 100).atLeast(4700)).containsExactly(4700, 4800, 4900);
        assertThat(Tensor.of(many, 5000).atLeast(50)).hasSize(49).startsWith(100);
        assertThat(Tensor.of(new float[] {-2, -1, 0}, 3).atLeast(-1)).containsExactly(1, 2);
        assertThat(Tensor.of(new float[] {0.05f, Math.nextDown(0.05f)}, 2).atLeast(0.05))
                .containsExactly(0);
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            many[4321] = wrong;
            assertThatThrownBy(() -> Tensor.of(many, 5000).atLeast(0.5))
                    .isInstanceOf(OnnxException.class)
                    .hasMessage("Tensor float32[5000] holds " + wrong
                            + " at position 4321. The model or its input is broken; verify the model's files");
        }
    }

    @Test
    void should_use_a_pooled_buffer_again_and_not_show_it_after_close() {
        TensorPool pool = new TensorPool(1000);
        Tensor first = pool.write(buffer -> buffer.put(new float[] {1, 2}), 2);
        Tensor view = first.reshape(2, 1);
        view.close();
        assertThat(pool.freeBytes()).isZero();
        first.close();
        first.close();
        assertThat(pool.freeBytes()).isEqualTo(8);

        AtomicInteger seen = new AtomicInteger();
        Tensor second = pool.write(buffer -> seen.set((int) buffer.get(1)), 1, 2);

        assertThat(seen).hasValue(2);
        assertThat(pool.freeBytes()).isZero();
        assertThatThrownBy(first::floats).hasMessage("Tensor float32[2] was given back to its pool and cannot be read");
        assertThat(second.floats().get(0)).isEqualTo(1);
    }

    @Test
    void should_keep_no_more_than_allowed() {
        TensorPool pool = new TensorPool(20);
        Tensor a = pool.write(FloatBuffer::rewind, 3);
        Tensor b = pool.write(FloatBuffer::rewind, 2);
        Tensor c = pool.write(FloatBuffer::rewind, 100);

        a.close();
        b.close();
        assertThat(pool.freeBytes()).isEqualTo(20);
        c.close();
        assertThat(pool.freeBytes()).isEqualTo(20);
        pool.write(FloatBuffer::rewind, 1).close();
        assertThat(pool.freeBytes()).isLessThanOrEqualTo(20);
        pool.clear();
        assertThat(pool.freeBytes()).isZero();
    }

    @Test
    void should_tell_the_largest_of_each_row_and_refuse_what_is_not_finite() {
        Tensor rows = Tensor.of(new float[] {0, 0.5f, 0.5f, -3, -1, -2, -0f, 0, 0}, 1, 3, 3);

        assertThat(rows.largestOfRows()).containsExactly(1, 1, 0);
        for (float broken : new float[] {Float.NaN, Float.intBitsToFloat(0xffc00000), Float.NEGATIVE_INFINITY}) {
            assertThatThrownBy(
                            () -> Tensor.of(new float[] {1, 2, 3, broken}, 2, 2).largestOfRows())
                    .isInstanceOf(OnnxException.class)
                    .hasMessageEndingWith(" at position 3. The model or its input is broken; verify the model's files");
        }
    }
}
