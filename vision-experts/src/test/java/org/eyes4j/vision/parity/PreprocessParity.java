package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;

/** Processors at their real sizes: shapes, means, deviations and sampled values. */
final class PreprocessParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.subject().equals("preprocess");
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        Path settings =
                recorded.folder().resolve(recorded.input("preprocessor_config").asText());
        ImageProcessor processor =
                ImageProcessors.read(HubFiles.of(recorded.title(), Map.of("preprocessor_config.json", settings)));
        JsonNode images = recorded.expected("images");
        images.forEach(image -> check(recorded, processor, image));
        if (images.isEmpty()) {
            throw new AssertionError(recorded.title() + " holds nothing to compare");
        }
    }

    private static void check(ParityCase recorded, ImageProcessor processor, JsonNode image) {
        Stage stage = new Stage(recorded, "preprocess " + image.path("image").asText());
        Raster picture = recorded.pictureAt(image.path("image").asText());
        stage.equal("width", image.path("width").asInt(), picture.width());
        stage.equal("height", image.path("height").asInt(), picture.height());
        try (Prepared prepared = processor.prepare(picture)) {
            Tensor actual = prepared.pixelValues();
            List<Integer> shape = List.of(actual.dim(0), actual.dim(1), actual.dim(2), actual.dim(3));
            stage.equal(
                    "shape", image.path("shape").toString(), shape.toString().replace(" ", ""));
            float[] values = actual.toFloatArray();
            int width = actual.dim(3);
            int plane = actual.dim(2) * width;
            double tolerance = tolerance(recorded, "values");
            for (int i = 0; i < image.path("index_chw").size(); i++) {
                JsonNode at = image.path("index_chw").path(i);
                int index = at.path(0).asInt() * plane
                        + at.path(1).asInt() * width
                        + at.path(2).asInt();
                stage.near("value at " + at, image.path("values").path(i).asDouble(), values[index], tolerance);
            }
            statistics(stage, image, values, plane, tolerance(recorded, "mean"));
        }
    }

    private static double tolerance(ParityCase recorded, String of) {
        return recorded.json().path("tolerance").path(of).path("abs").asDouble(0);
    }

    private static void statistics(Stage stage, JsonNode image, float[] values, int plane, double tolerance) {
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            for (int i = c * plane; i < (c + 1) * plane; i++) {
                sum += values[i];
            }
            double mean = sum / plane;
            double squares = 0;
            for (int i = c * plane; i < (c + 1) * plane; i++) {
                squares += (values[i] - mean) * (values[i] - mean);
            }
            stage.near("mean of channel " + c, image.path("mean").path(c).asDouble(), mean, tolerance);
            // The reference takes the deviation of a whole picture in single precision.
            stage.near(
                    "deviation of channel " + c,
                    image.path("std").path(c).asDouble(),
                    Math.sqrt(squares / plane),
                    tolerance);
        }
    }
}
