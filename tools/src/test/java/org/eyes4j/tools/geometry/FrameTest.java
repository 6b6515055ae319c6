package org.eyes4j.tools.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
    private final Frame photo = Frame.of("photo", 400, 300);

    /** The photo turned by 30° about its top-left corner into a larger picture, as a straightening step would do. */
    private Frame turned() {
        double c = Math.cos(Math.PI / 6);
        double s = Math.sin(Math.PI / 6);
        Affine toPhoto = new Affine(c, s, -150 * c, -s, c, 150 * s);
        return photo.derive(500, 460, toPhoto);
    }

    @Test
    void should_map_a_crop_of_a_crop_of_a_turned_picture_and_back() {
        Frame crop = turned().derive(200, 150, Affine.translation(120, 80));
        Frame inner = crop.derive(50, 40, Affine.translation(30, 20));
        Random random = new Random(7);

        for (int i = 0; i < 100; i++) {
            Point p = new Point(random.nextDouble(50), random.nextDouble(40));
            Point inCrop = inner.to(crop).apply(p);
            Point inPhoto = inner.to(photo).apply(p);

            assertThat(inCrop.distanceTo(new Point(p.x() + 30, p.y() + 20))).isCloseTo(0, within(1e-9));
            assertThat(crop.to(photo).apply(inCrop).distanceTo(inPhoto)).isCloseTo(0, within(1e-9));
            assertThat(photo.to(inner).apply(inPhoto).distanceTo(p)).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void should_place_a_turned_point_where_the_turn_puts_it() {
        Point corner = turned().to(photo).apply(new Point(150, 0));

        assertThat(corner.distanceTo(new Point(0, 0))).isCloseTo(0, within(1e-9));
        assertThat(turned().to(photo).apply(new Point(150, 100)).distanceTo(new Point(50, 100 * Math.cos(Math.PI / 6))))
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void should_map_boxes_exactly_through_shifts_scales_and_quarter_turns() {
        Frame half = photo.derive(200, 150, Affine.scale(2, 2));
        Frame quarter = photo.derive(300, 400, new Affine(0, 1, 0, -1, 0, 300));
        BoundingBox box = new BoundingBox(10, 20, 30, 50);

        assertThat(photo.to(half).apply(box)).isEqualTo(new BoundingBox(5, 10, 15, 25));
        assertThat(half.to(photo).apply(new BoundingBox(5, 10, 15, 25))).isEqualTo(box);
        BoundingBox there = photo.to(quarter).apply(box);
        assertThat(there).isEqualTo(new BoundingBox(250, 10, 280, 30));
        assertThat(quarter.to(photo).apply(there)).isEqualTo(box);
    }

    @Test
    void should_give_the_identity_within_one_frame() {
        assertThat(photo.to(photo)).isEqualTo(Affine.IDENTITY);
        assertThat(photo.bounds()).isEqualTo(new BoundingBox(0, 0, 400, 300));
    }

    @Test
    void should_refuse_to_tell_geometry_of_one_picture_in_another() {
        Frame other = Frame.of("other", 10, 10);

        assertThat(photo.isRelatedTo(other)).isFalse();
        assertThatThrownBy(() -> turned().to(other))
                .isInstanceOf(FrameMismatchException.class)
                .hasMessage("Coordinates of picture 'photo' (500 x 460) cannot be told in picture 'other' (10 x 10):"
                        + " they are different pictures");
    }

    @Test
    void should_refuse_frames_and_maps_that_cannot_be() {
        assertThatThrownBy(() -> Frame.of(" ", 1, 1)).hasMessage("A frame needs the id of its picture");
        assertThatThrownBy(() -> Frame.of("x", 0, 5)).hasMessage("A frame needs at least 1 x 1 pixels, got 0 x 5");
        assertThatThrownBy(() -> Affine.scale(1, 0).inverse())
                .hasMessage("This map has no inverse: " + Affine.scale(1, 0));
    }

    @Test
    void should_say_what_is_wrong_with_a_box() {
        assertThatThrownBy(() -> new BoundingBox(5, 0, 4, 1))
                .hasMessage("A box needs x1 <= x2 and y1 <= y2, got [5.0, 0.0, 4.0, 1.0]");
        assertThatThrownBy(() -> new BoundingBox(Double.NaN, 0, 4, 1))
                .hasMessage("A box needs finite corners, got [NaN, 0.0, 4.0, 1.0]");
        assertThatThrownBy(() -> BoundingBox.around(List.of())).hasMessage("A box around no points does not exist");
    }

    @Test
    void should_compute_with_boxes() {
        BoundingBox a = BoundingBox.ofXywh(0, 0, 10, 10);
        BoundingBox b = new BoundingBox(5, 5, 15, 15);

        assertThat(a.intersectionArea(b)).isEqualTo(25);
        assertThat(a.iou(b)).isCloseTo(25 / 175.0, within(1e-12));
        assertThat(a.union(b)).isEqualTo(new BoundingBox(0, 0, 15, 15));
        assertThat(b.clip(12, 8)).isEqualTo(new BoundingBox(5, 5, 12, 8));
        assertThat(b.clip(3, 3).area()).isZero();
        assertThat(a.grow(-7)).isEqualTo(new BoundingBox(5, 5, 5, 5));
        assertThat(a.contains(new Point(0, 0))).isTrue();
        assertThat(a.contains(new Point(10, 5))).isFalse();
        assertThat(new BoundingBox(1, 1, 1, 1).iou(new BoundingBox(1, 1, 1, 1))).isZero();
    }
}
