package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Oklch;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

class DrawToolTest {
    private final Value.Image image = Pictures.plain("p", 400, 300, 0xdddddd);
    private final Region box = Pictures.region("r1", "cat", 0.9, 100, 80, 220, 200);

    private static int rgb(Raster raster, int x, int y) {
        return raster.at(x, y, 0) << 16 | raster.at(x, y, 1) << 8 | raster.at(x, y, 2);
    }

    @Test
    void should_draw_boxes_in_colours_of_their_own() {
        Region other = Pictures.region("r2", "dog", 0.9, 240, 80, 380, 200);

        Raster drawn = Calls.image("draw", "image", image, "items", Pictures.on(image, box, other), "labels", false)
                .raster();

        assertThat(rgb(drawn, 100, 150)).isEqualTo(Overlay.colour(0).getRGB() & 0xffffff);
        assertThat(rgb(drawn, 240, 150)).isEqualTo(Overlay.colour(1).getRGB() & 0xffffff);
        assertThat(rgb(drawn, 160, 140)).isEqualTo(0xdddddd);
        assertThat(rgb(drawn, 20, 20)).isEqualTo(0xdddddd);
    }

    @Test
    void should_show_the_picture_through_masks() {
        Region disc = Pictures.disc(box, image);

        Raster drawn = Calls.image("draw", "image", image, "items", Pictures.on(image, disc), "labels", false)
                .raster();

        Color tint = Overlay.colour(0);
        assertThat(drawn.at(160, 140, 0)).isEqualTo((int) Math.round(0xdd * 0.55 + tint.getRed() * 0.45));
        assertThat(rgb(drawn, 104, 84)).isEqualTo(0xdddddd);
        Raster without = Calls.image(
                        "draw", "image", image, "items", Pictures.on(image, disc), "labels", false, "masks", false)
                .raster();
        assertThat(rgb(without, 160, 140)).isEqualTo(0xdddddd);
    }

    @Test
    void should_draw_key_points_and_their_limbs() {
        Region body = box.with(box.detection()
                .withKeypoints(List.of(
                        new Keypoint("left_shoulder", 120, 100, 0.9),
                        new Keypoint("right_shoulder", 200, 100, 0.9),
                        new Keypoint("left_hip", 130, 180, 0.05))));

        Raster drawn = Calls.image(
                        "draw", "image", image, "items", Pictures.on(image, body), "labels", false, "boxes", false)
                .raster();

        assertThat(rgb(drawn, 120, 100)).isEqualTo(0xffffff);
        assertThat(rgb(drawn, 160, 100)).isEqualTo(Overlay.colour(0).getRGB() & 0xffffff);
        assertThat(rgb(drawn, 130, 180)).isEqualTo(0xdddddd);
    }

    @Test
    void should_keep_transparency() {
        byte[] data = new byte[50 * 50 * 4];
        Value.Image transparent = Value.Image.of("t", new Raster(50, 50, 4, data));

        Raster drawn = Calls.image(
                        "draw",
                        "image",
                        transparent,
                        "items",
                        Pictures.on(transparent, Pictures.region("", "x", 1, 20, 20, 45, 45)),
                        "labels",
                        false)
                .raster();

        assertThat(drawn.channels()).isEqualTo(4);
        assertThat(drawn.at(5, 5, 3)).isZero();
        assertThat(drawn.at(20, 30, 3)).isEqualTo(255);
    }

    @Test
    void should_place_labels_inside_the_picture_and_off_one_another() {
        Random random = new Random(5);
        List<BoundingBox> boxes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double x = random.nextDouble(900);
            double y = random.nextDouble(600);
            boxes.add(BoundingBox.ofXywh(x, y, 20 + random.nextDouble(200), 20 + random.nextDouble(200)));
        }
        LabelLayout layout = new LabelLayout(1000, 700, boxes);
        List<BoundingBox> labels = new ArrayList<>();

        boxes.forEach(b -> labels.add(layout.place(b, 90 + random.nextInt(40), 22)));

        for (BoundingBox label : labels) {
            assertThat(label.clip(1000, 700)).isEqualTo(label);
            for (BoundingBox other : labels) {
                if (other != label) {
                    assertThat(label.intersectionArea(other)).isZero();
                }
            }
        }
    }

    @Test
    void should_put_a_lone_label_on_top_of_its_box() {
        BoundingBox thing = new BoundingBox(100, 80, 220, 200);

        assertThat(new LabelLayout(400, 300, List.of(thing)).place(thing, 60, 20))
                .isEqualTo(new BoundingBox(100, 60, 160, 80));
    }

    @Test
    void should_write_readably_on_every_colour() {
        Set<Integer> colours = new HashSet<>();
        for (int i = 0; i < 24; i++) {
            Color ground = Overlay.colour(i);
            colours.add(ground.getRGB());
            Color ink = Overlay.contrasting(ground);
            double difference = Math.abs(Oklch.of(ground.getRed(), ground.getGreen(), ground.getBlue())
                            .lightness()
                    - Oklch.of(ink.getRed(), ink.getGreen(), ink.getBlue()).lightness());
            assertThat(difference).isGreaterThan(0.35);
        }
        assertThat(colours).hasSize(24);
    }

    @Test
    void should_write_without_any_font() {
        PixelLettering lettering = new PixelLettering(14);
        BufferedImage canvas = new BufferedImage(200, 30, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();

        lettering.write(graphics, "I", 0, 0, Color.WHITE);
        graphics.dispose();

        assertThat(lettering.shows("Cat 93% \"OPEN\"")).isTrue();
        assertThat(lettering.shows("猫")).isFalse();
        assertThat(lettering.width("ab")).isEqualTo(24);
        StringBuilder drawn = new StringBuilder();
        for (int y = 3; y < 17; y += 2) {
            for (int x = 2; x < 12; x += 2) {
                drawn.append((canvas.getRGB(x, y) & 0xff) > 0 ? '#' : '.');
            }
            drawn.append('\n');
        }
        assertThat(drawn).hasToString(".###.\n..#..\n..#..\n..#..\n..#..\n..#..\n.###.\n");
    }
}
