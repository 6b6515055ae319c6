package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.tools.value.VisualPrompt.PointPrompt;
import org.eyes4j.tools.value.VisualPrompt.Scribble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawnPromptsTest {
    private final Frame picture = Frame.of("cat.png", 100, 50);

    @Test
    void should_tell_prompts_on_a_crop_in_the_picture() throws UnusablePromptException {
        Frame crop = picture.derive(30, 20, Affine.translation(40, 10));
        Mask mask = Mask.fromBox(30, 20, new BoundingBox(0, 0, 10, 10));

        DrawnPrompts drawn = DrawnPrompts.read(
                new Value.VisualPrompts(
                        crop, List.of(SamRig.on(1, 2), SamRig.box(0, 0, 20, 20), new VisualPrompt.MaskPrompt(mask))),
                picture);

        assertThat(drawn.strokes()).containsExactly(List.of(new PointPrompt(new Point(41, 12), true)));
        assertThat(drawn.boxes()).containsExactly(new BoundingBox(40, 10, 60, 30));
        assertThat(drawn.masks()).containsExactly(Mask.fromBox(100, 50, new BoundingBox(40, 10, 50, 20)));
    }

    @Test
    void should_clip_a_box_that_reaches_out_of_the_picture() throws UnusablePromptException {
        assertThat(read(SamRig.box(-20, 30, 30, 90)).boxes()).containsExactly(new BoundingBox(0, 30, 30, 50));
    }

    @Test
    void should_take_points_evenly_along_a_scribble() throws UnusablePromptException {
        List<PointPrompt> points = read(new Scribble(List.of(new Point(0, 0), new Point(70, 0)), false))
                .strokes()
                .get(0);

        assertThat(points).hasSize(8).allMatch(p -> !p.positive());
        assertThat(points).extracting(p -> p.at().x()).containsExactly(0., 10., 20., 30., 40., 50., 60., 70.);
    }

    @Test
    void should_take_one_point_of_a_scribble_that_stands_still() throws UnusablePromptException {
        assertThat(DrawnPrompts.along(List.of(new Point(3, 3), new Point(3, 3))))
                .containsExactly(new Point(3, 3));
    }

    @Test
    void should_refuse_prompts_on_another_picture() {
        Value.VisualPrompts others = new Value.VisualPrompts(Frame.of("dog.png", 9, 9), List.of(SamRig.on(1, 1)));

        assertThat(refusal(others))
                .isEqualTo("The prompts were drawn on picture 'dog.png', and the picture to segment is 'cat.png'. "
                        + "Draw them on that picture, or give the picture they were drawn on");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {"100.5, 3, |The point (100.5, 3)|", "4, -1, |The point (4, -1)|"})
    void should_refuse_a_point_outside(double x, double y, String what) {
        assertThat(refusal(SamRig.on(x, y)))
                .isEqualTo(what + " has nothing in the picture, which is 100 x 50 pixels. "
                        + "Coordinates are pixels from the picture's top left corner");
    }

    @Test
    void should_refuse_boxes_and_masks_with_nothing_in_the_picture() {
        assertThat(refusal(SamRig.box(200, 0, 210, 9))).startsWith("The box [200, 0, 210, 9] has nothing in");
        assertThat(refusal(SamRig.box(5, 5, 5, 9))).startsWith("The empty box [5, 5, 5, 9] has nothing in");
        assertThat(refusal(new VisualPrompt.MaskPrompt(Mask.empty(100, 50)))).startsWith("The empty mask has nothing");
        assertThat(refusal(new VisualPrompt.MaskPrompt(Mask.full(10, 5))))
                .isEqualTo("The mask is of 10 x 5 pixels, and the picture it was drawn on of 100 x 50. "
                        + "Give a mask of that picture's size");
    }

    @Test
    void should_tell_which_tool_words_are_for() {
        assertThat(refusal(new VisualPrompt.TextPrompt("the cat")))
                .isEqualTo("A mask cannot be made from the words 'the cat'. "
                        + "Find the thing with 'detect' and give its result as 'regions'");
        assertThat(refusal(new Scribble(List.of(), true)))
                .isEqualTo("A scribble has no points. Give at least one point [x, y]");
    }

    private DrawnPrompts read(VisualPrompt prompt) throws UnusablePromptException {
        return DrawnPrompts.read(new Value.VisualPrompts(picture, List.of(prompt)), picture);
    }

    private String refusal(VisualPrompt prompt) {
        return refusal(new Value.VisualPrompts(picture, List.of(prompt)));
    }

    private String refusal(Value.VisualPrompts prompts) {
        try {
            return "no refusal but " + DrawnPrompts.read(prompts, picture);
        } catch (UnusablePromptException e) {
            return ((ToolResult.Failure) e.toFailure()).explain();
        }
    }
}
