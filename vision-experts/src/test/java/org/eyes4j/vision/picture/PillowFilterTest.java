package org.eyes4j.vision.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files named {@code PICTURE_FILTER_WxH.png} are Pillow 12.3's own results. */
class PillowFilterTest {
    static List<String> results() throws IOException {
        Path folder = Path.of(URI.create(Objects.requireNonNull(PillowFilterTest.class.getResource("tiny.png"))
                .toString()));
        try (Stream<Path> files = Files.list(Objects.requireNonNull(folder.getParent()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("(tiny|odd|landscape)_[a-z]+_\\d+x\\d+.png"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("results")
    void should_equal_pillow_bit_by_bit(String name) {
        String[] parts = name.substring(0, name.length() - 4).split("_");
        String[] size = parts[2].split("x");
        PillowFilter filter = PillowFilter.valueOf(parts[1].toUpperCase(Locale.ROOT));

        Raster resized = filter.resize(read(parts[0] + ".png"), Integer.parseInt(size[0]), Integer.parseInt(size[1]));

        assertThat(resized).isEqualTo(read(name));
    }

    @Test
    void should_cover_all_six_filters() throws IOException {
        assertThat(results().stream().map(name -> name.split("_")[1]).distinct())
                .hasSize(6);
    }

    @Test
    void should_weigh_colours_by_alpha_as_pillow_does() {
        assertThat(PillowFilter.BICUBIC.resize(read("rgba.png"), 7, 6)).isEqualTo(read("rgba_bicubic_7x6.png"));
    }

    @Test
    void should_resize_a_part_with_fractions_as_pillow_does() {
        Raster rgb = read("rgba.png").dropAlpha();
        BoundingBox box = new BoundingBox(1.3, 2.25, 10.7, 9.5);

        assertThat(PillowFilter.LANCZOS.resize(rgb, box, 9, 20)).isEqualTo(read("rgba_box_lanczos_9x20.png"));
        assertThat(PillowFilter.NEAREST.resize(rgb, box, 9, 20)).isEqualTo(read("rgba_box_nearest_9x20.png"));
    }

    @Test
    void should_refuse_a_part_outside() {
        assertThatThrownBy(() -> PillowFilter.BOX.resize(MadeUp.gradient(4, 4, 3), new BoundingBox(0, 0, 5, 4), 2, 2))
                .hasMessageStartingWith("The region must lie inside Raster[4 x 4 x 3], got ");
    }

    private static Raster read(String name) {
        try (var in = Objects.requireNonNull(PillowFilterTest.class.getResourceAsStream(name))) {
            return new PictureReader(PictureLimits.defaults())
                    .read(in.readAllBytes(), name)
                    .raster();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
