package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactToolTest {
    private final Value.Image image = noise();
    private final Region disc = Pictures.disc(Pictures.region("r1", "face", 0.9, 30, 20, 130, 100), image);

    private static Value.Image noise() {
        byte[] data = new byte[160 * 120 * 3];
        new Random(3).nextBytes(data);
        return Value.Image.of("p", new Raster(160, 120, 3, data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blur", "pixelate", "fill"})
    void should_change_what_is_hidden_and_nothing_else(String how) {
        Value.Image hidden = Calls.image("redact", "image", image, "items", Pictures.on(image, disc), "how", how);

        assertThat(hidden.frame()).isEqualTo(image.frame());
        Mask mask = disc.mask();
        int changed = 0;
        for (int y = 0; y < 120; y++) {
            for (int x = 0; x < 160; x++) {
                boolean same = true;
                for (int c = 0; c < 3; c++) {
                    same &= hidden.raster().at(x, y, c) == image.raster().at(x, y, c);
                }
                if (!mask.at(x, y)) {
                    assertThat(same).as("pixel %d, %d", x, y).isTrue();
                }
                changed += same ? 0 : 1;
            }
        }
        assertThat(changed).isGreaterThan((int) (0.95 * mask.area()));
    }

    @Test
    void should_leave_a_few_colours_of_all_there_was() {
        Raster hidden = Calls.image("redact", "image", image, "items", Pictures.on(image, disc), "how", "pixelate")
                .raster();

        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < 120; y++) {
            for (int x = 0; x < 160; x++) {
                if (disc.mask().at(x, y)) {
                    colours.add(hidden.at(x, y, 0) << 16 | hidden.at(x, y, 1) << 8 | hidden.at(x, y, 2));
                }
            }
        }
        assertThat(colours).hasSizeLessThanOrEqualTo(6 * 5);
    }

    @ParameterizedTest
    @CsvSource({"blur", "pixelate"})
    void should_not_let_text_through(String how) {
        // Stripes as wide as the strokes of small letters.
        Pictures.Canvas canvas = new Pictures.Canvas(300, 60, 0xffffff);
        for (int x = 20; x < 280; x += 6) {
            canvas.fill(x, 15, x + 3, 45, 0x000000);
        }
        Value.Image text = Value.Image.of("t", canvas.raster());

        Raster hidden = Calls.image(
                        "redact",
                        "image",
                        text,
                        "items",
                        Pictures.on(text, Pictures.region("", "text", 1, 15, 10, 285, 50)),
                        "how",
                        how,
                        "strength",
                        0)
                .raster();

        int largestStep = 0;
        for (int x = 60; x < 240; x++) {
            largestStep = Math.max(largestStep, Math.abs(hidden.at(x, 30, 0) - hidden.at(x - 1, 30, 0)));
        }
        assertThat(largestStep).isLessThan(40);
    }

    @Test
    void should_hide_the_whole_box_when_asked() {
        Raster hidden = Calls.image(
                        "redact", "image", image, "items", Pictures.on(image, disc), "shape", "box", "how", "fill")
                .raster();

        assertThat(hidden.at(30, 20, 0) + hidden.at(30, 20, 1) + hidden.at(30, 20, 2))
                .isZero();
        assertThat(hidden.at(129, 99, 0)).isZero();
        assertThat(hidden.at(29, 20, 0)).isEqualTo(image.raster().at(29, 20, 0));
    }

    @Test
    void should_say_that_there_is_nothing_to_hide() {
        assertThat(Calls.failure("redact", "image", image, "items", Pictures.on(image))
                        .explain())
                .isEqualTo("There is no region to hide: 'items' is empty. Check first that something was found.");
        assertThat(Calls.failure(
                                "redact",
                                "image",
                                image,
                                "items",
                                Pictures.on(image, Pictures.region("", "x", 1, 500, 500, 600, 600)))
                        .explain())
                .isEqualTo("The regions to hide lie outside the picture of 160 x 120. Give regions that were found in"
                        + " this picture.");
    }
}
