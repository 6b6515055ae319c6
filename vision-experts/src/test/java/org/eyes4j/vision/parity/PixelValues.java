package org.eyes4j.vision.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;

/**
 * The first stage of pictures, for any family: what the repository's processor makes of a case's pictures against what is
 * recorded. Pictures are the inputs {@code image}, or {@code image0}, {@code image1}, … as one batch; others, as
 * {@code query_image} and {@code prompt_image}, belong to the tensors of their prefix. Sizes of EXIF pictures are compared too.
 */
final class PixelValues {
    /** Pictures that are not called as their tensors. */
    private static final Map<String, String> PICTURES = Map.of("conditional_", "prompt_");

    private PixelValues() {}

    /** Compares every {@code …pixel_values} and {@code pixel_mask} that is recorded; the number of tensors compared. */
    static int check(ParityCase recorded) {
        int compared = 0;
        for (String tensor : recorded.tensors()) {
            if (tensor.endsWith("pixel_values")) {
                String prefix = tensor.substring(0, tensor.length() - "pixel_values".length());
                compared += check(recorded, prefix, picturesOf(recorded, PICTURES.getOrDefault(prefix, prefix)));
            }
        }
        return compared + rules(recorded);
    }

    /** As {@link #check(ParityCase)} for one prefix, as {@code conditional_}, whose pictures the caller knows. */
    static int check(ParityCase recorded, String prefix, List<Raster> pictures) {
        HubFiles files = recorded.model().orElseThrow();
        return check(recorded, prefix, pictures, ImageProcessors.read(files));
    }

    private static int check(ParityCase recorded, String prefix, List<Raster> pictures, ImageProcessor processor) {
        Stage stage = new Stage(recorded, "pictures to tensors");
        int compared = 1;
        try (Prepared prepared = processor.prepare(pictures)) {
            String values = prefix + "pixel_values";
            stage.same(values, prepared.pixelValues());
            if (recorded.has(values + ".torchvision")) {
                stage.same(
                        values + ".torchvision",
                        recorded.tensor(values + ".torchvision"),
                        prepared.pixelValues(),
                        between(recorded, values));
                compared++;
            }
            if (recorded.has(prefix + "pixel_mask")) {
                stage.same(
                        prefix + "pixel_mask",
                        prepared.pixelMask().orElseThrow(() -> stage.failure("pixel_mask", "tensor", "one", "none")));
                compared++;
            }
            if (recorded.has(prefix + "spatial_shapes")) {
                stage.same(prefix + "pixel_attention_mask", prepared.pixelMask().orElseThrow());
                stage.same(
                        prefix + "spatial_shapes",
                        prepared.spatialShapes()
                                .orElseThrow(() -> stage.failure("spatial_shapes", "tensor", "one", "none")));
                compared += 2;
            }
        }
        return compared;
    }

    /** The reference has two processors, which differ by so much. This one is the first. */
    private static double between(ParityCase recorded, String values) {
        JsonNode entry = recorded.json().path("tensors").path(values);
        return entry.path("max_abs_diff_pil_vs_torchvision").asDouble(0) + recorded.tolerance(values);
    }

    /** Cases that record only shapes, by the width and height of a picture, of the processor that {@code hf} tells. */
    private static int rules(ParityCase recorded) {
        int compared = 0;
        for (JsonNode entry : recorded.expected("shapes")) {
            ImageProcessor processor = told(recorded.json().path("hf").path(0).asText());
            int width = entry.path("width").asInt();
            int height = entry.path("height").asInt();
            Stage stage = new Stage(recorded, "size of a picture of " + width + " x " + height);
            try (Prepared prepared = processor.prepare(new Raster(width, height, 3, new byte[width * height * 3]))) {
                stage.equal(
                        "pixel_values",
                        numbers(entry.path("pixel_values_shape")),
                        prepared.pixelValues().shape());
                if (entry.has("pixel_mask_shape")) {
                    stage.equal(
                            "pixel_mask",
                            numbers(entry.path("pixel_mask_shape")),
                            prepared.pixelMask().orElseThrow().shape());
                }
            }
            compared++;
        }
        return compared;
    }

    /** A processor as the record writes it: a class, and for DPT's its size and multiple. */
    private static ImageProcessor told(String hf) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("image_processor_type", hf.replaceFirst("\\(.*", ""));
        Matcher depth = Pattern.compile("\\((\\d+), keep_aspect_ratio, ensure_multiple_of=(\\d+)\\)")
                .matcher(hf);
        if (depth.find()) {
            settings.put("size", Integer.parseInt(depth.group(1)));
            settings.put("keep_aspect_ratio", true);
            settings.put("ensure_multiple_of", Integer.parseInt(depth.group(2)));
        }
        return ImageProcessors.read(hf, new Parameters(hf, settings), "");
    }

    private static List<Long> numbers(JsonNode array) {
        List<Long> numbers = new ArrayList<>();
        array.forEach(n -> numbers.add(n.asLong()));
        return numbers;
    }

    private static List<Raster> picturesOf(ParityCase recorded, String prefix) {
        List<String> names = new ArrayList<>();
        if (!recorded.input(prefix + "image").isMissingNode()) {
            names.add(prefix + "image");
        }
        for (int i = 0; !recorded.input(prefix + "image" + i).isMissingNode(); i++) {
            names.add(prefix + "image" + i);
        }
        if (names.isEmpty()) {
            throw new AssertionError(recorded.title() + ": no picture is recorded for " + prefix + "pixel_values");
        }
        return names.stream().map(name -> picture(recorded, name)).toList();
    }

    /** A picture of the size that is recorded; a JPEG with an orientation is read itself too. */
    static Raster picture(ParityCase recorded, String name) {
        Raster picture = recorded.picture(name);
        JsonNode size = recorded.input(name + "_size");
        Raster file = recorded.pictureAt(recorded.input(name).asText());
        Stage stage = new Stage(recorded, "reading " + name);
        for (Raster read : List.of(picture, file)) {
            stage.equal("width", size.path("width").asInt(read.width()), read.width());
            stage.equal("height", size.path("height").asInt(read.height()), read.height());
        }
        return picture;
    }
}
