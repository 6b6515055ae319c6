package org.eyes4j.vision.hub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings old and new, batches, and what cannot be; the numbers themselves are the parity cases' matter. */
class ImageProcessorsTest {

    @ParameterizedTest
    @CsvSource({
        "CLIPImageProcessor, 224, 224",
        "CLIPFeatureExtractor, 224, 224",
        "CLIPImageProcessorFast, 224, 224",
        "ViTFeatureExtractor, 224, 224",
        "DeiTFeatureExtractor, 224, 224",
        "DETRFeatureExtractor, 1066, 800",
        "DetrImageProcessorPil, 1066, 800",
        "YolosFeatureExtractor, 1056, 800",
        "MaskFormerFeatureExtractor, 1088, 800",
        "RTDetrImageProcessor, 640, 640",
        "SamImageProcessor, 1024, 1024",
        "Owlv2ImageProcessor, 960, 960",
        "DPTFeatureExtractor, 384, 384"
    })
    void should_know_each_class_by_all_its_names_and_defaults(String type, int width, int height) {
        String key = type.contains("Feature") ? "feature_extractor_type" : "image_processor_type";

        assertThat(shape(Map.of(key, type), 64, 48)).containsExactly(1L, 3L, (long) height, (long) width);
    }

    @Test
    void should_stay_within_a_level_of_the_reference_where_a_manifest_wants_it_faster(@TempDir Path folder)
            throws IOException {
        HubFiles files = repository(folder, "DetrImageProcessor");
        byte[] data = new byte[300 * 200 * 3];
        new java.util.Random(1).nextBytes(data);
        Raster picture = new Raster(300, 200, 3, data);

        try (Prepared exact = ImageProcessors.read(files).prepare(picture);
                Prepared fast = ImageProcessors.read(files.approximately()).prepare(picture)) {
            float[] one = exact.pixelValues().toFloatArray();
            float[] other = fast.pixelValues().toFloatArray();
            double most = 0;
            for (int i = 0; i < one.length; i++) {
                most = Math.max(most, Math.abs(one[i] - other[i]));
            }
            double level = 1 / 255.0 / 0.224;
            assertThat(other).hasSameSizeAs(one);
            assertThat(most).isBetween(0.9 * level, 1.05 * level);
        }
    }

    @Test
    void should_refuse_to_be_faster_where_there_is_no_other_way(@TempDir Path folder) throws IOException {
        HubFiles files = repository(folder, "Owlv2ImageProcessor").approximately();

        assertThatThrownBy(() -> ImageProcessors.read(files))
                .isInstanceOf(HubException.class)
                .hasMessage(
                        "model/preprocessor_config.json (Owlv2ImageProcessor) resizes pictures in one way only: take"
                                + " preprocess.resize out of the manifest");
    }

    private static HubFiles repository(Path folder, String processor) throws IOException {
        Path settings = Files.writeString(
                folder.resolve("preprocessor_config.json"), "{\"image_processor_type\": \"" + processor + "\"}");
        return HubFiles.of("model", Map.of("preprocessor_config.json", settings));
    }

    @Test
    void should_read_sizes_as_older_files_write_them() {
        Map<String, Object> clip =
                Map.of("feature_extractor_type", "CLIPFeatureExtractor", "size", 40, "crop_size", 32);
        Map<String, Object> vit = Map.of("feature_extractor_type", "ViTFeatureExtractor", "size", List.of(20, 30));
        Map<String, Object> detr = Map.of("feature_extractor_type", "DetrFeatureExtractor", "size", 60, "max_size", 70);

        assertThat(shape(clip, 64, 48)).containsExactly(1L, 3L, 32L, 32L);
        assertThat(shape(vit, 64, 48)).containsExactly(1L, 3L, 20L, 30L);
        assertThat(shape(detr, 64, 48)).containsExactly(1L, 3L, 52L, 70L);
    }

    @Test
    void should_ask_the_model_type_where_no_class_is_named() {
        assertThat(ImageProcessors.read("r", new Parameters("r", Map.of("size", 16)), "clipseg")
                        .prepare(black(8, 8))
                        .pixelValues()
                        .shape())
                .containsExactly(1L, 3L, 16L, 16L);
    }

    @Test
    void should_read_settings_from_where_newer_repositories_keep_them(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.json"),
                "{\"model_type\": \"vision-encoder-decoder\", \"encoder\": {\"model_type\": \"vit\"}}");
        Path processor = Files.writeString(
                folder.resolve("processor_config.json"),
                "{\"processor_class\": \"P\", \"image_processor\": {\"size\": 12, \"resample\": null}}");
        HubFiles files = HubFiles.of("new", Map.of("config.json", config, "processor_config.json", processor));

        assertThat(ImageProcessors.read(files)
                        .prepare(black(8, 8))
                        .pixelValues()
                        .shape())
                .containsExactly(1L, 3L, 12L, 12L);
        assertThatThrownBy(() -> PersonCrops.read(files))
                .isInstanceOf(HubException.class)
                .hasMessage(
                        "new/preprocessor_config.json (ViTImageProcessor): expected a processor that cuts people out"
                                + " by their boxes, as VitPoseImageProcessor with do_affine_transform");
        assertThatThrownBy(() -> processor(Map.of("image_processor_type", "VitPoseImageProcessor")))
                .hasMessage("r (VitPoseImageProcessor) cuts people out by their boxes, and whole pictures were given to"
                        + " it");
    }

    @Test
    void should_pad_a_batch_and_say_where_the_pictures_are() {
        ImageProcessor detr = processor(Map.of(
                "image_processor_type", "DetrImageProcessor", "size", Map.of("shortest_edge", 10, "longest_edge", 30)));

        try (Prepared batch = detr.prepare(List.of(black(20, 10), black(10, 40)))) {
            assertThat(batch.pixelValues().shape()).containsExactly(2L, 3L, 30L, 20L);
            long[] mask = batch.pixelMask().orElseThrow().toLongArray();
            assertThat(java.util.Arrays.stream(mask).sum()).isEqualTo(20 * 10 + 8 * 30);
            assertThat(batch.placement(1).toPicture().apply(new Point(8, 30))).isEqualTo(new Point(10, 40));
        }
    }

    @Test
    void should_tell_where_a_cropped_picture_lies() {
        ImageProcessor clip =
                processor(Map.of("image_processor_type", "CLIPImageProcessor", "size", 8, "crop_size", 8));

        try (Prepared prepared = clip.prepare(black(32, 16))) {
            assertThat(prepared.placement(0)).isEqualTo(new Placement(32, 16, -4, 0, 16, 8));
            assertThat(prepared.placement(0).toPicture().apply(new Point(0, 0))).isEqualTo(new Point(8, 0));
        }
    }

    @Test
    void should_refuse_a_batch_of_sizes_that_nothing_pads() {
        ImageProcessor dpt = processor(Map.of("image_processor_type", "DPTImageProcessor", "keep_aspect_ratio", true));

        assertThatThrownBy(() -> dpt.prepare(List.of(black(20, 10), black(10, 10))))
                .isInstanceOf(HubException.class)
                .hasMessage(
                        "r (DPTImageProcessor) does not pad, and the pictures of one batch come out as 384 x 192 and"
                                + " 384 x 384; give them one by one");
    }

    @Test
    void should_explain_what_it_does_not_know() {
        assertThatThrownBy(() -> processor(Map.of("image_processor_type", "PixtralImageProcessor")))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("r: nothing here processes pictures as PixtralImageProcessor does; expected one"
                        + " of CLIPImageProcessor, ");
        assertThatThrownBy(() -> processor(Map.of("size", 3)))
                .hasMessageStartingWith(
                        "r: it names no image_processor_type, and model_type \"\" tells none; expected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            size       | 0       | expected at `size` whole numbers from 1 to 65536, found `0`
            size       | 2000000 | expected at `size` whole numbers from 1 to 65536, found `2000000`
            size       | big     | expected at `size` whole numbers from 1 to 65536, found `big`
            image_std  | 0       | no image_std may be 0, found [0.0, 0.0, 0.0]
            """)
    void should_refuse_impossible_settings(String key, String value, String expected) {
        Object plain = value.matches("\\d+") ? (Object) Integer.valueOf(value) : value;

        assertThatThrownBy(() -> processor(Map.of("image_processor_type", "ViTImageProcessor", key, plain)))
                .isInstanceOf(HubException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void should_refuse_to_make_pictures_without_end() {
        ImageProcessor huge = processor(Map.of("image_processor_type", "ViTImageProcessor", "size", 60_000));

        assertThatThrownBy(() -> huge.prepare(black(4, 4)))
                .isInstanceOf(HubException.class)
                .hasMessage("r (ViTImageProcessor) resizes a picture of 4 x 4 pixels to 60000 x 60000, which is larger"
                        + " than 50 megapixels; give one of other proportions");
    }

    @Test
    void should_not_let_a_repository_change_the_rules() {
        assertThat(shape(Map.of("image_processor_type", "ViTImageProcessor", "path", "owlv2", "rule", "longest"), 9, 5))
                .containsExactly(1L, 3L, 224L, 224L);
    }

    private static List<Long> shape(Map<String, Object> settings, int width, int height) {
        try (Prepared prepared = processor(settings).prepare(black(width, height))) {
            return prepared.pixelValues().shape();
        }
    }

    private static ImageProcessor processor(Map<String, Object> settings) {
        return ImageProcessors.read("r", new Parameters("r", new LinkedHashMap<>(settings)), "");
    }

    private static Raster black(int width, int height) {
        return new Raster(width, height, 3, new byte[width * height * 3]);
    }
}
