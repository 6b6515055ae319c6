package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eyes4j.vision.onnx.OnnxBytes.FLOAT;
import static org.eyes4j.vision.onnx.OnnxBytes.INT64;
import static org.eyes4j.vision.onnx.OnnxBytes.floats;
import static org.eyes4j.vision.onnx.OnnxBytes.input;
import static org.eyes4j.vision.onnx.OnnxBytes.model;
import static org.eyes4j.vision.onnx.OnnxBytes.node;
import static org.eyes4j.vision.onnx.OnnxBytes.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.model.Hints;
import org.eyes4j.config.model.Licence;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.config.model.SourceFile;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.VisualPrompt.PointPrompt;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of export is fed with, on graphs that are made here and always answer the same. */
class ExportSignaturesTest {
    private final OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults().withSpin(false));
    private final Cancellation none = new Cancellation();
    private final ObjectPrompt point = ObjectPrompt.of(new PointPrompt(new Point(5, 5), true));
    private final ObjectPrompt box = ObjectPrompt.of(new BoundingBox(2, 2, 12, 8));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void should_feed_the_bare_picture_to_an_encoder_that_scales_and_pads_by_itself() throws IOException {
        write("encoder.onnx", meanOf("input_image", "h", "w", 3));
        write(
                "decoder.onnx",
                model(
                        node("Identity", "masks", "low_res_masks"),
                        node("Identity", "scores", "iou_predictions"),
                        floats("masks", new float[2 * 256], 1, 2, 16, 16),
                        floats("scores", new float[] {0.25f, 0.75f}, 1, 2),
                        input("image_embeddings", FLOAT, 1, 4, 4, 4),
                        input("point_coords", FLOAT, 1, "n", 2),
                        input("point_labels", FLOAT, 1, "n"),
                        input("mask_input", FLOAT, 1, 1, 16, 16),
                        input("has_mask_input", FLOAT, 1),
                        input("orig_im_size", FLOAT, 2),
                        output("low_res_masks", FLOAT, 1, 2, 16, 16),
                        output("iou_predictions", FLOAT, 1, 2)));
        SamModel sam = SamModel.of(opened(
                Map.of("input", "input_image", "size", 64, "layout", "HWC"),
                Map.of("embedding", "image_embeddings", "low_res_masks", "low_res_masks", "scores", "iou_predictions"),
                "encoder.onnx",
                "decoder.onnx"));

        Encoding encoding = sam.encode(grey(40, 20), none);

        // Padding or scaling would have changed the mean.
        assertThat(encoding.embedding().floats().get(0)).isEqualTo(100);
        assertThat(encoding.grid().columns()).isEqualTo(16);
        assertThat(encoding.grid().rows()).isEqualTo(8);
        assertThat(sam.decode(encoding, box, none))
                .extracting(Proposal::predictedIou)
                .containsExactly(0.25, 0.75);
        assertThat(sam.shortcoming(box)).isEmpty();
    }

    @Test
    void should_feed_no_boxes_or_no_points_to_a_hub_decoder_that_wants_both() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"sam2\"}");
        Files.writeString(
                folder.resolve("preprocessor_config.json"),
                "{\"image_processor_type\": \"Sam2ImageProcessorFast\", \"size\": {\"height\": 64, \"width\": 64}}");
        write("onnx/vision_encoder.onnx", meanOf("pixel_values", 1, 3, 64, 64));
        write(
                "onnx/prompt_encoder_mask_decoder.onnx",
                model(
                        node("Identity", "masks", "pred_masks"),
                        node("Identity", "scores", "iou_scores"),
                        node("Identity", "objects", "object_score_logits"),
                        floats("masks", new float[256], 1, 1, 1, 16, 16),
                        floats("scores", new float[] {0.5f}, 1, 1, 1),
                        floats("objects", new float[] {0}, 1, 1, 1),
                        input("input_points", FLOAT, "b", "o", "n", 2),
                        input("input_labels", INT64, "b", "o", "n"),
                        input("input_boxes", FLOAT, "b", "boxes", 4),
                        input("image_embeddings", FLOAT, 1, 4, 4, 4),
                        output("pred_masks", FLOAT, 1, 1, 1, 16, 16),
                        output("iou_scores", FLOAT, 1, 1, 1),
                        output("object_score_logits", FLOAT, 1, 1, 1)));
        SamModel sam = SamModel.of(opened(
                Map.of(),
                Map.of(),
                "config.json",
                "preprocessor_config.json",
                "onnx/vision_encoder.onnx",
                "onnx/prompt_encoder_mask_decoder.onnx"));
        Encoding encoding = sam.encode(grey(40, 20), none);

        assertThat(encoding.grid().rows()).isEqualTo(16);
        for (ObjectPrompt prompt : List.of(point, box, box.and(point.points()))) {
            assertThat(sam.decode(encoding, prompt, none))
                    .extracting(Proposal::predictedIou)
                    // Even odds that there is an object.
                    .containsExactly(0.25);
            assertThat(sam.shortcoming(prompt)).isEmpty();
        }
    }

    /** An encoder whose features are all the mean of its input. */
    private static byte[] meanOf(String name, Object... shape) {
        return model(
                node("ReduceMean", name, "mean"),
                node("ReduceMean", "mean", "one"),
                node("Reshape", "one single", "scalar"),
                node("Add", "zeros scalar", "image_embeddings"),
                floats("zeros", new float[64], 1, 4, 4, 4),
                single(),
                input(name, FLOAT, shape),
                output("image_embeddings", FLOAT, 1, 4, 4, 4));
    }

    private static byte[] single() {
        return org.eyes4j.vision.onnx.OnnxBytes.message(
                5,
                org.eyes4j.vision.onnx.OnnxBytes.number(1, 1),
                org.eyes4j.vision.onnx.OnnxBytes.number(2, INT64),
                org.eyes4j.vision.onnx.OnnxBytes.text(8, "single"),
                org.eyes4j.vision.onnx.OnnxBytes.message(9, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}));
    }

    private void write(String path, byte[] graph) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.write(folder.resolve(path), graph);
    }

    private Model opened(Map<String, Object> preprocess, Map<String, Object> postprocess, String... paths) {
        Map<String, ModelFile> files = new LinkedHashMap<>();
        Map<String, Path> byRole = new LinkedHashMap<>();
        for (String path : paths) {
            String role = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\..*", "");
            SourceFile source = new SourceFile(path, 0, Optional.empty(), List.of("folder:" + path));
            files.put(role, new ModelFile(path, List.of(source), Optional.empty()));
            byRole.put(role, folder.resolve(path));
        }
        ModelManifest manifest = new ModelManifest(
                "made",
                "A made model",
                List.of("segment"),
                "sam",
                "1",
                false,
                List.of(),
                new Licence("Apache-2.0", "made for tests", ""),
                new Hints(Hints.Quality.FAIR, Hints.Speed.FAIR, 0),
                files,
                new Parameters("made: preprocess", preprocess),
                new Parameters("made: postprocess", postprocess),
                List.of());
        return new Model(manifest, role -> java.util.Objects.requireNonNull(byRole.get(role)), engine);
    }

    private static Raster grey(int width, int height) {
        byte[] data = new byte[width * height * 3];
        Arrays.fill(data, (byte) 100);
        return new Raster(width, height, 3, data);
    }
}
