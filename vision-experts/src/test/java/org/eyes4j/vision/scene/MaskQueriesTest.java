package org.eyes4j.vision.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.Test;

class MaskQueriesTest {
    /** Queries for the left, the middle and the right third of 3 x 1 cells: classes 0, 1, 0; a fourth says none. */
    private final MaskQueries queries = MaskQueries.of(
            Tensor.of(new float[] {9, 0, 0, 0, 9, 0, 9, 0, 0, 0, 0, 9}, 1, 4, 3),
            Tensor.of(new float[] {9, -9, -9, -9, 9, -9, -9, -9, 9, 9, 9, 9}, 1, 4, 1, 3));

    @Test
    void should_give_each_pixel_its_class() {
        assertThat(queries.semantic(3, 1)).isEqualTo(new SegmentMap(3, 1, new int[] {0, 1, 0}));
    }

    @Test
    void should_give_each_pixel_to_one_query_and_leave_out_those_that_say_none() {
        Panoptic panoptic = queries.panoptic(PanopticRule.DEFAULT, 3, 1);

        assertThat(panoptic.map()).isEqualTo(new SegmentMap(3, 1, new int[] {1, 2, 3}));
        assertThat(panoptic.segments()).extracting(Panoptic.Segment::label).containsExactly(0, 1, 0);
    }

    @Test
    void should_give_fused_classes_one_id_and_count_on_from_it_as_the_reference_does() {
        Panoptic panoptic = queries.panoptic(PanopticRule.DEFAULT.withFused(Set.of(0)), 3, 1);

        assertThat(panoptic.map()).isEqualTo(new SegmentMap(3, 1, new int[] {1, 2, 1}));
        assertThat(panoptic.segments()).extracting(Panoptic.Segment::id).containsExactly(1, 2, 1);
        assertThat(panoptic.segments()).extracting(Panoptic.Segment::fused).containsExactly(true, false, true);
    }

    @Test
    void should_say_nowhere_where_no_query_is_sure_enough() {
        Panoptic panoptic = queries.panoptic(PanopticRule.DEFAULT.withThreshold(0.9999999), 3, 1);

        assertThat(panoptic.segments()).isEmpty();
        assertThat(panoptic.map()).isEqualTo(new SegmentMap(3, 1, new int[] {-1, -1, -1}));
    }

    @Test
    void should_give_things_masks_of_their_own_best_first() {
        List<Instance> instances = queries.instances(0.5, 6, 2);

        assertThat(instances).hasSize(3);
        assertThat(instances).extracting(Instance::label).containsExactlyInAnyOrder(0, 1, 0);
        assertThat(instances).allSatisfy(i -> assertThat(i.mask().area()).isEqualTo(4));
    }

    @Test
    void should_find_the_same_planes_by_bands_as_one_by_one() {
        float[] planes = new float[40 * 9 * 7];
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < planes.length; i++) {
            planes[i] = random.nextInt(5);
        }
        SegmentMap fast = new BestPlane(planes, 40, 9, 7).at(131, 117);
        int[] slow = new int[131 * 117];
        float[] best = new float[slow.length];
        java.util.Arrays.fill(best, Float.NEGATIVE_INFINITY);
        for (int plane = 0; plane < 40; plane++) {
            float[] large = org.eyes4j.vision.picture.PlaneResize.BILINEAR.resize(planes, plane * 63, 9, 7, 131, 117);
            for (int i = 0; i < slow.length; i++) {
                if (large[i] > best[i]) {
                    best[i] = large[i];
                    slow[i] = plane;
                }
            }
        }

        assertThat(fast).isEqualTo(new SegmentMap(131, 117, slow));
        fast.masks().forEach((id, mask) -> assertThat(mask).isEqualTo(fast.mask(id)));
        assertThat(fast.masks().keySet()).isEqualTo(fast.areas().keySet());
    }
}
