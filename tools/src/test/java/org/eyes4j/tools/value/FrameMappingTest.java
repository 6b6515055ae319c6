package org.eyes4j.tools.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.FrameMismatchException;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Polygon;
import org.junit.jupiter.api.Test;

class FrameMappingTest {
    private final Frame photo = Frame.of("photo", 40, 30);
    private final Frame crop = photo.derive(20, 10, Affine.translation(5, 8));
    private final Region region = new Region(
            "r1",
            new Detection(
                    "cat",
                    0.5,
                    new BoundingBox(1, 2, 4, 6),
                    Mask.fromPredicate(20, 10, (x, y) -> x >= 1 && x < 4 && y >= 2 && y < 6),
                    List.of(new Keypoint("nose", 2, 3, 1)),
                    Polygon.of(1, 2, 4, 2, 4, 6),
                    "t",
                    Map.of("a", "b")));

    @Test
    void should_tell_everything_of_a_crop_in_the_whole_and_back() {
        Value.Detections inCrop = new Value.Detections(crop, List.of(region));

        Value.Detections inPhoto = FrameMapping.map(inCrop, photo);

        assertThat(inPhoto.frame()).isEqualTo(photo);
        Region there = inPhoto.regions().get(0);
        assertThat(there.id()).isEqualTo("r1");
        assertThat(there.box()).isEqualTo(new BoundingBox(6, 10, 9, 14));
        assertThat(there.mask()).isEqualTo(Mask.fromPredicate(40, 30, (x, y) -> x >= 6 && x < 9 && y >= 10 && y < 14));
        assertThat(there.detection().keypoints()).containsExactly(new Keypoint("nose", 7, 11, 1));
        assertThat(there.detection().outline()).isEqualTo(Polygon.of(6, 10, 9, 10, 9, 14));
        assertThat(there.detection().attributes()).isEqualTo(Map.of("a", "b"));
        assertThat(FrameMapping.map(inPhoto, crop)).isEqualTo(inCrop);
    }

    @Test
    void should_keep_the_corners_of_a_turned_box() {
        double c = Math.sqrt(0.5);
        Frame turned = photo.derive(60, 60, new Affine(c, c, 0, -c, c, 0));
        Value.Detections found =
                Value.Detections.of(turned, List.of(Detection.of("x", 1, new BoundingBox(0, 0, 10, 10))));

        Detection there = FrameMapping.map(found, photo).regions().get(0).detection();

        assertThat(there.outline()).isNotNull();
        assertThat(there.outline().area()).isCloseTo(100, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(there.box().area()).isCloseTo(200, org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void should_refuse_another_picture_even_without_regions() {
        assertThatThrownBy(() -> FrameMapping.map(new Value.Detections(crop, List.of()), Frame.of("other", 40, 30)))
                .isInstanceOf(FrameMismatchException.class);
    }
}
