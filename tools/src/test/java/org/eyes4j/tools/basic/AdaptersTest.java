package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.junit.jupiter.api.Test;

class AdaptersTest {
    private final Value.Image image = Pictures.gradient("p", 100, 100);

    private Region written(String text, double x1, double y1, double x2, double y2) {
        Region region = Pictures.region("", "text", 1, x1, y1, x2, y2);
        return region.with(region.detection().withText(text));
    }

    @Test
    void should_join_text_row_by_row() {
        Value.Detections given = Pictures.on(
                image,
                written("Hello", 0, 0, 30, 10),
                written("world", 35, 1, 60, 11),
                Pictures.region("", "cat", 1, 0, 0, 9, 9),
                written("second line", 0, 20, 60, 30));
        Value.Detections mixed = given.with(List.of(
                given.regions().get(3), given.regions().get(1), given.regions().get(0)));

        assertThat(Calls.success("text_of", "items", given).value())
                .isEqualTo(new Value.Text("Hello world\nsecond line"));
        assertThat(Calls.success("text_of", "items", mixed).value())
                .isEqualTo(new Value.Text("second line\nworld\nHello"));
        assertThat(Calls.success("text_of", "items", mixed, "order", "rows").value())
                .isEqualTo(new Value.Text("Hello world\nsecond line"));
        assertThat(Calls.success("text_of", "items", Pictures.on(image)).value())
                .isEqualTo(new Value.Text(""));
    }

    @Test
    void should_put_results_together_with_doubles_once() {
        Value.Detections first = new Value.Detections(
                image.frame(),
                List.of(Pictures.region("", "cat", 0.5, 0, 0, 50, 50)),
                new Search(List.of("cat"), Map.of("cat", List.of("cat")), List.of(), true, 0.3, "a"));
        Value.Detections second = new Value.Detections(
                image.frame(),
                List.of(Pictures.region("", "cat", 0.8, 1, 0, 50, 50), Pictures.region("", "dog", 0.7, 1, 0, 50, 50)),
                new Search(List.of("dog", "gnu"), Map.of("dog", List.of("dog")), List.of("gnu"), true, 0.4, "a"));

        Value.Detections merged = Calls.detections("merge", "items", first, "other", second);

        assertThat(merged.regions().stream().map(r -> r.label() + " " + r.score()))
                .containsExactly("cat 0.8", "dog 0.7");
        assertThat(merged.search())
                .isEqualTo(new Search(
                        List.of("cat", "dog", "gnu"),
                        Map.of("cat", List.of("cat"), "dog", List.of("dog")),
                        List.of("gnu"),
                        true,
                        0.4,
                        "a"));
        assertThat(Calls.detections("merge_all", "items", new Value.ListOf(Kind.DETECTIONS, List.of(first, second))))
                .isEqualTo(merged);
        assertThat(Calls.failure("merge_all", "items", new Value.ListOf(Kind.DETECTIONS, List.of()))
                        .explain())
                .isEqualTo("There is nothing to merge: 'items' is an empty list. Give at least one result.");
    }

    @Test
    void should_map_what_was_found_in_a_crop_into_the_whole() {
        Value.Image crop = Calls.image(
                "crop", "image", image, "items", Pictures.on(image, Pictures.region("", "x", 1, 40, 30, 80, 90)));

        Value.Detections merged = Calls.detections(
                "merge",
                "items",
                Pictures.on(image),
                "other",
                Pictures.on(crop, Pictures.region("", "cat", 1, 1, 2, 3, 4)));

        assertThat(merged.frame()).isEqualTo(image.frame());
        assertThat(merged.regions().get(0).box()).isEqualTo(new BoundingBox(41, 32, 43, 34));
    }

    @Test
    void should_turn_regions_into_prompts_and_back() {
        Value.Detections items = Pictures.on(image, Pictures.region("r1", "cat", 0.5, 1, 2, 30, 40));

        Value prompts = Calls.success("boxes_of", "items", items).value();

        assertThat(prompts)
                .isEqualTo(new Value.VisualPrompts(
                        image.frame(), List.of(new VisualPrompt.BoxPrompt(new BoundingBox(1, 2, 30, 40)))));
        assertThat(Calls.detections("regions_of", "prompts", prompts, "label", "cat")
                        .regions())
                .containsExactly(Pictures.region("", "cat", 1, 1, 2, 30, 40));
        assertThat(Calls.success(
                                "regions_of",
                                "prompts",
                                new Value.VisualPrompts(
                                        image.frame(), List.of(new VisualPrompt.PointPrompt(new Point(1, 1), true))))
                        .warnings())
                .containsExactly("1 of 1 prompts have no extent and gave no region; 'segment' makes one of a point");
    }

    @Test
    void should_turn_masks_into_regions_and_back() {
        Region disc = Pictures.disc(Pictures.region("r1", "cat", 0.5, 10, 20, 30, 40), image);
        Value.Detections items = Pictures.on(image, disc, Pictures.region("r2", "dog", 0.5, 0, 0, 5, 5));

        var masks = Calls.success("masks_of", "items", items);

        assertThat(masks.value()).isEqualTo(new Value.Masks(image.frame(), List.of(disc.mask())));
        assertThat(masks.warnings()).containsExactly("1 of 2 regions have no mask; 'segment' makes them");
        assertThat(Calls.detections("regions_of_masks", "masks", masks.value())
                        .regions()
                        .get(0)
                        .box())
                .isEqualTo(new BoundingBox(10, 20, 30, 40));
    }

    @Test
    void should_list_labels_once_join_texts_and_take_a_picture() {
        Value.Detections items = Pictures.on(
                image,
                Pictures.region("", "cat", 1, 0, 0, 1, 1),
                Pictures.region("", "dog", 1, 0, 0, 1, 1),
                Pictures.region("", "cat", 1, 2, 2, 3, 3));

        assertThat(Calls.success("labels_of", "items", items).value())
                .isEqualTo(Value.ListOf.texts(List.of("cat", "dog")));
        assertThat(Calls.success("concat", "texts", Value.ListOf.texts(List.of("a", "b")), "separator", ", ")
                        .value())
                .isEqualTo(new Value.Text("a, b"));
        assertThat(Calls.failure("first_image", "items", new Value.ListOf(Kind.IMAGE, List.of()))
                        .explain())
                .isEqualTo("There is no picture at index 0: the list has 0. Indexes start at 0; -1 is the last.");
    }

    @Test
    void should_paint_depth_grey_from_the_smallest_to_the_largest() {
        Value.Image small = Pictures.plain("s", 4, 1, 0);

        Value.Image painted = Calls.image(
                "picture_of_depth", "depth", new Value.DepthMap(small.frame(), new float[] {-2, 0, 2, 2}, false));
        Value.Image flat = Calls.image(
                "picture_of_depth", "depth", new Value.DepthMap(small.frame(), new float[] {7, 7, 7, 7}, true));

        assertThat(painted.frame()).isEqualTo(small.frame());
        assertThat(painted.raster().data()).containsExactly(0, 0, 0, 127, 127, 127, 255, 255, 255, 255, 255, 255);
        assertThat(flat.raster().data()).containsOnly(0);
    }
}
