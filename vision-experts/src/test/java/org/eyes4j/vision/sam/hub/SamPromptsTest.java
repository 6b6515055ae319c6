package org.eyes4j.vision.sam.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.vision.hub.image.Placement;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.Test;

class SamPromptsTest {
    /** A picture of 200 x 100 that the encoder sees as 64 x 32. */
    private final Placement placement = new Placement(200, 100, 0, 0, 64, 32);

    private final SamObject two = new SamObject(List.of(point(100, 50, 1), point(50, 25, 0)), Optional.empty());
    private final SamObject one = new SamObject(List.of(point(200, 100, 1)), Optional.empty());

    @Test
    void should_scale_points_and_fill_rows_with_points_that_are_scaled_too() {
        Map<String, Tensor> tensors = new SamPrompts(false).tensors(List.of(two, one), placement);

        assertThat(tensors.keySet()).containsExactlyInAnyOrder("input_points", "input_labels");
        assertThat(tensors.get("input_points"))
                .isEqualTo(Tensor.of(new float[] {32, 16, 16, 8, 64, 32, -3.2f, -3.2f}, 1, 2, 2, 2));
        assertThat(tensors.get("input_labels")).isEqualTo(Tensor.of(new long[] {1, 0, 1, -10}, 1, 2, 2));
    }

    @Test
    void should_leave_filling_points_where_they_are_for_the_second_model() {
        Map<String, Tensor> tensors = new SamPrompts(true).tensors(List.of(two, one), placement);

        assertThat(tensors.get("input_points"))
                .isEqualTo(Tensor.of(new float[] {32, 16, 16, 8, 64, 32, -10, -10}, 1, 2, 2, 2));
    }

    @Test
    void should_give_boxes_alone_or_with_points() {
        SamObject box = new SamObject(List.of(), Optional.of(new BoundingBox(0, 50, 100, 100)));
        SamObject both = new SamObject(two.points(), box.box());

        assertThat(new SamPrompts(false).tensors(List.of(box), placement))
                .isEqualTo(Map.of("input_boxes", Tensor.of(new float[] {0, 16, 32, 32}, 1, 1, 4)));
        assertThat(new SamPrompts(false).tensors(List.of(both), placement).keySet())
                .containsExactlyInAnyOrder("input_points", "input_labels", "input_boxes");
        assertThatThrownBy(() -> new SamPrompts(false).tensors(List.of(box, one), placement))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Objects that are asked for together all have a box or none has, and points likewise, got [");
    }

    @Test
    void should_refuse_an_object_of_which_nothing_is_said() {
        assertThatThrownBy(() -> new SamObject(List.of(), Optional.empty()))
                .hasMessage("An object needs a point or a box to be asked for by");
    }

    @Test
    void should_cut_off_padding_before_a_mask_is_enlarged_to_the_picture() {
        // The left half of the picture; below it, in the padding, everything.
        float[] coarse = new float[16];
        for (int i = 0; i < 16; i++) {
            coarse[i] = i / 4 < 2 ? (i % 4 < 2 ? 1 : -1) : 1;
        }
        Mask mask = new SamMasks(placement, 64, 64, true).mask(coarse, 4, 4, 0);

        assertThat(mask.width()).isEqualTo(200);
        assertThat(mask.height()).isEqualTo(100);
        assertThat(mask.at(50, 50)).isTrue();
        assertThat(mask.at(150, 50)).isFalse();
        assertThat(new SamMasks(placement, 64, 64, false).mask(coarse, 4, 4, 0).at(150, 90))
                .isTrue();
    }

    private static SamObject.Labelled point(double x, double y, int label) {
        return new SamObject.Labelled(new Point(x, y), label);
    }
}
