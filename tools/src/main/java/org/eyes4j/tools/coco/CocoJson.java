package org.eyes4j.tools.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Polygon;
import org.jspecify.annotations.Nullable;

/**
 * Reads COCO's truth files ({@code images}, {@code annotations}, {@code categories}) and results files (a list of detections), one entry at a
 * time. Unknown fields are passed over. Thread-safe.
 */
public final class CocoJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CocoJson() {}

    /**
     * @throws CocoFormatException if it is no truth file
     */
    public static CocoTruth readTruth(Path file) throws IOException {
        SortedMap<Long, CocoTruth.Image> images = new TreeMap<>();
        SortedMap<Long, String> categories = new TreeMap<>();
        List<CocoObject> objects = new ArrayList<>();
        return read(file, parser -> {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new CocoFormatException("a truth file is an object with images, annotations and categories");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "images" ->
                        each(parser, "image", node -> {
                            CocoTruth.Image image = new CocoTruth.Image(
                                    side(node, "width"),
                                    side(node, "height"),
                                    node.path("file_name").asText(""));
                            images.put(integer(node, "id"), image);
                        });
                    case "categories" ->
                        each(
                                parser,
                                "category",
                                node -> categories.put(
                                        integer(node, "id"), node.path("name").asText("")));
                    case "annotations" -> each(parser, "annotation", node -> objects.add(annotation(node)));
                    default -> parser.skipChildren();
                }
            }
            return new CocoTruth(images, categories, objects);
        });
    }

    /**
     * The detections of a results file, in its order.
     *
     * @throws CocoFormatException if it is no results file
     */
    public static List<CocoObject> readDetections(Path file) throws IOException {
        return read(file, parser -> {
            List<CocoObject> detections = new ArrayList<>();
            parser.nextToken();
            each(parser, "detection", node -> detections.add(detection(node)));
            return List.copyOf(detections);
        });
    }

    private static CocoObject annotation(JsonNode node) {
        Segmentation segmentation = segmentation(node);
        return new CocoObject(
                integer(node, "image_id"),
                integer(node, "category_id"),
                box(node, segmentation),
                number(node, "area"),
                node.path("iscrowd").asInt(0) != 0,
                1,
                segmentation);
    }

    private static CocoObject detection(JsonNode node) {
        Segmentation segmentation = segmentation(node);
        CocoBox box = box(node, segmentation);
        // As pycocotools: by the box where there is one, else by the mask.
        double area = !node.has("bbox") && segmentation instanceof Segmentation.Runs runs
                ? runs.mask().area()
                : box.area();
        return new CocoObject(
                integer(node, "image_id"),
                integer(node, "category_id"),
                box,
                area,
                false,
                number(node, "score"),
                segmentation);
    }

    private static CocoBox box(JsonNode node, @Nullable Segmentation segmentation) {
        if (!node.has("bbox") && segmentation instanceof Segmentation.Runs runs) {
            return CocoBox.of(runs.mask().box());
        }
        double[] v = numbers(node.path("bbox"), "bbox");
        if (v.length != 4) {
            throw new CocoFormatException("bbox must be [x, y, width, height], got " + v.length + " numbers");
        }
        return new CocoBox(v[0], v[1], v[2], v[3]);
    }

    private static @Nullable Segmentation segmentation(JsonNode node) {
        JsonNode value = node.path("segmentation");
        if (value.isObject()) {
            double[] size = numbers(value.path("size"), "segmentation.size");
            if (size.length != 2) {
                throw new CocoFormatException(
                        "segmentation.size must be [height, width], got " + size.length + " numbers");
            }
            JsonNode counts = value.path("counts");
            return new Segmentation.Runs(
                    counts.isTextual()
                            ? Mask.fromCompressed((int) size[1], (int) size[0], counts.textValue())
                            : Mask.of((int) size[1], (int) size[0], counts(counts)));
        }
        if (!value.isArray() || value.isEmpty()) {
            return null;
        }
        List<Polygon> polygons = new ArrayList<>();
        value.forEach(p -> polygons.add(Polygon.of(numbers(p, "segmentation"))));
        return new Segmentation.Polygons(polygons);
    }

    private static int[] counts(JsonNode node) {
        double[] numbers = numbers(node, "segmentation.counts");
        int[] counts = new int[numbers.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (int) numbers[i];
        }
        return counts;
    }

    private static double[] numbers(JsonNode node, String name) {
        if (!node.isArray()) {
            throw new CocoFormatException(name + " must be a list of numbers, got " + shown(node));
        }
        double[] out = new double[node.size()];
        for (int i = 0; i < out.length; i++) {
            if (!node.get(i).isNumber()) {
                throw new CocoFormatException(name + "[" + i + "] must be a number, got " + shown(node.get(i)));
            }
            out[i] = node.get(i).doubleValue();
        }
        return out;
    }

    private static long integer(JsonNode node, String name) {
        if (!node.path(name).isIntegralNumber()) {
            throw new CocoFormatException(name + " must be a whole number, got " + shown(node.path(name)));
        }
        return node.get(name).longValue();
    }

    private static int side(JsonNode node, String name) {
        long pixels = integer(node, name);
        if (pixels < 1 || pixels > Integer.MAX_VALUE) {
            throw new CocoFormatException(name + " must be at least 1 pixel, got " + pixels);
        }
        return (int) pixels;
    }

    private static double number(JsonNode node, String name) {
        if (!node.path(name).isNumber()) {
            throw new CocoFormatException(name + " must be a number, got " + shown(node.path(name)));
        }
        return node.get(name).doubleValue();
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static void each(JsonParser parser, String what, EntryReader reader) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new CocoFormatException("expected a list of " + what + " entries, found " + parser.currentToken());
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            JsonNode node = MAPPER.readTree(parser);
            try {
                reader.read(node);
            } catch (IllegalArgumentException e) {
                throw new CocoFormatException(what + " " + i + ": " + e.getMessage());
            }
        }
    }

    private static <T> T read(Path file, FileReader<T> reader) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = MAPPER.createParser(in)) {
            return reader.read(parser);
        } catch (JsonProcessingException e) {
            throw new CocoFormatException(
                    file + " is not JSON: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage());
        } catch (CocoFormatException e) {
            throw new CocoFormatException(file + ": " + e.getMessage());
        }
    }

    @FunctionalInterface
    private interface FileReader<T> {
        T read(JsonParser parser) throws IOException;
    }

    @FunctionalInterface
    private interface EntryReader {
        void read(JsonNode node);
    }
}
