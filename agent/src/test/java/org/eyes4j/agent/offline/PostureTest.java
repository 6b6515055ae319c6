package org.eyes4j.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eyes4j.tools.value.Keypoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostureTest {

    @Test
    void should_tell_standing_sitting_and_lying() {
        assertThat(Posture.of(Bodies.standing(50, 50))).contains(Posture.STANDING);
        assertThat(Posture.of(Bodies.sitting(50, 50))).contains(Posture.SITTING);
        assertThat(Posture.of(Bodies.lying(50, 50))).contains(Posture.LYING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            on a chair, from the front     | 0 0 0 100 5 130 5 210    | SITTING
            in mid stride                  | 0 0 0 100 30 180 10 260  | STANDING
            leaning forward on a chair     | 40 0 0 100 80 105 75 185 | SITTING
            bent over, legs straight       | 0 0 100 20 100 110 100 190 |
            on hands and knees             | 0 0 100 5 100 80 180 80  |
            between sitting and standing   | 0 0 0 100 20 150 10 230  |
            """)
    void should_tell_by_how_far_the_thighs_reach_down(String how, String joints, String posture) {
        double[] at = java.util.Arrays.stream(joints.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(Posture.of(Bodies.body(100, 100, at, 0.9)).map(Enum::name).orElse(null))
                .as(how)
                .isEqualTo(posture);
    }

    @Test
    void should_tell_nothing_where_hips_or_knees_are_not_seen() {
        assertThat(Posture.of(Bodies.portrait(50, 50))).isEmpty();
        assertThat(Posture.of(Bodies.standing(50, 50).stream()
                        .filter(k -> !k.name().endsWith("_knee"))
                        .toList()))
                .isEmpty();
        assertThat(Posture.of(List.of())).isEmpty();
    }

    @Test
    void should_tell_nothing_where_one_leg_says_this_and_the_other_that() {
        List<Keypoint> stands = Bodies.standing(50, 50);
        List<Keypoint> sits = Bodies.sitting(50, 50);
        List<Keypoint> both = new java.util.ArrayList<>(stands.stream()
                .filter(k -> !k.name().matches("left_(knee|ankle)"))
                .toList());
        sits.stream().filter(k -> k.name().matches("left_(knee|ankle)")).forEach(both::add);

        assertThat(Posture.of(both)).isEmpty();
    }
}
