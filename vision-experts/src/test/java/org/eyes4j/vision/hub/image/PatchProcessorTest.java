package org.eyes4j.vision.hub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.picture.PillowFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchProcessorTest {

    private static PatchProcessor of(int patch, int patches) {
        Levels levels = Levels.numpy(1 / 255.0, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
        return new PatchProcessor("model", true, PillowFilter.BILINEAR, levels, patch, patches);
    }

    private static ImageProcessor read(Map<String, Object> settings) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("image_processor_type", "Siglip2ImageProcessorFast");
        return ImageProcessors.read("model", new Parameters("model", all), "siglip2");
    }

    private static Raster noise(int width, int height) {
        byte[] data = new byte[width * height * 3];
        new Random(width).nextBytes(data);
        return new Raster(width, height, 3, data);
    }

    /** By {@code get_image_size_for_max_num_patches} of transformers 5.18. */
    @ParameterizedTest
    @CsvSource({
        "16, 256, 1, 1, 112, 112",
        "16, 256, 1, 900, 16, 4096",
        "16, 256, 640, 480, 288, 224",
        "16, 256, 480, 640, 224, 288",
        "16, 256, 1333, 800, 320, 192",
        "16, 256, 97, 31, 448, 144",
        "16, 256, 5000, 3, 4096, 16",
        "16, 256, 255, 257, 256, 256",
        "16, 256, 16, 16, 256, 256",
        "16, 1024, 1, 900, 16, 14400",
        "16, 1024, 640, 480, 576, 432",
        "16, 1024, 1333, 800, 640, 400",
        "16, 1024, 97, 31, 896, 288",
        "16, 1024, 3000, 4000, 432, 576",
        "14, 729, 1, 1, 112, 112",
        "14, 729, 640, 480, 434, 322",
        "14, 729, 97, 31, 658, 210",
        "14, 729, 5000, 3, 10206, 14",
        "4, 24, 1, 1, 16, 16",
        "4, 24, 97, 31, 32, 12",
        "4, 24, 255, 257, 16, 20",
        "4, 24, 333, 333, 16, 16"
    })
    void should_choose_the_size_that_the_reference_chooses(
            int patch, int patches, int width, int height, int toWidth, int toHeight) {
        assertThat(of(patch, patches).size(width, height)).isEqualTo(new Extent(toWidth, toHeight));
    }

    @Test
    void should_give_patches_row_by_row_and_tell_them_from_padding() {
        ImageProcessor processor = read(Map.of("do_resize", false, "patch_size", 2, "max_num_patches", 5));
        byte[] data = new byte[4 * 4 * 3];
        Arrays.fill(data, (byte) 0);
        data[(2 * 4 + 3) * 3 + 1] = (byte) 255;

        try (Prepared prepared = processor.prepare(new Raster(4, 4, 3, data))) {
            assertThat(prepared.pixelValues().shape()).containsExactly(1L, 5L, 12L);
            float[] values = prepared.pixelValues().toFloatArray();
            for (int i = 0; i < values.length; i++) {
                // Row 2 and column 3 is in the fourth patch: its second place, the second channel.
                float expected = i == 3 * 12 + 3 + 1 ? 1 : i < 48 ? -1 : 0;
                assertThat(values[i]).as("value %d", i).isEqualTo(expected);
            }
            assertThat(prepared.pixelMask().orElseThrow().toLongArray()).containsExactly(1, 1, 1, 1, 0);
            assertThat(prepared.spatialShapes().orElseThrow().toLongArray()).containsExactly(2, 2);
        }
    }

    @Test
    void should_prepare_pictures_of_different_proportions_together_as_one_by_one() {
        PatchProcessor processor = of(4, 24);
        Raster wide = noise(31, 9);
        Raster tall = noise(7, 40);

        try (Prepared both = processor.prepare(List.of(wide, tall));
                Prepared first = processor.prepare(wide);
                Prepared second = processor.prepare(tall)) {
            float[] expected = Arrays.copyOf(first.pixelValues().toFloatArray(), 2 * 24 * 48);
            System.arraycopy(second.pixelValues().toFloatArray(), 0, expected, 24 * 48, 24 * 48);
            assertThat(both.pixelValues().toFloatArray()).containsExactly(expected);
            assertThat(both.spatialShapes().orElseThrow().toLongArray()).containsExactly(3, 8, 12, 2);
            assertThat(both.placement(1)).isEqualTo(new Placement(7, 40, 0, 0, 8, 48));
        }
    }

    @Test
    void should_say_what_a_processor_that_does_not_resize_takes() {
        ImageProcessor processor = read(Map.of("do_resize", false, "patch_size", 4, "max_num_patches", 6));

        assertThatThrownBy(() -> processor.prepare(noise(10, 8)))
                .isInstanceOf(HubException.class)
                .hasMessage("model (Siglip2ImageProcessor) does not resize, and takes pictures of at most 6 patches of"
                        + " 4 x 4 pixels, got 10 x 8");
        assertThatThrownBy(() -> processor.prepare(noise(16, 8)))
                .hasMessageEndingWith("at most 6 patches of 4 x 4 pixels, got 16 x 8");
    }

    @Test
    void should_refuse_settings_that_would_fill_the_memory() {
        assertThatThrownBy(() -> read(Map.of("patch_size", 1000, "max_num_patches", 60_000)))
                .isInstanceOf(HubException.class)
                .hasMessage("model (Siglip2ImageProcessor): expected a patch_size and a max_num_patches of together at"
                        + " most 50 megapixels, found 1000 and 60000");
        assertThatThrownBy(() -> read(Map.of("patch_size", 0)))
                .hasMessageContaining("expected a whole number from 1 to 65536 at `patch_size`, found 0");
    }
}
