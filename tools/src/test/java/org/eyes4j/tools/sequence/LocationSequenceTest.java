package org.eyes4j.tools.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.value.Keypoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationSequenceTest {
    private final SequenceCodec codec = SequenceCodec.locations(1000, 2000);

    @Test
    void should_write_the_label_before_its_locations() {
        assertThat(codec.encode(List.of(
                        SequenceRegion.ofBox("dog", new BoundingBox(52.9, 664, 932, 2000)),
                        SequenceRegion.ofPolygons(
                                "a < b & c ", List.of(Polygon.of(1, 2, 3, 4, 5, 6), Polygon.of(7, 8, 9, 10, 11, 12))),
                        SequenceRegion.ofKeypoints("", List.of(new Keypoint("left eye", 5, -6, 1))))))
                .isEqualTo("dog<loc_52><loc_332><loc_932><loc_999>"
                        + "a &lt; b &amp; c&#32;<poly><loc_1><loc_1><loc_3><loc_2><loc_5><loc_3>"
                        + "<sep><loc_7><loc_4><loc_9><loc_5><loc_11><loc_6></poly>"
                        + "&;<points>left eye<loc_5><loc_0></points>");
    }

    @Test
    void should_read_what_florence_writes() {
        assertThat(codec.decode("</s><s>cat<loc_0><loc_0><loc_10><loc_20> car & wheel <loc_1><loc_2><loc_3><loc_4>"
                        + "<loc_5><loc_6><loc_7><loc_8></s><pad>"))
                .containsExactly(
                        SequenceRegion.ofBox("cat", new BoundingBox(0.5, 1, 10.5, 41)),
                        SequenceRegion.ofBox("car & wheel", new BoundingBox(1.5, 5, 3.5, 9)),
                        SequenceRegion.ofBox("car & wheel", new BoundingBox(5.5, 13, 7.5, 17)));
    }

    @Test
    void should_read_eight_locations_as_a_quad_when_told_so() {
        SequenceCodec quads = SequenceCodec.locations(1000, 1000, SequenceCodec.Unmarked.QUADS, SequenceLimits.DEFAULT);

        assertThat(quads.decode("HELLO<loc_1><loc_2><loc_9><loc_2><loc_9><loc_5><loc_1><loc_5>"))
                .containsExactly(SequenceRegion.ofQuad("HELLO", Polygon.of(1.5, 2.5, 9.5, 2.5, 9.5, 5.5, 1.5, 5.5)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no boxes at all                  | 15: expected a location token after the label, found the end of the text
            a<loc_1><loc_2><loc_3>           | 22: expected <loc_0> to <loc_999>, found the end of the text
            a<loc_1><loc_2><loc_3>b          | 22: expected <loc_0> to <loc_999>, found 'b'
            a<loc_1><loc_2><loc_3><loc_1000> | 22: expected <loc_0> to <loc_999>, found '<loc_1000>'
            a<loc_1><loc_2><loc_3><loc_-1>   | 22: expected <loc_0> to <loc_999>, found '<loc_-1>'
            a<loc_1><loc_2><loc_3><loc_NaN>  | 22: expected <loc_0> to <loc_999>, found '<loc_NaN>'
            a<loc_1><loc_2><loc_3><loc_>     | 22: expected <loc_0> to <loc_999>, found '<loc_>'
            a<loc_1><loc_2><loc_3><loc_4     | 22: expected <loc_0> to <loc_999>, found '<loc_4'
            a<loc_1><loc_2><loc_3><loc_99999999999999999999> | 22: expected <loc_0> to <loc_999>, found '<loc_9999999999999999999…'
            a<loc_5><loc_2><loc_3><loc_4>    | 1: expected x1, y1, x2, y2 with x1 <= x2 and y1 <= y2, found '<loc_5><loc_2><loc_3><lo…'
            a<b<loc_1><loc_2><loc_3><loc_4>  | 1: expected <loc_…>, <box>, <quad>, <poly> or <points>, found '<b<loc_1><loc_2><loc_3><…'
            a<poly><loc_1><loc_2></poly>     | 21: expected <loc_0> to <loc_999>, found '</poly>'
            a<poly><poly><loc_1><loc_2>      | 7: expected <loc_0> to <loc_999>, found '<poly><loc_1><loc_2>'
            a<poly><loc_1><loc_2><loc_1><loc_2><loc_1><loc_2><loc_1></poly> | 56: expected <loc_0> to <loc_999>, found '</poly>'
            a<poly><loc_1><loc_2><loc_1><loc_2><loc_1><loc_2><sep></poly> | 54: expected <loc_0> to <loc_999>, found '</poly>'
            a<poly><loc_1><loc_2><loc_1><loc_2><loc_1><loc_2> | 49: expected '</poly>', found the end of the text
            a<points></points>               | 9: expected <loc_0> to <loc_999>, found '</points>'
            </poly>                          | 0: expected <loc_…>, <box>, <quad>, <poly> or <points>, found '</poly>'
            """)
    void should_say_where_and_what_was_expected(String text, String message) {
        assertThatThrownBy(() -> codec.decode(text))
                .isInstanceOf(SequenceException.class)
                .hasMessage("Sequence of regions, offset " + message);
    }

    @Test
    void should_refuse_more_than_the_limits() {
        String box = "<loc_1><loc_2><loc_3><loc_4>";
        SequenceCodec small =
                SequenceCodec.locations(9, 9, SequenceCodec.Unmarked.BOXES, new SequenceLimits(500, 3, 5, 4));

        assertThatThrownBy(() -> codec.decode(box.repeat(400_000)))
                .hasMessage("Sequence of regions, offset 2000000: expected at most 2000000 characters,"
                        + " found 11200000 characters");
        assertThatThrownBy(() -> small.decode(box.repeat(3)))
                .hasMessage("Sequence of regions, offset 70: expected at most 5 points, found one more");
        assertThatThrownBy(() -> codec.decode(box.repeat(10_001)))
                .hasMessage("Sequence of regions, offset 280000: expected at most 10000 regions, found one more");
        assertThatThrownBy(() -> small.decode("&lt;&lt;&lt;&lt;&lt;" + box))
                .hasMessage(
                        "Sequence of regions, offset 0: expected a label of at most 4 characters, found a longer one");
    }

    @Test
    void should_refuse_a_frame_without_pixels() {
        assertThatThrownBy(() -> SequenceCodec.locations(0, 5))
                .hasMessage("A frame needs at least 1 x 1 pixels, got 0 x 5");
    }
}
