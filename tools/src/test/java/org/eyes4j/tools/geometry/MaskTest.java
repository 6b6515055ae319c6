package org.eyes4j.tools.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
    @Test
    void should_read_counts_down_the_columns_zeros_first() {
        Mask mask = Mask.of(3, 2, new int[] {1, 2, 3});

        assertThat(mask.toBitmap()).containsExactly(false, true, false, true, false, false);
        assertThat(mask.at(0, 1)).isTrue();
        assertThat(mask.at(0, 0)).isFalse();
        assertThat(mask.at(-1, 0)).isFalse();
        assertThat(mask.at(0, 2)).isFalse();
        assertThat(mask.area()).isEqualTo(2);
        assertThat(mask).hasToString("Mask[3 x 2, 2 pixels]");
    }

    @Test
    void should_be_equal_for_the_same_pixels_however_they_were_counted() {
        assertThat(Mask.of(3, 2, new int[] {1, 1, 0, 1, 3, 0}))
                .isEqualTo(Mask.of(3, 2, new int[] {1, 2, 3}))
                .hasSameHashCodeAs(Mask.of(3, 2, new int[] {1, 2, 3}))
                .isNotEqualTo(Mask.of(2, 3, new int[] {1, 2, 3}));
        assertThat(Mask.full(3, 2)).isEqualTo(Mask.of(3, 2, new int[] {0, 6}));
        assertThat(Mask.full(3, 2).complement()).isEqualTo(Mask.empty(3, 2));
    }

    @Test
    void should_have_an_empty_box_when_there_is_no_pixel() {
        assertThat(Mask.empty(5, 4).box()).isEqualTo(new BoundingBox(0, 0, 0, 0));
        assertThat(Mask.empty(5, 4).toPolygons()).isEmpty();
        assertThat(Mask.empty(5, 4).iou(Mask.empty(5, 4))).isZero();
        assertThat(Mask.full(5, 4).box()).isEqualTo(new BoundingBox(0, 0, 5, 4));
    }

    @Test
    void should_say_what_was_expected_and_what_came() {
        assertThatThrownBy(() -> Mask.of(3, 2, new int[] {1, 2}))
                .hasMessage("Counts of a mask must sum to width * height = 6, got a sum of 3");
        assertThatThrownBy(() -> Mask.of(3, 2, new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 8}))
                .hasMessage("Counts of a mask must sum to width * height = 6, got a sum of 4294967302");
        assertThatThrownBy(() -> Mask.of(3, 2, new int[] {7, -1}))
                .hasMessage("Counts of a mask are at least 0, got -1 at index 1");
        assertThatThrownBy(() -> Mask.empty(0, 2)).hasMessage("A mask needs at least 1 x 1 pixels, got 0 x 2");
        assertThatThrownBy(() -> Mask.empty(70000, 70000))
                .hasMessage("A mask holds at most 2147483647 pixels, got 70000 x 70000");
        assertThatThrownBy(() -> Mask.fromBitmap(3, 2, new boolean[5]))
                .hasMessage("A 3 x 2 bitmap holds 6 pixels, got 5");
        assertThatThrownBy(() -> Mask.empty(3, 2).union(Mask.empty(2, 3)))
                .hasMessage("Masks of one frame are needed, got 3 x 2 and 2 x 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 3 | offset 1: expected a character from '0' to 'o', found U+0020
            1p  | offset 1: expected a character from '0' to 'o', found 'p'
            1é  | offset 1: expected a character from '0' to 'o', found U+00E9
            12  | offset 2: expected counts that sum to width * height = 6, found a sum of 3
            1o  | offset 1: expected a whole count, found the end of the text
            19  | offset 1: expected counts of at least 0 that sum to 6, found 10
            1O  | offset 1: expected counts of at least 0 that sum to 6, found -1
            ooooooo0 | offset 0: expected a count of at most 7 characters, found a longer one
            """)
    void should_name_the_offset_of_a_wrong_character(String text, String message) {
        assertThatThrownBy(() -> Mask.fromCompressed(3, 2, text)).hasMessage("Compressed mask counts, " + message);
    }

    @Test
    void should_survive_any_text() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append((char) ('0' - 1 + random.nextInt(66)));
            }
            try {
                assertThat(Mask.fromCompressed(9, 7, text.toString()).area()).isBetween(0L, 63L);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("offset");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void should_do_with_runs_what_bitmaps_do(long seed) {
        // GIVEN two random masks
        Random random = new Random(seed);
        int width = 1 + random.nextInt(40);
        int height = 1 + random.nextInt(40);
        Mask a = random(random, width, height);
        Mask b = random(random, width, height);

        // THEN every operation agrees with the pixels
        assertPixels(a.union(b), (x, y) -> a.at(x, y) || b.at(x, y));
        assertPixels(a.intersection(b), (x, y) -> a.at(x, y) && b.at(x, y));
        assertPixels(a.subtract(b), (x, y) -> a.at(x, y) && !b.at(x, y));
        assertPixels(a.complement(), (x, y) -> !a.at(x, y));
        assertThat(a.intersectionArea(b)).isEqualTo(a.intersection(b).area());
        assertThat(a.iou(b))
                .isEqualTo(a.intersection(b).area() / (double) a.union(b).area());

        // AND a crop, a resize and a map
        int x1 = random.nextInt(width);
        int y1 = random.nextInt(height);
        int x2 = x1 + 1 + random.nextInt(width - x1);
        int y2 = y1 + 1 + random.nextInt(height - y1);
        Mask crop = a.crop(new BoundingBox(x1, y1, x2, y2));
        assertPixels(crop, (x, y) -> a.at(x + x1, y + y1));
        assertThat(a.map(Affine.translation(-x1, -y1), x2 - x1, y2 - y1)).isEqualTo(crop);
        assertPixels(a.resize(width * 2, height * 3), (x, y) -> a.at(x / 2, y / 3));
        assertThat(a.resize(width * 2, height * 3).resize(width, height)).isEqualTo(a);
        Affine quarterTurn = new Affine(0, -1, height, 1, 0, 0);
        assertThat(a.map(quarterTurn, height, width).map(quarterTurn.inverse(), width, height))
                .isEqualTo(a);

        // AND the contours hold exactly these pixels
        List<Polygon> contours = a.toPolygons();
        assertThat(Mask.fromContours(width, height, contours)).isEqualTo(a);
        assertThat(contours.stream().mapToDouble(Polygon::signedArea).sum()).isEqualTo(a.area());
    }

    @Test
    void should_trace_a_ring_as_one_outer_contour_and_one_hole() {
        Mask ring = Mask.fromPredicate(7, 6, (x, y) -> x >= 1 && x < 6 && y >= 1 && y < 5 && !(x == 3 && y == 2));

        assertThat(ring.toPolygons())
                .containsExactly(Polygon.of(6, 1, 6, 5, 1, 5, 1, 1), Polygon.of(4, 3, 4, 2, 3, 2, 3, 3));
        assertThat(ring.toPolygons()).map(Polygon::signedArea).containsExactly(20.0, -1.0);
    }

    @Test
    void should_keep_diagonal_neighbours_in_one_contour() {
        Mask diagonal = Mask.fromPredicate(3, 3, (x, y) -> x == y);

        assertThat(diagonal.toPolygons()).hasSize(1);
        assertThat(diagonal.toPolygons().get(0).area()).isEqualTo(3);
    }

    @Test
    void should_simplify_a_disc_within_the_tolerance() {
        Mask disc = Mask.fromPredicate(200, 200, (x, y) -> Math.hypot(x - 99.5, y - 99.5) < 80);

        List<Polygon> simple = disc.toPolygons(1.5);

        assertThat(simple).hasSize(1);
        assertThat(simple.get(0).points()).hasSizeLessThan(40);
        assertThat(Mask.fromPolygons(200, 200, simple).iou(disc)).isGreaterThan(0.97);
    }

    @Test
    void should_keep_three_corners_of_the_smallest_things() {
        assertThat(Mask.fromPredicate(9, 9, (x, y) -> x == 4 && y == 4).toPolygons(50))
                .singleElement()
                .satisfies(p -> assertThat(p.points()).hasSize(3));
    }

    @Test
    void should_refuse_a_crop_outside_the_frame_or_between_pixels() {
        Mask mask = Mask.full(5, 4);

        assertThatThrownBy(() -> mask.crop(new BoundingBox(0, 0, 6, 4)))
                .hasMessage("A crop needs at least one pixel inside the mask's 5 x 4 frame, got [0.0, 0.0, 6.0, 4.0]");
        assertThatThrownBy(() -> mask.crop(new BoundingBox(0, 0, 1.5, 4)))
                .hasMessage("A crop needs whole pixels, got [0.0, 0.0, 1.5, 4.0]");
    }

    @Test
    void should_fill_a_box_and_leave_out_what_is_outside() {
        assertThat(Mask.fromBox(10, 8, new BoundingBox(-5, 2, 4, 20)))
                .isEqualTo(Mask.fromPredicate(10, 8, (x, y) -> x < 4 && y >= 2));
        assertThat(Mask.fromBox(10, 8, new BoundingBox(20, 20, 30, 30)).isEmpty())
                .isTrue();
    }

    @Test
    void should_fill_polygons_of_any_size_in_bounded_work() {
        Polygon huge = Polygon.of(-1e300, -1e300, 1e300, -1e300, 1e300, 1e300, -1e300, 1e300);

        assertThat(Mask.fromPolygons(30, 20, List.of(huge))).isEqualTo(Mask.full(30, 20));
    }

    @Test
    void should_compare_large_masks_by_their_runs() {
        // GIVEN masks of 2 billion pixels, which no bitmap could hold
        Mask left = Mask.fromBox(46_000, 46_000, new BoundingBox(0, 0, 30_000, 46_000));
        Mask right = Mask.fromBox(46_000, 46_000, new BoundingBox(15_000, 0, 46_000, 46_000));

        // THEN they are measured all the same
        assertThat(left.iou(right)).isCloseTo(15.0 / 46, within(1e-12));
        assertThat(left.union(right)).isEqualTo(Mask.full(46_000, 46_000));
    }

    private static Mask random(Random random, int width, int height) {
        double density = random.nextDouble();
        boolean[] bits = new boolean[width * height];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = random.nextDouble() < density;
        }
        Mask mask = Mask.fromBitmap(width, height, bits);
        assertThat(Arrays.equals(mask.toBitmap(), bits)).isTrue();
        return mask;
    }

    private static void assertPixels(Mask mask, Mask.PixelTest expected) {
        assertThat(mask).isEqualTo(Mask.fromPredicate(mask.width(), mask.height(), expected));
    }
}
