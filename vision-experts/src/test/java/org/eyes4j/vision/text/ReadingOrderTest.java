package org.eyes4j.vision.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.eyes4j.tools.geometry.BoundingBox;
import org.junit.jupiter.api.Test;

class ReadingOrderTest {
    private record Line(String text, BoundingBox box) {}

    @Test
    void should_read_rows_from_the_top_and_words_from_the_left() {
        assertOrder(line("A", 10, 10, 60), line("B", 100, 13, 60), line("C", 10, 50, 200), line("D", 300, 48, 40));
    }

    @Test
    void should_read_columns_of_running_text_one_after_the_other() {
        assertOrder(
                line("left 1", 0, 0, 300),
                line("left 2", 0, 30, 290),
                line("left 3", 0, 60, 300),
                line("right 1", 400, 0, 300),
                line("right 2", 400, 30, 300),
                line("right 3", 400, 60, 250));
    }

    @Test
    void should_keep_the_two_ends_of_a_receipt_row_together() {
        assertOrder(
                line("Tea", 0, 0, 60),
                line("2.50", 300, 1, 50),
                line("Cake", 0, 30, 70),
                line("4.00", 300, 31, 50),
                line("Total", 0, 60, 80),
                line("6.50", 300, 61, 50));
    }

    private static void assertOrder(Line... expected) {
        List<Line> shuffled = new ArrayList<>(Arrays.asList(expected));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(ReadingOrder.sort(shuffled, Line::box))
                    .extracting(Line::text)
                    .containsExactlyElementsOf(
                            Arrays.stream(expected).map(Line::text).toList());
        }
    }

    private static Line line(String text, double x, double y, double width) {
        return new Line(text, BoundingBox.ofXywh(x, y, width, 20));
    }
}
