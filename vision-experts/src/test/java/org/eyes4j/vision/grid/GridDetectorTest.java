package org.eyes4j.vision.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tiny exports with random weights in every layout, against what an implementation of the published algorithm (Ultralytics'
 * LetterBox, non_max_suppression, scale_boxes, process_mask_native and scale_coords; OpenCV's resize) makes of them.
 */
class GridDetectorTest {
    private static final OnnxEngine ENGINE = new OnnxEngine(OnnxSettings.defaults());
    private static final Parameters NONE = new Parameters("test", Map.of());

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "det",
                "det_portrait_dynamic",
                "det_transposed_unnamed",
                "det_objectness",
                "det_end_to_end",
                "seg",
                "seg_portrait",
                "pose",
                "pose_plain"
            })
    void should_give_what_the_algorithm_gives(String name) throws Exception {
        JsonNode recorded = new ObjectMapper()
                .readTree(folder(name).resolve("expected.json").toFile());
        Raster picture = picture(name, recorded.path("picture").asText());
        Parameters settings = new Parameters(
                "test", Map.of("iou_threshold", recorded.path("iou_threshold").asDouble()));
        GridDetector detector = detector(name, settings, List.of("one", "two", "three"));

        List<Detection> found = detector.read(
                outputs(name, recorded),
                new Letterbox(picture.width(), picture.height(), 96, 64),
                recorded.path("threshold").asDouble());

        JsonNode expected = recorded.path("detections");
        assertThat(expected).isNotEmpty();
        assertThat(found).hasSize(expected.size());
        for (int i = 0; i < found.size(); i++) {
            same(found.get(i), expected.get(i), detector.labels());
        }
        // The whole way it sees pixels that may differ by a level.
        assertThat(detector.detect(picture, recorded.path("threshold").asDouble(), new Cancellation()))
                .hasSizeBetween(found.size() - 3, found.size() + 3);
    }

    private static List<Tensor> outputs(String name, JsonNode recorded) throws IOException {
        List<Tensor> outputs = new ArrayList<>();
        for (JsonNode shape : recorded.path("outputs")) {
            byte[] bytes = Files.readAllBytes(folder(name).resolve("output" + outputs.size() + ".f32"));
            float[] values = new float[bytes.length / 4];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            long[] sizes = StreamSupport.stream(shape.spliterator(), false)
                    .mapToLong(JsonNode::asLong)
                    .toArray();
            outputs.add(Tensor.of(values, sizes));
        }
        return outputs;
    }

    private static void same(Detection found, JsonNode expected, List<String> labels) {
        assertThat(found.label()).isEqualTo(labels.get(expected.path("label").asInt()));
        assertThat(found.score()).isCloseTo(expected.path("score").asDouble(), within(1e-5));
        double[] box = {
            found.box().x1(), found.box().y1(), found.box().x2(), found.box().y2()
        };
        for (int c = 0; c < 4; c++) {
            assertThat(box[c]).isCloseTo(expected.path("box").get(c).asDouble(), within(1e-2));
        }
        if (expected.has("mask_area")) {
            Mask mask = Objects.requireNonNull(found.mask());
            long allowed = 2 + expected.path("borderline").asLong();
            assertThat(mask.area()).isCloseTo(expected.path("mask_area").asLong(), within(allowed));
            boolean[] bits = mask.toBitmap();
            for (int y = 0; y < mask.height(); y++) {
                long inRow = 0;
                for (int x = 0; x < mask.width(); x++) {
                    inRow += bits[y * mask.width() + x] ? 1 : 0;
                }
                assertThat(inRow).isCloseTo(expected.path("mask_rows").get(y).asLong(), within(allowed));
            }
        } else {
            assertThat(found.mask()).isNull();
        }
        JsonNode points = expected.path("keypoints");
        assertThat(found.keypoints()).hasSize(points.size());
        for (int p = 0; p < points.size(); p++) {
            Keypoint point = found.keypoints().get(p);
            assertThat(point.x()).isCloseTo(points.get(p).get(0).asDouble(), within(1e-2));
            assertThat(point.y()).isCloseTo(points.get(p).get(1).asDouble(), within(1e-2));
            assertThat(point.score())
                    .isCloseTo(points.get(p).size() > 2 ? points.get(p).get(2).asDouble() : 1, within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"det", "det_portrait_dynamic", "det_transposed_unnamed"})
    void should_put_the_picture_into_the_frame_as_the_algorithm_does(String name) throws Exception {
        JsonNode recorded = new ObjectMapper()
                .readTree(folder(name).resolve("expected.json").toFile());
        Raster picture = picture(name, recorded.path("picture").asText());

        try (Tensor pixels = new Letterbox(picture.width(), picture.height(), 96, 64).apply(picture, ENGINE.pool())) {
            FloatBuffer values = pixels.floats();
            JsonNode index = recorded.path("pixels").path("index");
            for (int i = 0; i < index.size(); i++) {
                double wanted = recorded.path("pixels").path("value").get(i).asDouble();
                // OpenCV computes with 11 bits: a level more or less.
                assertThat((double) values.get(index.get(i).asInt())).isCloseTo(wanted, within(1.01 / 255));
            }
        }
    }

    @Test
    void should_know_what_an_export_gives() {
        assertThat(detector("seg", NONE, List.of()).hasMasks()).isTrue();
        assertThat(detector("det", NONE, List.of()).hasMasks()).isFalse();
        assertThat(detector("pose", NONE, List.of()).hasKeypoints()).isTrue();
        assertThat(detector("det", NONE, List.of()).labels()).containsExactly("cat", "dog", "driver's seat");
        assertThat(detector("det_objectness", NONE, List.of()).labels()).containsExactly("a", "b");
    }

    @Test
    void should_say_that_nobody_names_the_classes() {
        assertThatThrownBy(() -> detector("det_transposed_unnamed", NONE, List.of()))
                .isInstanceOf(HubException.class)
                .hasMessage("det_transposed_unnamed: nobody names the classes of this model; expected `names` in the"
                        + " metadata of model.onnx or `labels` in its manifest");
    }

    @Test
    void should_say_what_row_was_expected() {
        GridDetector wrong = detector("det_transposed_unnamed", NONE, List.of("one"));
        Raster picture = picture("det_transposed_unnamed", "odd.png");

        assertThatThrownBy(() -> wrong.detect(picture, 0.5, new Cancellation()))
                .isInstanceOf(HubException.class)
                .hasMessage(
                        "det_transposed_unnamed: expected an output of [1, 5, cells] or [1, cells, 5] (4 numbers of a"
                                + " box, 1 classes, 0 of masks or key points), found [1, 126, 7]. Are its names of classes, in its"
                                + " metadata or its manifest's labels, those of another model?");
    }

    private static GridDetector detector(String name, Parameters settings, List<String> labels) {
        return GridDetector.of(name, ENGINE.model(folder(name).resolve("model.onnx")), ENGINE.pool(), settings, labels);
    }

    private static Raster picture(String name, String file) {
        return new PictureReader(PictureLimits.defaults())
                .read(folder(name).resolve(file))
                .raster();
    }

    private static Path folder(String name) {
        try {
            return Path.of(Objects.requireNonNull(GridDetectorTest.class.getResource(name), name)
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
