package org.eyes4j.vision.tfjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {
    @TempDir
    private Path folder;

    @Test
    void should_read_bytes_that_stand_for_floats() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT");
        model.stored("w", "float32", new int[] {3}, new byte[] {0, 1, (byte) 255})
                .putObject("quantization")
                .put("dtype", "uint8")
                .put("scale", 0.5)
                .put("min", -10.0);

        assertThat(plusZero(model)).containsExactly(-10, -9.5, 117.5);
    }

    @Test
    void should_read_16_bit_numbers_that_stand_for_floats() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT");
        model.stored("w", "float32", new int[] {3}, shorts((short) 0, (short) 256, (short) 0xffff))
                .putObject("quantization")
                .put("dtype", "uint16")
                .put("scale", 0.25)
                .put("min", 1.0);

        assertThat(plusZero(model)).containsExactly(1, 65, 16384.75);
    }

    @Test
    void should_read_half_floats() throws Exception {
        TinyModel model = new TinyModel("DT_FLOAT");
        model.stored("w", "float32", new int[] {3}, shorts((short) 0x3c00, (short) 0xc100, (short) 0x3555))
                .putObject("quantization")
                .put("dtype", "float16");

        assertThat(plusZero(model)).containsExactly(new double[] {1, -2.5, 0.33325195}, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource({
        "0x0000,0x0p0",
        "0x0001,0x1p-24",
        "0x03ff,0x1.ff8p-15",
        "0x0400,0x1p-14",
        "0x7bff,65504",
        "0xfbff,-65504",
        "0x7c00,Infinity",
        "0xfc00,-Infinity",
        "0x7e00,NaN"
    })
    void should_widen_every_kind_of_half_float(String bits, Float expected) {
        assertThat(Weights.half((short) Integer.decode(bits).intValue())).isEqualTo(expected);
    }

    @Test
    void should_round_bytes_that_stand_for_integers() throws Exception {
        TinyModel model = new TinyModel("DT_INT32");
        model.stored("w", "int32", new int[] {3}, new byte[] {0, 1, 2})
                .putObject("quantization")
                .put("dtype", "uint8")
                .put("scale", 0.6)
                .put("min", 3.0);
        model.with("y", "Add", List.of("x", "w"));

        assertThat(model.run(folder, List.of(3), new int[3]).values()).containsExactly(3, 4, 4);
    }

    @Test
    void should_read_a_weight_that_lies_over_several_files() throws Exception {
        // GIVEN three floats whose bytes are cut at 5 and at 6, with an empty file between
        TinyModel model =
                new TinyModel("DT_FLOAT").floats("before", new int[] {1}, 7).floats("w", new int[] {3}, 1.5f, -2, 1e9f);
        byte[] all = model.weights.toByteArray();
        int[] cuts = {0, 5, 5, 6, all.length};
        model.group().putArray("paths").add("a").add("b").add("c").add("d");
        for (int i = 0; i < 4; i++) {
            Files.write(folder.resolve("abcd".substring(i, i + 1)), Arrays.copyOfRange(all, cuts[i], cuts[i + 1]));
        }

        assertThat(plusZero(model)).containsExactly(1.5, -2, 1e9);
    }

    private double[] plusZero(TinyModel model) throws Exception {
        model.with("y", "Add", List.of("x", "w"));
        return model.run(folder, List.of(3), new float[3]).values();
    }

    private static byte[] shorts(short... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(values);
        return bytes.array();
    }
}
