package org.eyes4j.vision.tfjs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real models give what they give in TensorFlow.js. The recorded values come from {@code record.js}, which ran the originals on the same
 * arithmetic picture.
 */
class ImportedModelsTest {
    /** Largest difference allowed, as a part of the output's largest value. */
    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coco-ssd",
                "blazeface",
                "facemesh",
                "movenet-lightning",
                "centernet",
                "emotion",
                "faceres",
                "iris",
                "handlandmark-lite",
                "antispoof",
                "liveness"
            })
    void should_compute_what_the_original_computes(String name) throws Exception {
        // GIVEN a model out of its package, imported
        JsonNode recorded = recorded(name);
        Path folder = pulled(recorded);
        Path onnx = temporary.resolve(name + ".onnx");
        TfjsImporter.convert(folder.resolve(recorded.path("files").path(0).asText()), cut(recorded), onnx);

        // WHEN it runs on the picture of the recording
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(onnx.toString());
                OnnxTensor picture = picture(environment, recorded.path("input"));
                OrtSession.Result results =
                        session.run(Map.of(recorded.path("input").path("name").asText(), picture))) {
            // THEN every recorded value is there
            for (Map.Entry<String, JsonNode> output : recorded.path("outputs").properties()) {
                compare(name, output, (OnnxTensor) results.get(output.getKey()).orElseThrow());
            }
        }
    }

    private static void compare(String model, Map.Entry<String, JsonNode> output, OnnxTensor actual) {
        JsonNode expected = output.getValue();
        assertThat(actual.getInfo().getShape()).isEqualTo(longs(expected.path("shape")));
        FloatBuffer values = actual.getFloatBuffer();
        long[] at = longs(expected.path("at"));
        double worst = 0;
        for (int i = 0; i < at.length; i++) {
            worst = Math.max(
                    worst,
                    Math.abs(values.get((int) at[i])
                            - expected.path("values").path(i).asDouble()));
        }
        assertThat(worst)
                .as("largest difference of %s, output %s", model, output.getKey())
                .isLessThanOrEqualTo(TOLERANCE * expected.path("max").asDouble());
    }

    private static JsonNode recorded(String name) throws IOException {
        try (InputStream in = ImportedModelsTest.class.getResourceAsStream(name + ".json")) {
            return TinyModel.JSON.readTree(Objects.requireNonNull(in));
        }
    }

    private static Path pulled(JsonNode recorded) throws InterruptedException {
        List<String> files = StreamSupport.stream(recorded.path("files").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        try {
            return NpmPackage.folder(
                    recorded.path("npm").asText(), recorded.path("folder").asText(), files);
        } catch (IOException e) {
            return Assumptions.abort(
                    "The package " + recorded.path("npm").asText() + " cannot be had: " + e.getMessage());
        }
    }

    /** The whole model, unless the recording names the tensors it was cut at. */
    private static TfjsCut cut(JsonNode recorded) {
        JsonNode input = recorded.path("input");
        if (!input.has("tensor")) {
            return TfjsCut.WHOLE;
        }
        List<Integer> shape = StreamSupport.stream(input.path("shape").spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
        return new TfjsCut(
                List.of(new TfjsInput(
                        input.path("tensor").asText(), input.path("name").asText(), TfjsType.FLOAT32, shape)),
                recorded.path("outputs").properties().stream()
                        .map(o -> new TfjsOutput(o.getValue().path("tensor").asText(), o.getKey()))
                        .toList());
    }

    private static OnnxTensor picture(OrtEnvironment environment, JsonNode input) throws OrtException {
        long[] shape = longs(input.path("shape"));
        float scale = (float) input.path("scale").asDouble();
        float offset = (float) input.path("offset").asDouble();
        float[] values = new float[(int) (shape[1] * shape[2] * shape[3])];
        for (int i = 0; i < values.length; i++) {
            long channel = i % shape[3];
            long x = i / shape[3] % shape[2];
            long y = i / shape[3] / shape[2];
            values[i] = (7 * y + 13 * x + 41 * channel + x * y / 8) % 256 * scale + offset;
        }
        if (!input.path("type").asText().equals("int32")) {
            return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
        }
        int[] whole = new int[values.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (int) values[i];
        }
        return OnnxTensor.createTensor(environment, IntBuffer.wrap(whole), shape);
    }

    private static long[] longs(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }
}
