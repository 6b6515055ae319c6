package org.eyes4j.vision.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;

class TextMapTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 160;
    private final TextMap finder = new TextMap(0.3, 0.6, 1.5, 3, 1000);

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, -0.5, 1.2, -1.4})
    void should_find_a_line_at_any_angle(double angle) {
        LineBox drawn = new LineBox(new Point(100, 80), 90, 18, angle);

        List<TextMap.Scored> found = finder.boxes(map(paint(drawn, 0.9f)));

        assertThat(found).hasSize(1);
        double grown = 2 * drawn.width() * drawn.height() * 1.5 / (2 * (drawn.width() + drawn.height()));
        LineBox box = found.get(0).box();
        assertThat(box.centre().distanceTo(drawn.centre())).isLessThan(1);
        assertThat(box.angle()).isCloseTo(angle, within(0.05));
        assertThat(box.width()).isCloseTo(90 + grown, within(3.0));
        assertThat(box.height()).isCloseTo(18 + grown, within(3.0));
        assertThat(found.get(0).score()).isGreaterThan(0.8);
    }

    @Test
    void should_drop_faint_thin_and_absent_text() {
        assertThat(finder.boxes(map(paint(new LineBox(new Point(100, 80), 90, 18, 0), 0.5f))))
                .isEmpty();
        assertThat(finder.boxes(map(paint(new LineBox(new Point(100, 80), 90, 1.5, 0), 0.9f))))
                .isEmpty();
        assertThat(finder.boxes(map(new float[WIDTH * HEIGHT]))).isEmpty();
    }

    @Test
    void should_tell_parts_apart_that_do_not_touch_and_join_those_that_touch_by_a_corner() {
        // GIVEN, on rows of eight pixels, a U whose arms meet below, a dot that touches it by a corner, and one that
        // does not
        String[] rows = {"# # .  #", "# #  # #", "###  #  ", "   # ## "};
        int[] pixels = IntStream.range(0, 32)
                .filter(i -> rows[i / 8].charAt(i % 8) == '#')
                .toArray();

        List<TextPart> parts = TextPart.of(pixels, 8);

        assertThat(parts).hasSize(3);
        assertThat(parts.get(0).rows())
                .containsExactly(
                        new int[] {0, 0, 1},
                        new int[] {0, 2, 3},
                        new int[] {1, 0, 1},
                        new int[] {1, 2, 3},
                        new int[] {2, 0, 3},
                        new int[] {3, 3, 4});
        assertThat(parts.get(1).rows()).containsExactly(new int[] {0, 7, 8}, new int[] {1, 7, 8});
        assertThat(parts.get(2).corners())
                .containsExactly(
                        new Coordinate(5, 1),
                        new Coordinate(5, 4),
                        new Coordinate(6, 1),
                        new Coordinate(7, 3),
                        new Coordinate(7, 4));
    }

    private static Tensor map(float[] probabilities) {
        return Tensor.of(probabilities, 1, 1, HEIGHT, WIDTH);
    }

    private static float[] paint(LineBox box, float probability) {
        float[] map = new float[WIDTH * HEIGHT];
        var back = box.toPicture().inverse();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                Point p = back.apply(new Point(x + 0.5, y + 0.5));
                if (p.x() >= 0 && p.x() < box.width() && p.y() >= 0 && p.y() < box.height()) {
                    map[y * WIDTH + x] = probability;
                }
            }
        }
        return map;
    }
}
