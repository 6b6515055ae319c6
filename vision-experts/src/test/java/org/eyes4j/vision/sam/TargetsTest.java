package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private final Frame picture = Frame.of("cat.png", 100, 100);

    @Test
    void should_take_all_points_of_a_call_as_one_object() throws UnusablePromptException {
        List<Target> targets = of(SamRig.on(1, 1), SamRig.off(2, 2), SamRig.on(90, 90));

        assertThat(targets).hasSize(1);
        assertThat(targets.get(0).prompt().points()).hasSize(3);
    }

    @Test
    void should_take_each_box_as_an_object_and_refine_the_smallest_that_a_point_lies_in()
            throws UnusablePromptException {
        List<Target> targets =
                of(SamRig.box(0, 0, 50, 50), SamRig.box(10, 10, 20, 20), SamRig.on(15, 15), SamRig.off(40, 40));

        assertThat(targets).hasSize(2);
        assertThat(targets.get(0).prompt().points())
                .extracting(p -> p.positive())
                .containsExactly(false);
        assertThat(targets.get(1).prompt().points())
                .extracting(p -> p.positive())
                .containsExactly(true);
    }

    @Test
    void should_take_points_beside_all_boxes_as_one_object_more() throws UnusablePromptException {
        List<Target> targets = of(SamRig.box(0, 0, 20, 20), SamRig.on(80, 80), SamRig.off(90, 90));

        assertThat(targets).hasSize(2);
        assertThat(targets.get(0).prompt().points()).isEmpty();
        assertThat(targets.get(1).prompt().points()).hasSize(2);
    }

    @Test
    void should_let_negative_points_beside_all_boxes_refine_every_one() throws UnusablePromptException {
        List<Target> targets = of(SamRig.box(0, 0, 20, 20), SamRig.box(30, 0, 50, 20), SamRig.off(90, 90));

        assertThat(targets).hasSize(2).allMatch(t -> t.prompt().points().size() == 1);
    }

    @Test
    void should_refine_an_earlier_mask_by_points_anywhere() throws UnusablePromptException {
        Mask mask = Mask.fromBox(100, 100, new BoundingBox(0, 0, 10, 10));

        List<Target> targets = of(new VisualPrompt.MaskPrompt(mask), SamRig.on(80, 80));

        assertThat(targets).hasSize(1);
        assertThat(targets.get(0).prompt().mask()).isEqualTo(mask);
        assertThat(targets.get(0).prompt().points()).hasSize(1);
    }

    @Test
    void should_keep_the_region_that_a_point_refines() throws UnusablePromptException {
        Region cat = new Region("r1", Detection.of("cat", 0.9, new BoundingBox(0, 0, 60, 60)));

        List<Target> targets = Targets.of(List.of(cat), drawn(SamRig.on(30, 30)));

        assertThat(targets).hasSize(1);
        assertThat(targets.get(0).region()).isEqualTo(cat);
        assertThat(targets.get(0).prompt().box()).isEqualTo(cat.box());
        assertThat(targets.get(0).prompt().points()).hasSize(1);
    }

    @Test
    void should_refuse_what_says_nothing_positive() {
        assertThatThrownBy(() -> of(SamRig.off(1, 1)))
                .isInstanceOf(UnusablePromptException.class)
                .hasMessage("The negative points say what is not meant, and nothing says what is");
        assertThatThrownBy(this::of)
                .isInstanceOf(UnusablePromptException.class)
                .hasMessage("Nothing says what to segment");
    }

    private List<Target> of(VisualPrompt... prompts) throws UnusablePromptException {
        return Targets.of(List.of(), drawn(prompts));
    }

    private DrawnPrompts drawn(VisualPrompt... prompts) throws UnusablePromptException {
        return DrawnPrompts.read(new Value.VisualPrompts(picture, List.of(prompts)), picture);
    }
}
