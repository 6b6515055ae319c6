package org.eyes4j.tools.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelSequenceTest {
    private final SequenceCodec codec = SequenceCodec.pixels();

    @Test
    void should_write_every_kind_of_shape() {
        List<SequenceRegion> regions = List.of(
                new SequenceRegion("r1", "dog", new BoundingBox(9.6, 20, 110, 220), null, List.of(), List.of()),
                SequenceRegion.ofQuad("say \"hi\"", Polygon.of(10, 20, 90, 25, 88, 60, 9, 55)),
                SequenceRegion.ofPolygons("cup", List.of(Polygon.of(0, 0, 9, 0, 9, 9), Polygon.of(1, 1, 2, 1, 2, 2))),
                SequenceRegion.ofKeypoints(
                        "person", List.of(new Keypoint("nose", 3, 4, 1), new Keypoint("left eye", 5, -6, 1))));

        String text = codec.encode(regions);

        assertThat(text).isEqualTo("""
                        #r1 "dog" box(10,20,110,220)
                        "say \\"hi\\"" quad(10,20 90,25 88,60 9,55)
                        "cup" polygon(0,0 9,0 9,9 | 1,1 2,1 2,2)
                        "person" points(nose 3,4 "left eye" 5,-6)""");
    }

    @Test
    void should_read_what_a_model_writes_a_little_differently() {
        assertThat(codec.decode("  dog box( 1, 2 ,3   4 ) ;\n#x cup box(1.5,2,3,4) points(a 1,2, b 3,4)\n"))
                .containsExactly(
                        SequenceRegion.ofBox("dog", new BoundingBox(1, 2, 3, 4)),
                        new SequenceRegion(
                                "x",
                                "cup",
                                new BoundingBox(1.5, 2, 3, 4),
                                null,
                                List.of(),
                                List.of(new Keypoint("a", 1, 2, 1), new Keypoint("b", 3, 4, 1))));
        assertThat(codec.decode("box box(1,2,3,4) box box(1,2,3,4)")).hasSize(2);
        assertThat(codec.decode(" \n")).isEmpty();
    }

    @Test
    void should_write_decimals_when_asked() {
        SequenceCodec fine = SequenceCodec.pixels(2, SequenceLimits.DEFAULT);

        assertThat(fine.encode(List.of(SequenceRegion.ofBox("a", new BoundingBox(-0.001, 1.005, 2.5, 3.14159)))))
                .isEqualTo("\"a\" box(0,1,2.5,3.14)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "dog"                 | 5: expected box(, quad(, polygon( or points(, found the end of the text
            "dog                  | 4: expected the closing '"' of the text that begins at 0, found the end of the text
            box(1,2,3,4)          | 3: expected box(, quad(, polygon( or points(, found '(1,2,3,4)'
            a box(1,2,3)          | 11: expected a number of pixels such as 12 or -3.5, found ')'
            a box(1,2,3,4         | 13: expected ')', found the end of the text
            a box(1,2,3,4,5)      | 14: expected ')', found '5)'
            a box(1,2,3,NaN)      | 12: expected a number of pixels such as 12 or -3.5, found 'NaN)'
            a box(1,2,3,1e9)      | 12: expected a number of pixels such as 12 or -3.5, found '1e9)'
            a box(1,2,3,99999999) | 12: expected a number from -1000000 to 1000000, found '99999999)'
            a box(1,2,3,0000000000000000000000000) | 12: expected a number of at most 24 characters, found '000000000000000000000000…'
            a box(3,2,1,4)        | 6: expected x1, y1, x2, y2 with x1 <= x2 and y1 <= y2, found '3,2,1,4)'
            a box(box(1,2,3,4))   | 6: expected a number of pixels such as 12 or -3.5, found 'box(1,2,3,4))'
            a box(1,2,3,4) box(1,2,3,4) | 15: expected one box(…) a region, found 'box(1,2,3,4)'
            a box(1,2,3,4))       | 14: expected a label, in double quotes or as one word, found ')'
            a polygon(1,2 3,4)    | 17: expected a number of pixels such as 12 or -3.5, found ')'
            a polygon(1,2 3,4 5,6 7) | 23: expected a number of pixels such as 12 or -3.5, found ')'
            a polygon(1,2 3,4 5,6 / ) | 24: expected a number of pixels such as 12 or -3.5, found ')'
            a quad(1,2 3,4 5,6)   | 18: expected a number of pixels such as 12 or -3.5, found ')'
            a points()            | 9: expected the name of a key point, found ')'
            "\\x" box(1,2,3,4)     | 1: expected one of JSON's escapes, found '\\x" box(1,2,3,4)'
            "\\u12 box(1,2,3,4)    | 1: expected four hexadecimal digits after \\u, found '\\u12 box(1,2,3,4)'
            # box(1,2,3,4)        | 1: expected an id of 1 to 64 letters, digits, '_' and '-', found ' box(1,2,3,4)'
            """)
    void should_say_where_and_what_was_expected(String text, String message) {
        String given = text.replace('/', '|');
        assertThatThrownBy(() -> codec.decode(given))
                .isInstanceOf(SequenceException.class)
                .hasMessage("Sequence of regions, offset " + message);
    }

    @Test
    void should_refuse_more_than_the_limits() {
        SequenceCodec small = SequenceCodec.pixels(0, new SequenceLimits(60, 2, 5, 4));

        assertThatThrownBy(() -> small.decode("x".repeat(10_000_000)))
                .hasMessage(
                        "Sequence of regions, offset 60: expected at most 60 characters, found 10000000 characters");
        assertThatThrownBy(() -> small.decode("a box(1,2,3,4)".repeat(3)))
                .hasMessage("Sequence of regions, offset 28: expected at most 2 regions, found one more");
        assertThatThrownBy(() -> small.decode("a polygon(1,2 3,4 5,6 7,8 9,10 11,12)"))
                .hasMessage("Sequence of regions, offset 31: expected at most 5 points, found one more");
        assertThatThrownBy(() -> small.decode("\"abcde\" box(1,2,3,4)"))
                .hasMessage(
                        "Sequence of regions, offset 1: expected a label of at most 4 characters, found a longer one");
    }

    @Test
    void should_read_a_deep_nest_of_brackets_without_going_deep() {
        assertThatThrownBy(() -> codec.decode("a box" + "(".repeat(1_000_000)))
                .hasMessageStartingWith("Sequence of regions, offset 6: expected a number of pixels");
    }

    @Test
    void should_not_write_what_could_not_be_read() {
        SequenceRegion far = SequenceRegion.ofBox("a", new BoundingBox(0, 0, 2e6, 1));

        assertThatThrownBy(() -> codec.encode(List.of(far)))
                .hasMessage("A sequence holds coordinates up to 1000000 pixels, got 2000000.0");
    }

    @Test
    void should_carry_a_mask_with_a_hole_there_and_back() {
        // GIVEN a region with a mask
        Mask mask = Mask.fromPredicate(40, 30, (x, y) -> Math.abs(Math.hypot(x - 20, y - 15) - 9) < 4);
        Region region = new Region("r7", Detection.of("ring", 0.9, mask.box()).withMask(mask));

        // WHEN it is told in text and read again
        SequenceRegion told = SequenceRegion.of(region, 0, 10);
        Detection back = codec.decode(codec.encode(List.of(told))).get(0).toDetection(40, 30);

        // THEN it is the same mask
        assertThat(back.mask()).isEqualTo(mask);
        assertThat(back.box()).isEqualTo(mask.box());
        assertThat(told.id()).isEqualTo("r7");
    }

    @Test
    void should_keep_the_largest_contours() {
        Mask mask = Mask.fromPredicate(20, 10, (x, y) -> x % 5 < 2 && y < 1 + x / 5 && y % 2 == 0);
        Region region = new Region("", Detection.of("dots", 1, mask.box()).withMask(mask));

        assertThat(SequenceRegion.of(region, 0, 3).polygons()).hasSize(3);
    }

    @Test
    void should_find_the_bounds_without_a_box() {
        assertThat(SequenceRegion.ofKeypoints("a", List.of(new Keypoint("k", 3, 4, 1)))
                        .bounds()
                        .centre())
                .isEqualTo(new Point(3, 4));
    }

    @Test
    void should_refuse_regions_that_tell_nothing() {
        assertThatThrownBy(() -> SequenceRegion.ofPolygons("a", List.of()))
                .hasMessage("Region 'a' needs a box, a quad, polygons or key points, got none");
        assertThatThrownBy(() -> SequenceRegion.ofQuad("a", Polygon.of(0, 0, 1, 0, 1, 1)))
                .hasMessage("A quad has 4 corners, got 3");
        assertThatThrownBy(() -> new SequenceRegion("a b", "", null, null, List.of(), List.of()))
                .hasMessage("The id of a region is at most 64 letters, digits, '_' and '-', got 'a b'");
    }
}
