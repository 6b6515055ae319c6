package org.eyes4j.vision.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.eyes4j.tools.geometry.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextMapTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 160;
    private final TextMap finder = new TextMap(0.3, 0.6, 1.5, 3, 1000);

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, -0.5, 1.2, -1.4})
    void should_find_a_line_at_any_angle(double angle) {
        LineBox drawn = new LineBox(new Point(100, 80), 90, 18, angle);

        List<TextMap.Scored> found = finder.boxes(paint(drawn, 0.9f), WIDTH, HEIGHT);

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
        assertThat(finder.boxes(paint(new LineBox(new Point(100, 80), 90, 18, 0), 0.5f), WIDTH, HEIGHT))
                .isEmpty();
        assertThat(finder.boxes(paint(new LineBox(new Point(100, 80), 90, 1.5, 0), 0.9f), WIDTH, HEIGHT))
                .isEmpty();
        assertThat(finder.boxes(new float[WIDTH * HEIGHT], WIDTH, HEIGHT)).isEmpty();
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
