package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;

/** The shapes that a processor comes to when its configuration says nothing but its type. */
final class DefaultShapes {
    private DefaultShapes() {}

    /** Compares every recorded shape; the number of shapes. */
    static int check(ParityCase recorded) {
        ImageProcessor processor = defaults(recorded);
        Stage stage = new Stage(recorded, "default sizes");
        JsonNode shapes = recorded.expected("shapes");
        for (JsonNode shape : shapes) {
            int width = shape.path("width").asInt();
            int height = shape.path("height").asInt();
            Raster picture = new Raster(width, height, 3, new byte[width * height * 3]);
            try (Prepared prepared = processor.prepare(picture)) {
                String of = width + " x " + height;
                stage.equal(
                        "pixel_values of " + of,
                        sizes(shape.path("pixel_values_shape")),
                        prepared.pixelValues().shape());
                if (shape.has("pixel_mask_shape")) {
                    stage.equal(
                            "pixel_mask of " + of,
                            sizes(shape.path("pixel_mask_shape")),
                            prepared.pixelMask().orElseThrow().shape());
                }
            }
        }
        return shapes.size();
    }

    private static List<Long> sizes(JsonNode shape) {
        return java.util.stream.StreamSupport.stream(shape.spliterator(), false)
                .map(JsonNode::asLong)
                .toList();
    }

    private static ImageProcessor defaults(ParityCase recorded) {
        HubFiles model = recorded.model().orElseThrow();
        JsonNode own = ParityCase.read(model.need("preprocessor_config.json"));
        ObjectNode bare = new ObjectMapper().createObjectNode();
        for (String type : List.of("image_processor_type", "feature_extractor_type")) {
            if (own.has(type)) {
                bare.set(type, own.get(type));
            }
        }
        try {
            Path file = Files.createTempFile("preprocessor_config", ".json");
            Files.writeString(file, bare.toString());
            try {
                return ImageProcessors.read(HubFiles.of(
                        model.name(),
                        Map.of("config.json", model.need("config.json"), "preprocessor_config.json", file)));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
