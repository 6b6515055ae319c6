package org.eyes4j.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eyes4j.vision.onnx.OnnxBytes.FLOAT;
import static org.eyes4j.vision.onnx.OnnxBytes.FLOAT16;
import static org.eyes4j.vision.onnx.OnnxBytes.input;
import static org.eyes4j.vision.onnx.OnnxBytes.model;
import static org.eyes4j.vision.onnx.OnnxBytes.node;
import static org.eyes4j.vision.onnx.OnnxBytes.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eyes4j.tools.Cancellation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {
    @TempDir
    Path folder;

    private final OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults());

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void should_run_and_tell_what_it_takes_and_gives() throws IOException {
        OnnxModel doubling = engine.model(write("doubling.onnx", OnnxBytes.doubling()));
        assertThat(doubling.isLoaded()).isFalse();

        OnnxOutputs outputs = doubling.run(Map.of("x", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2)));

        assertThat(outputs.only()).isEqualTo(Tensor.of(new float[] {2, 4, 6, 8}, 2, 2));
        assertThat(doubling.inputs()).hasToString("[x float32[n, 2]]");
        assertThat(doubling.outputs()).hasToString("[y float32[n, 2]]");
    }

    @Test
    void should_feed_what_another_model_answered_and_an_empty_batch() throws IOException {
        OnnxModel doubling = engine.model(write("doubling.onnx", OnnxBytes.doubling()));

        Tensor once =
                doubling.run(Map.of("x", Tensor.of(new float[] {1, 2}, 1, 2))).get("y");

        assertThat(doubling.run(Map.of("x", once)).get("y").toFloatArray()).containsExactly(4, 8);
        assertThat(doubling.run(Map.of("x", Tensor.zeros(ElementType.FLOAT32, 0, 2)))
                        .only()
                        .shape())
                .containsExactly(0L, 2L);
    }

    @Test
    void should_tell_all_faults_of_the_inputs_at_once() throws IOException {
        byte[] bytes = model(
                node("Add", "a b", "y"),
                input("a", FLOAT, "n", 2),
                input("b", FLOAT, "n", 2),
                output("y", FLOAT, "n", 2));
        OnnxModel adding = engine.model(write("adding.onnx", bytes));

        assertThatThrownBy(() -> adding.run(
                        Map.of("a", Tensor.of(new long[] {1, 2}, 1, 2), "c", Tensor.of(new float[] {1}, 1)),
                        List.of("z"),
                        new Cancellation()))
                .isInstanceOf(OnnxException.class)
                .hasMessage("Model adding.onnx cannot run: input \"a\" must be float32, got int64[1, 2]; "
                        + "input \"b\" is missing; there is no input \"c\"; there is no output \"z\". "
                        + "Its inputs: a float32[n, 2], b float32[n, 2]. Its outputs: y float32[n, 2]");
        assertThatThrownBy(() -> adding.run(
                        Map.of("a", Tensor.of(new float[] {1, 2}, 2, 1), "b", Tensor.of(new float[] {1, 2}, 2))))
                .hasMessageContaining("input \"a\" must have the shape float32[n, 2], got float32[2, 1]; "
                        + "input \"b\" must have the shape float32[n, 2], got float32[2]");
    }

    @Test
    void should_say_what_failed_inside_the_model() throws IOException {
        byte[] bytes =
                model(node("Add", "a b", "y"), input("a", FLOAT, "n"), input("b", FLOAT, "m"), output("y", FLOAT, "n"));
        OnnxModel adding = engine.model(write("adding.onnx", bytes));

        assertThatThrownBy(() -> adding.run(
                        Map.of("a", Tensor.of(new float[] {1, 2}, 2), "b", Tensor.of(new float[] {1, 2, 3}, 3))))
                .isInstanceOfSatisfying(
                        OnnxException.class, e -> assertThat(e.kind()).isEqualTo(OnnxException.Kind.RUN_FAILED))
                .hasMessageStartingWith("Model adding.onnx failed while running on ");
    }

    @Test
    void should_convert_half_precision_both_ways() throws IOException {
        byte[] bytes = model(node("Neg", "x", "y"), input("x", FLOAT16, 2), output("y", FLOAT16, 2));
        OnnxModel half = engine.model(write("half.onnx", bytes));

        Tensor y = half.run(Map.of("x", Tensor.of(new float[] {1.5f, -2}, 2))).only();

        assertThat(half.inputs()).hasToString("[x float16[2]]");
        assertThat(y).isEqualTo(Tensor.of(new float[] {-1.5f, 2}, 2));
    }

    @Test
    void should_notice_answers_that_are_no_numbers() throws IOException {
        byte[] bytes = model(node("Sqrt", "x", "y"), input("x", FLOAT, 3), output("y", FLOAT, 3));
        OnnxModel root = engine.model(write("root.onnx", bytes));

        OnnxOutputs outputs = root.run(Map.of("x", Tensor.of(new float[] {4, -1, 9}, 3)));

        assertThat(outputs.only().isFinite()).isFalse();
        assertThatThrownBy(outputs::requireFinite)
                .hasMessage("Model root.onnx answered NaN in output \"y\" [3] at position 1. "
                        + "The model or its input is broken; verify the model's files");
    }

    @Test
    void should_write_outputs_of_a_fixed_shape_into_the_pool_and_use_its_memory_again() throws IOException {
        byte[] bytes = model(
                node("Sqrt", "x", "y"),
                node("Abs", "z", "free"),
                input("x", FLOAT, 3),
                input("z", FLOAT, "n"),
                output("y", FLOAT, 3),
                output("free", FLOAT, "n"));
        OnnxModel root = engine.smallModel(write("root.onnx", bytes));
        Map<String, Tensor> inputs =
                Map.of("x", Tensor.of(new float[] {4, 9, 16}, 3), "z", Tensor.of(new float[] {-5}, 1));

        Tensor y;
        try (OnnxOutputs outputs = root.runPooled(inputs, List.of(), new Cancellation())) {
            y = outputs.get("y");
            assertThat(y.toFloatArray()).containsExactly(2, 3, 4);
            assertThat(outputs.get("free").toFloatArray()).containsExactly(5);
            assertThat(engine.pool().freeBytes()).isZero();
        }

        assertThat(engine.pool().freeBytes()).isEqualTo(12);
        assertThatThrownBy(y::floats).hasMessage("Tensor float32[3] was given back to its pool and cannot be read");
        try (OnnxOutputs again = root.runPooled(inputs, List.of("y"), new Cancellation())) {
            assertThat(again.only().toFloatArray()).containsExactly(2, 3, 4);
            assertThat(engine.pool().freeBytes()).isZero();
        }
        assertThatThrownBy(() -> root.runPooled(Map.of(), List.of("y"), new Cancellation()))
                .isInstanceOf(OnnxException.class)
                .hasMessageStartingWith("Model root.onnx cannot run: input \"x\" is missing; input \"z\" is missing.");
        assertThat(engine.pool().freeBytes()).isEqualTo(12);
    }

    @Test
    @Timeout(60)
    void should_stop_when_cancelled() throws Exception {
        OnnxModel endless = engine.model(write("endless.onnx", OnnxBytes.endless()));
        endless.load();
        CountDownLatch registered = new CountDownLatch(1);
        Cancellation cancel = new Cancellation() {
            @Override
            public Registration onRequest(Runnable action) {
                Registration registration = super.onRequest(action);
                registered.countDown();
                return registration;
            }
        };
        var run = CompletableFuture.supplyAsync(() ->
                endless.run(Map.of("x", Tensor.of(new float[] {1, 2}, 2)), List.of(), cancel));
        registered.await();

        cancel.request();

        assertThatThrownBy(() -> run.get(50, TimeUnit.SECONDS))
                .cause()
                .hasMessage("The run of model endless.onnx was cancelled")
                .isInstanceOfSatisfying(
                        OnnxException.class, e -> assertThat(e.kind()).isEqualTo(OnnxException.Kind.CANCELLED));
        assertThatThrownBy(() -> endless.run(Map.of("x", Tensor.of(new float[] {1, 2}, 2)), List.of(), cancel))
                .hasMessage("The run of model endless.onnx was cancelled");
    }

    @Test
    void should_share_one_session_between_threads() throws Exception {
        OnnxModel doubling = engine.model(write("doubling.onnx", OnnxBytes.doubling()));
        List<CompletableFuture<Float>> runs = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            float value = i;
            runs.add(CompletableFuture.supplyAsync(() -> doubling.run(
                            Map.of("x", Tensor.of(new float[] {value, value}, 1, 2)))
                    .only()
                    .floats()
                    .get(1)));
        }

        for (int i = 0; i < 64; i++) {
            assertThat(runs.get(i).get()).isEqualTo(2f * i);
        }
        assertThat(engine.model(doubling.path())).isSameAs(doubling);
        assertThat(engine.memory().models()).isEqualTo(1);
    }

    @Test
    void should_unload_the_least_recently_used_when_there_is_no_room() throws IOException {
        byte[] bytes = OnnxBytes.doubling();
        try (OnnxEngine small = new OnnxEngine(OnnxSettings.defaults().withMaxModelBytes(2L * bytes.length))) {
            OnnxModel first = small.model(write("first.onnx", bytes));
            OnnxModel second = small.model(write("second.onnx", bytes));
            OnnxModel third = small.model(write("third.onnx", bytes));

            first.load();
            second.load();
            first.load();
            third.load();

            assertThat(List.of(first.isLoaded(), second.isLoaded(), third.isLoaded()))
                    .containsExactly(true, false, true);
            assertThat(small.memory().modelBytes()).isEqualTo(2L * bytes.length);
            second.load();
            assertThat(second.isLoaded()).isTrue();
        }
    }

    @Test
    void should_load_again_after_being_closed_and_never_after_its_engine() throws IOException {
        OnnxModel doubling = engine.model(write("doubling.onnx", OnnxBytes.doubling()));
        doubling.load();
        doubling.close();
        assertThat(engine.memory().modelBytes()).isZero();
        assertThat(doubling.inputs()).hasSize(1);

        engine.close();

        assertThat(doubling.isLoaded()).isFalse();
        assertThatThrownBy(doubling::load).hasMessage("This engine is closed; no model runs on it any more");
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
