package org.eyes4j.vision.florence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From generated text to regions of a picture. */
class FlorenceReplyTest {
    private static final Raster PICTURE = new Raster(200, 100, 3, new byte[200 * 100 * 3]);
    private final LocationText reader = new LocationText(Set.of("it"));

    private List<Detection> read(String text, Answering answering) {
        return new FlorenceReply(reader.read(text, answering, 200, 100), 0.5).detections(PICTURE, "thing");
    }

    @Test
    void should_map_boxes_to_pixels_of_the_picture() {
        List<Detection> boxes = read(
                "</s><s>red cup<loc_100><loc_200><loc_500><loc_999>it<loc_1><loc_2><loc_300><loc_400></s>",
                Answering.PHRASE_GROUNDING);

        assertThat(boxes).hasSize(1);
        assertThat(boxes.get(0).label()).isEqualTo("red cup");
        assertThat(boxes.get(0).score()).isEqualTo(0.5);
        assertThat(boxes.get(0).box()).isEqualTo(new BoundingBox(20, 20, 100, 99));
        assertThat(boxes.get(0).attributes()).containsEntry("generated", "true");
    }

    @Test
    void should_turn_boxes_that_are_written_backwards_and_drop_those_without_area() {
        List<Detection> boxes = read(
                "a<loc_500><loc_999><loc_100><loc_200>b<loc_5><loc_5><loc_5><loc_5>",
                Answering.DESCRIPTION_WITH_BBOXES);

        assertThat(boxes).extracting(Detection::box).containsExactly(new BoundingBox(20, 20, 100, 99));
    }

    @Test
    void should_make_lines_of_text_with_their_outlines() {
        List<Detection> lines =
                read("STOP<loc_100><loc_100><loc_500><loc_120><loc_500><loc_300><loc_100><loc_280>", Answering.OCR);

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).text()).isEqualTo("STOP");
        assertThat(lines.get(0).label()).isEqualTo("text");
        assertThat(lines.get(0).outline()).isEqualTo(Polygon.of(20, 10, 100, 12, 100, 30, 20, 28));
    }

    @Test
    void should_make_masks_of_polygons() {
        List<Detection> masks =
                read("<loc_100><loc_100><loc_500><loc_100><loc_500><loc_500><loc_100><loc_500>", Answering.POLYGONS);

        assertThat(masks).hasSize(1);
        assertThat(masks.get(0).label()).isEqualTo("thing");
        assertThat(masks.get(0).mask()).isNotNull();
        assertThat(masks.get(0).mask().area()).isBetween(3000L, 3400L);
    }

    @Test
    void should_bear_hostile_text() {
        String many = "<loc_1>".repeat(4_000);

        for (Answering answering : Answering.values()) {
            assertThat(read("x" + many, answering)).isEmpty();
            assertThat(read("<poly>" + many, answering)).isEmpty();
        }
        assertThat(read("<loc_99999999999999999999><loc_1><loc_1><loc_1>", Answering.BBOXES))
                .hasSizeLessThan(2);
        assertThatThrownBy(() -> read(many + many, Answering.OCR))
                .hasMessage("A generated text has at most 32768 characters, got 56000");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 200, 100, <loc_0><loc_0><loc_999><loc_999>",
        "20, 10, 100, 50.5, <loc_100><loc_100><loc_500><loc_505>"
    })
    void should_write_regions_as_location_tokens(double x1, double y1, double x2, double y2, String tokens) {
        assertThat(FlorenceModels.region(new BoundingBox(x1, y1, x2, y2), PICTURE))
                .isEqualTo(tokens);
    }
}
