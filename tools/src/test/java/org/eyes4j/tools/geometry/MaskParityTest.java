package org.eyes4j.tools.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eyes4j.tools.Parity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything a mask does, equal to what pycocotools recorded. */
class MaskParityTest {
    static Stream<Path> folders() {
        return Parity.folders("coco");
    }

    @ParameterizedTest
    @MethodSource("folders")
    void should_read_write_and_measure_masks_as_pycocotools_does(Path folder) throws IOException {
        for (JsonNode recorded : reference(folder).get("masks")) {
            // GIVEN a recorded mask
            int height = recorded.get("size").get(0).intValue();
            int width = recorded.get("size").get(1).intValue();
            String text = recorded.get("compressed").textValue();
            int[] counts = ints(recorded.get("uncompressed"));
            boolean[] bits = bits(folder.resolve(recorded.get("bits_file").textValue()), width * height);

            // WHEN it is read in each of its forms
            Mask mask = Mask.fromCompressed(width, height, text);

            // THEN all forms are one mask, with the recorded measures
            String id = recorded.get("id").asText();
            assertThat(mask.toCompressed()).as(id).isEqualTo(text);
            assertThat(mask.counts()).as(id).isEqualTo(counts);
            assertThat(mask.toBitmap()).as(id).isEqualTo(bits);
            assertThat(Mask.of(width, height, counts)).as(id).isEqualTo(mask).hasSameHashCodeAs(mask);
            assertThat(Mask.fromBitmap(width, height, bits)).as(id).isEqualTo(mask);
            assertThat(Mask.fromBitmap(width, height, mask.toBytes())).as(id).isEqualTo(mask);
            assertThat(mask.area()).as(id).isEqualTo(recorded.get("area").longValue());
            assertThat(mask.box()).as(id).isEqualTo(box(recorded.get("bbox")));
            assertThat(Mask.fromContours(width, height, mask.toPolygons()))
                    .as(id)
                    .isEqualTo(mask);
            assertThat(mask.complement().complement()).as(id).isEqualTo(mask);
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void should_compare_and_merge_masks_as_pycocotools_does(Path folder) throws IOException {
        for (JsonNode group : reference(folder).get("pair_groups")) {
            List<Mask> masks = new ArrayList<>();
            group.get("masks").forEach(text -> masks.add(mask(group, text)));
            for (int d = 0; d < masks.size(); d++) {
                for (int g = 0; g < masks.size(); g++) {
                    double iou = group.get("iou").get(d).get(g).doubleValue();
                    double crowd = group.get("iou_crowd").get(d).get(g).doubleValue();
                    boolean isCrowd = group.get("iscrowd").get(g).intValue() == 1;
                    Mask detection = masks.get(d);
                    Mask truth = masks.get(g);
                    assertThat(detection.iou(truth)).isEqualTo(iou);
                    assertThat(isCrowd ? detection.iouCrowd(truth) : detection.iou(truth))
                            .isEqualTo(crowd);
                }
            }
            // The merges were recorded of the first three.
            Mask[] rest = masks.subList(1, 3).toArray(Mask[]::new);
            assertThat(masks.get(0).union(rest)).isEqualTo(mask(group, group.get("merge_union")));
            assertThat(masks.get(0).intersection(rest)).isEqualTo(mask(group, group.get("merge_intersection")));
            assertThat(masks.get(0).union(rest).toCompressed())
                    .isEqualTo(group.get("merge_union").textValue());
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void should_fill_polygons_with_the_pixels_of_pycocotools(Path folder) throws IOException {
        for (JsonNode recorded : reference(folder).get("polygons")) {
            Polygon polygon = Polygon.of(doubles(recorded.get("polygon")));
            int height = recorded.get("size").get(0).intValue();
            int width = recorded.get("size").get(1).intValue();

            Mask mask = Mask.fromPolygons(width, height, List.of(polygon));

            String id = recorded.get("size") + " " + recorded.get("polygon");
            assertThat(mask.toCompressed())
                    .as(id)
                    .isEqualTo(recorded.get("compressed").textValue());
            assertThat(mask.area()).as(id).isEqualTo(recorded.get("area").longValue());
            assertThat(mask.box()).as(id).isEqualTo(box(recorded.get("bbox")));
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void should_compare_boxes_as_pycocotools_does(Path folder) throws IOException {
        JsonNode reference = reference(folder);
        List<BoundingBox> boxes = new ArrayList<>();
        reference.get("boxes_xywh").forEach(b -> boxes.add(box(b)));
        for (int d = 0; d < boxes.size(); d++) {
            for (int g = 0; g < boxes.size(); g++) {
                assertThat(boxes.get(d).iou(boxes.get(g)))
                        .isCloseTo(reference.get("box_iou").get(d).get(g).doubleValue(), within(1e-9));
            }
        }
        if (reference.has("box_masks")) {
            for (int d = 0; d < boxes.size(); d++) {
                JsonNode masks = reference.get("box_masks");
                Mask expected = mask(masks, masks.get("compressed").get(d));
                assertThat(Mask.fromBox(expected.width(), expected.height(), boxes.get(d)))
                        .as("%s", boxes.get(d))
                        .isEqualTo(expected);
            }
        }
    }

    private static JsonNode reference(Path folder) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("rle.json")));
    }

    private static Mask mask(JsonNode sized, JsonNode text) {
        return Mask.fromCompressed(
                sized.get("size").get(1).intValue(), sized.get("size").get(0).intValue(), text.textValue());
    }

    private static BoundingBox box(JsonNode xywh) {
        double[] v = doubles(xywh);
        return BoundingBox.ofXywh(v[0], v[1], v[2], v[3]);
    }

    private static int[] ints(JsonNode array) {
        int[] out = new int[array.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = array.get(i).intValue();
        }
        return out;
    }

    private static double[] doubles(JsonNode array) {
        double[] out = new double[array.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = array.get(i).doubleValue();
        }
        return out;
    }

    private static boolean[] bits(Path file, int n) throws IOException {
        byte[] packed = Files.readAllBytes(file);
        boolean[] bits = new boolean[n];
        for (int i = 0; i < n; i++) {
            bits[i] = (packed[i / 8] >> (7 - i % 8) & 1) == 1;
        }
        return bits;
    }
}
