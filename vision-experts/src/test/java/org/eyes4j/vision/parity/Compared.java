package org.eyes4j.vision.parity;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eyes4j.vision.onnx.Tensor;

/** Which tensors and results of a case were compared, so that a case can refuse to pass with one left out. */
final class Compared {
    private static final Set<String> NAFLEX = Set.of("pixel_attention_mask", "spatial_shapes");

    private final ParityCase recorded;
    private final Set<String> tensors = new HashSet<>();
    private final Set<String> results = new HashSet<>();

    Compared(ParityCase recorded) {
        this.recorded = recorded;
    }

    /** The first stage of pictures, whichever there are. */
    void pictures() {
        PixelValues.check(recorded);
        recorded.tensors().stream()
                .filter(t -> t.contains("pixel_values")
                        || t.endsWith("pixel_mask")
                        || recorded.has("spatial_shapes") && NAFLEX.contains(t))
                .forEach(tensors::add);
    }

    void same(String stage, String tensor, Tensor actual) {
        new Stage(recorded, stage).same(tensor, actual);
        tensors.add(tensor);
    }

    /** Whole numbers {@code [rows, columns]}. */
    void same(String stage, String tensor, long[][] actual) {
        long[] flat = Arrays.stream(actual).flatMapToLong(Arrays::stream).toArray();
        same(stage, tensor, Tensor.of(flat, actual.length, actual.length == 0 ? 0 : actual[0].length));
    }

    /** Vectors {@code [rows, columns]}. */
    void same(String stage, String tensor, float[][] actual) {
        float[] flat = new float[actual.length * actual[0].length];
        for (int i = 0; i < actual.length; i++) {
            System.arraycopy(actual[i], 0, flat, i * actual[0].length, actual[0].length);
        }
        same(stage, tensor, Tensor.of(flat, actual.length, actual[0].length));
    }

    /** Each of the numbers that {@code expected} holds under a name. */
    void near(String stage, String result, double[] actual) {
        Stage at = new Stage(recorded, stage);
        double tolerance =
                recorded.json().path("tolerance").path(result).path("abs").asDouble(0);
        at.equal(result + ", count", recorded.expected(result).size(), actual.length);
        for (int i = 0; i < actual.length; i++) {
            at.near(result + " " + i, recorded.expected(result).path(i).asDouble(), actual[i], tolerance);
        }
        results.add(result);
    }

    /** Marks what was compared elsewhere. */
    void tensor(String name) {
        tensors.add(name);
    }

    /** Marks what was compared elsewhere, or is a remark for people. */
    void result(String... names) {
        results.addAll(List.of(names));
    }

    /** Fails if a recorded tensor or result was not compared. */
    void all() {
        Stage stage = new Stage(recorded, "coverage");
        for (String tensor : recorded.tensors()) {
            if (!tensors.contains(tensor)) {
                throw stage.failure("tensor " + tensor, "comparison", "one", "none");
            }
        }
        recorded.json().path("expected").fieldNames().forEachRemaining(result -> {
            if (!results.contains(result)) {
                throw stage.failure("expected." + result, "comparison", "one", "none");
            }
        });
        if (tensors.isEmpty() && results.isEmpty()) {
            throw stage.failure("case", "comparisons", "some", "none");
        }
    }
}
