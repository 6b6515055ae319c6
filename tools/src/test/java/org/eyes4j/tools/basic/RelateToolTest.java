package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelateToolTest {
    private final Value.Image image = Pictures.gradient("p", 300, 300);
    private final Region anchor = Pictures.region("a", "table", 0.9, 100, 100, 200, 200);
    private final Value.Detections items = Pictures.on(
            image,
            Pictures.region("far_left", "x", 1, 0, 140, 20, 160),
            Pictures.region("left", "x", 1, 50, 120, 90, 180),
            Pictures.region("right", "x", 1, 210, 120, 250, 180),
            Pictures.region("above", "x", 1, 130, 20, 170, 60),
            Pictures.region("below", "x", 1, 130, 240, 170, 280),
            Pictures.region("inside", "x", 1, 135, 135, 165, 165),
            Pictures.region("corner", "x", 1, 190, 190, 230, 230),
            Pictures.region("around", "x", 1, 40, 60, 260, 250),
            anchor);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            left_of   | left, far_left
            right_of  | corner, right
            above     | above
            below     | corner, below
            inside    | inside
            contains  | around
            overlaps  | inside, around, corner
            nearest   | inside
            """)
    void should_pick_what_stands_in_a_relation_nearest_first(String relation, String expected) {
        List<String> related = Calls.ids(
                Calls.detections("relate", "items", items, "anchor", Pictures.on(image, anchor), "relation", relation));

        assertThat(related).containsExactly(expected.split(", "));
    }

    @Test
    void should_take_any_anchor_and_never_the_anchor_itself() {
        List<String> related =
                Calls.ids(Calls.detections("relate", "items", items, "anchor", items, "relation", "left_of"));

        assertThat(related).isEmpty();
        assertThat(Calls.ids(Calls.detections(
                        "relate",
                        "items",
                        items,
                        "anchor",
                        Pictures.on(image, Pictures.region("z", "x", 1, 280, 0, 300, 20)),
                        "relation",
                        "nearest")))
                .containsExactly("around");
    }

    @Test
    void should_ask_for_a_clear_distance_or_less() {
        Value.Detections near = Pictures.on(image, Pictures.region("near", "x", 1, 90, 100, 190, 200));

        assertThat(Calls.detections(
                                "relate", "items", near, "anchor", Pictures.on(image, anchor), "relation", "left_of")
                        .regions())
                .isEmpty();
        assertThat(Calls.detections(
                                "relate",
                                "items",
                                near,
                                "anchor",
                                Pictures.on(image, anchor),
                                "relation",
                                "left_of",
                                "tolerance",
                                0.05)
                        .regions())
                .hasSize(1);
    }

    @Test
    void should_use_masks_where_both_have_one() {
        Region disc = Pictures.disc(anchor, image);
        Region inCorner = Pictures.disc(Pictures.region("c", "x", 1, 100, 100, 112, 112), image);

        assertThat(Calls.detections(
                                "relate",
                                "items",
                                Pictures.on(image, inCorner),
                                "anchor",
                                Pictures.on(image, disc),
                                "relation",
                                "overlaps")
                        .regions())
                .isEmpty();
    }

    @Test
    void should_relate_regions_of_a_crop_to_those_of_the_whole() {
        Value.Image crop = Calls.image("crop", "image", image, "items", Pictures.on(image, anchor));
        Value.Detections inCrop = Pictures.on(crop, Pictures.region("c", "x", 1, 0, 0, 100, 100));

        assertThat(Calls.ids(Calls.detections("relate", "items", items, "anchor", inCrop, "relation", "above")))
                .containsExactly("above");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            middle, 140, 100, 160, 140    | true
            taller, 130, 20, 170, 140     | true
            slightly_in, 55, 110, 65, 130 | true
            on_the_left, 10, 110, 30, 130 | false
            beyond, 260, 100, 290, 140    | false
            high_above, 140, 10, 160, 40  | false
            far_below, 140, 220, 160, 260 | false
            """)
    void should_tell_what_stands_between_two_things(String item, boolean between) {
        String[] at = item.split(", ");
        Region thing = Pictures.region(
                at[0],
                "x",
                1,
                Integer.parseInt(at[1]),
                Integer.parseInt(at[2]),
                Integer.parseInt(at[3]),
                Integer.parseInt(at[4]));
        Region cup = Pictures.region("cup", "cup", 1, 20, 100, 60, 140);
        Region bottle = Pictures.region("bottle", "bottle", 1, 220, 80, 250, 140);

        assertThat(Calls.ids(Calls.detections(
                                "relate",
                                "items",
                                Pictures.on(image, thing, cup, bottle),
                                "anchor",
                                Pictures.on(image, cup),
                                "other",
                                Pictures.on(image, bottle),
                                "relation",
                                "between"))
                        .equals(List.of(at[0])))
                .isEqualTo(between);
    }

    @Test
    void should_look_between_any_two_anchors_where_there_are_no_others() {
        Value.Detections ends = Pictures.on(
                image,
                Pictures.region("c1", "cup", 1, 120, 0, 160, 40),
                Pictures.region("c2", "cup", 1, 120, 240, 160, 280));

        assertThat(Calls.ids(Calls.detections("relate", "items", items, "anchor", ends, "relation", "between")))
                .contains("a", "inside")
                .doesNotContain("far_left", "right");
    }

    @Test
    void should_give_as_many_of_the_nearest_as_were_asked_for() {
        assertThat(Calls.ids(Calls.detections(
                        "relate",
                        "items",
                        items,
                        "anchor",
                        Pictures.on(image, Pictures.region("z", "x", 1, 0, 0, 10, 10)),
                        "relation",
                        "nearest",
                        "limit",
                        2)))
                .hasSize(2);
    }

    @Test
    void should_take_a_second_side_only_for_between() {
        assertThat(Calls.failure("relate", "items", items, "anchor", items, "other", items, "relation", "above")
                        .explain())
                .isEqualTo("The relation 'above' has one side, and 'other' was given. Leave 'other' out, or ask for the"
                        + " relation 'between'.");
    }

    @Test
    void should_say_that_there_is_nothing_to_relate_to() {
        assertThat(Calls.failure("relate", "items", items, "anchor", Pictures.on(image), "relation", "above")
                        .explain())
                .isEqualTo("There is no region to relate to: 'items' is empty (argument 'anchor'). Check first that it"
                        + " was found.");
    }

    @ParameterizedTest
    @CsvSource({
        "in_front_of, false, 0.25, near",
        "behind, false, 0.25, far",
        "in_front_of, true, 0.25, far",
        "behind, true, 0.25, near",
        "in_front_of, false, 1, near"
    })
    void should_go_by_a_depth_map(String relation, boolean metric, double tolerance, String expected) {
        // GIVEN a map whose numbers grow from left to right
        Value.Detections given = Pictures.on(
                image,
                Pictures.region("near", "x", 1, 250, 100, 290, 140),
                Pictures.disc(Pictures.region("far", "x", 1, 10, 100, 50, 140), image),
                Pictures.region("level", "x", 1, 130, 0, 175, 40),
                Pictures.region("outside", "x", 1, 400, 0, 420, 20));

        assertThat(Calls.ids(Calls.detections(
                        "relate",
                        "items",
                        given,
                        "anchor",
                        Pictures.on(image, anchor),
                        "relation",
                        relation,
                        "depth",
                        slope(metric),
                        "tolerance",
                        tolerance)))
                .containsExactly(expected);
    }

    @Test
    void should_need_a_depth_map_for_depth_and_for_nothing_else() {
        assertThat(Calls.failure("relate", "items", items, "anchor", items, "relation", "behind")
                        .explain())
                .isEqualTo("The relation 'behind' needs 'depth', and none was given. `estimate_depth` makes one of the"
                        + " picture.");
        assertThat(Calls.failure("relate", "items", items, "anchor", items, "relation", "above", "depth", slope(false))
                        .explain())
                .isEqualTo("The relation 'above' lies in the picture's plane, and 'depth' was given. Leave 'depth' out,"
                        + " or ask for 'in_front_of' or 'behind'.");
    }

    private Value.DepthMap slope(boolean metric) {
        float[] depth = new float[300 * 300];
        for (int i = 0; i < depth.length; i++) {
            depth[i] = i % 300;
        }
        return new Value.DepthMap(image.frame(), depth, metric);
    }
}
