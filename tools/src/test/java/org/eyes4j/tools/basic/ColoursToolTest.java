package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.eyes4j.tools.image.ColourName;
import org.eyes4j.tools.image.Oklch;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColoursToolTest {
    private static List<Value.Classification.Entry> colours(Object... pairs) {
        return ((Value.Classification) Calls.success("colours", pairs).value()).entries();
    }

    @ParameterizedTest
    @CsvSource({
        "000000,black",
        "141414,black",
        "ffffff,white",
        "f0f0f0,white",
        "808080,grey",
        "c0c0c0,grey",
        "ff0000,red",
        "8b0000,red",
        "be141e,red",
        "dc143c,red",
        "ffa500,orange",
        "ff8c00,orange",
        "cc5500,orange",
        "ffff00,yellow",
        "ffd700,yellow",
        "f5cd28,yellow",
        "00ff00,green",
        "008000,green",
        "147832,green",
        "0000ff,blue",
        "000080,blue",
        "193caa,blue",
        "87ceeb,blue",
        "00ffff,turquoise",
        "008080,turquoise",
        "40e0d0,turquoise",
        "800080,purple",
        "4b0082,purple",
        "ffc0cb,pink",
        "ff69b4,pink",
        "8b4513,brown",
        "654321,brown",
        "f5f5dc,beige",
        "d2b48c,beige",
        "808000,olive"
    })
    void should_name_plain_colours_as_people_do(String rgb, String name) {
        int value = Integer.parseInt(rgb, 16);

        assertThat(ColourName.of(Oklch.of(value >> 16, value >> 8 & 0xff, value & 0xff)))
                .hasToString(name);
    }

    @Test
    void should_convert_colours_there_and_back() {
        for (int rgb : new int[] {0x123456, 0xfedcba, 0x00ff00, 0x777777, 0xff0000, 0x0000ff}) {
            assertThat(Oklch.of(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff).toRgb()).isEqualTo(rgb);
        }
        Oklch red = Oklch.of(255, 0, 0);
        assertThat(red.lightness()).isCloseTo(0.628, within(0.001));
        assertThat(red.chroma()).isCloseTo(0.2577, within(0.001));
        assertThat(red.hue()).isCloseTo(29.23, within(0.05));
    }

    @Test
    void should_tell_shares_most_first() {
        Value.Image flag = Value.Image.of(
                "flag",
                new Pictures.Canvas(100, 100, 0xff0000)
                        .fill(0, 0, 100, 25, 0x0000ff)
                        .raster());

        assertThat(colours("image", flag))
                .containsExactly(
                        new Value.Classification.Entry("red", 0.75), new Value.Classification.Entry("blue", 0.25));
        assertThat(colours("image", flag, "limit", 1)).hasSize(1);
    }

    @Test
    void should_name_the_ground_of_lettering_before_the_letters() {
        // Bold letters that cover more of the box than their ground does.
        Pictures.Canvas canvas = new Pictures.Canvas(200, 60, 0xdddddd).fill(10, 5, 190, 55, 0x147832);
        for (int x = 16; x < 180; x += 24) {
            canvas.fill(x, 12, x + 21, 48, 0xffffff);
        }
        Value.Image sign = Value.Image.of("sign", canvas.raster());
        Region box = Pictures.region("", "text", 0.9, 12, 8, 188, 52);

        assertThat(colours("image", sign, "items", Pictures.on(sign, box))
                        .get(0)
                        .label())
                .isEqualTo("white");
        Value.Detections text = Pictures.on(sign, box.with(box.detection().withText("SALE")));
        assertThat(colours("image", sign, "items", text).stream().map(Value.Classification.Entry::label))
                .containsExactly("green", "white");
    }

    @Test
    void should_look_inside_the_mask_only() {
        Value.Image image = Value.Image.of("p", new Pictures.Canvas(100, 100, 0xffff00).raster());
        Region disc = Pictures.disc(Pictures.region("", "ball", 1, 20, 20, 80, 80), image);
        byte[] data = image.raster().data().clone();
        byte[] inside = disc.mask().toBytes();
        for (int p = 0; p < inside.length; p++) {
            if (inside[p] != 0) {
                data[3 * p] = 0;
                data[3 * p + 1] = 0;
                data[3 * p + 2] = (byte) 200;
            }
        }
        Value.Image ball = new Value.Image(image.frame(), new org.eyes4j.tools.image.Raster(100, 100, 3, data));

        assertThat(colours("image", ball, "items", Pictures.on(image, disc)))
                .containsExactly(new Value.Classification.Entry("blue", 1));
    }

    @Test
    void should_say_that_there_is_nothing_to_look_at() {
        Value.Image image = Pictures.plain("p", 10, 10, 0);

        assertThat(Calls.failure("colours", "image", image, "items", Pictures.on(image))
                        .explain())
                .isEqualTo("There is no region to name the colours of: 'items' is empty. Check first that something was"
                        + " found.");
        assertThat(Calls.failure(
                                "colours",
                                "image",
                                image,
                                "items",
                                Pictures.on(image, Pictures.region("", "x", 1, 20, 20, 30, 30)))
                        .explain())
                .isEqualTo("The regions lie outside the picture. Give regions that were found in this picture.");
    }
}
