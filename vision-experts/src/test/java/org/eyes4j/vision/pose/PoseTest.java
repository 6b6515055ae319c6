package org.eyes4j.vision.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.junit.jupiter.api.Test;

class PoseTest {

    @Test
    void should_place_points_in_the_picture() {
        Pose pose = Pose.read(
                FloatBuffer.wrap(new float[] {0.25f, 0.5f, 0.75f}),
                List.of("nose"),
                192,
                Affine.scale(2, 2).then(Affine.translation(10, 20)));

        assertThat(pose.points()).containsExactly(new Keypoint("nose", 202, 116, 0.75));
    }

    @Test
    void should_be_a_person_where_points_are_sure() {
        Detection person =
                pose(0.9, 0.8, 0.7, 0.6, 0.5, 0.1).person(0.3, 1000, 55).orElseThrow();

        // THEN the unsure point is told, and counts for neither score nor box
        assertThat(person.label()).isEqualTo("person");
        assertThat(person.score()).isCloseTo(0.7, within(1e-9));
        assertThat(person.keypoints()).hasSize(6);
        assertThat(person.box()).isEqualTo(new BoundingBox(0, 0, 80, 55));
    }

    @Test
    void should_be_nobody_where_too_few_points_are_sure() {
        assertThat(pose(0.9, 0.9, 0.9, 0.9, 0.2, 0.2).person(0.3, 100, 100)).isEmpty();
    }

    @Test
    void should_refuse_numbers_for_other_points() {
        assertThatThrownBy(() -> Pose.read(FloatBuffer.allocate(51), List.of("nose"), 192, Affine.IDENTITY))
                .hasMessage("Expected 3 numbers for each of 1 points, got 51");
    }

    /** Point i at (20 i, 20 i). */
    private static Pose pose(double... scores) {
        List<Keypoint> points = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            points.add(new Keypoint("p" + i, 20 * i, 20 * i, scores[i]));
        }
        return new Pose(points);
    }
}
