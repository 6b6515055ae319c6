package org.eyes4j.vision.pose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.StarterModels;
import org.eyes4j.vision.picture.Warp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real model on real pictures. Where the parts are was read off the photograph by eye. */
class EstimatePoseTest {
    private final Tool estimatePose = PoseExperts.all(StarterModels.models()).get(0);

    @Test
    void should_find_the_joints_of_the_one_person_and_say_that_it_looked_for_one() {
        ToolResult.Success result = call(StarterModels.sample("astronaut.png"), Map.of());

        assertThat(result.warnings())
                .containsExactly("movenet-lightning sees one person at a time, and no regions were given:"
                        + " if there are more people, find them with detect and give them as 'regions'");
        List<Region> people = ((Value.Detections) result.value()).regions();
        assertThat(people).hasSize(1);
        assertAstronaut(people.get(0), 0, 1);
    }

    @Test
    void should_find_the_joints_of_each_person_given() {
        // GIVEN the photograph twice in one picture, the second at half the size
        Raster photo = StarterModels.sample("astronaut.png").raster();
        Raster both = Warp.affine(photo, Affine.IDENTITY, 800, 512, Warp.Border.BLACK);
        Raster half = Warp.affine(photo, Affine.scale(2, 2), 256, 256, Warp.Border.BLACK);
        for (int y = 0; y < 256; y++) {
            System.arraycopy(half.data(), y * 256 * 3, both.data(), (y * 800 + 530) * 3, 256 * 3);
        }
        Value.Image image = Value.Image.of("two", both);
        Value.Detections regions = Value.Detections.of(
                image.frame(),
                List.of(
                        Detection.of("person", 0.9, new BoundingBox(545, 5, 700, 256)),
                        Detection.of("person", 0.9, new BoundingBox(30, 10, 340, 512)),
                        Detection.of("person", 0.9, new BoundingBox(560, 300, 700, 500))));

        // WHEN their joints are looked for
        ToolResult.Success result = call(image, Map.of("regions", regions));

        // THEN each has its own, and who is not there is told
        List<Region> people = ((Value.Detections) result.value()).regions();
        assertThat(people).hasSize(2);
        assertAstronaut(people.get(0), 530, 0.5);
        assertAstronaut(people.get(1), 0, 1);
        assertThat(result.warnings()).containsExactly("No joints were seen surely enough in 1 of 3 regions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chelsea.png", "coffee.png", "rocket.jpg", "clock_motion.png", "horse.png"})
    void should_see_nobody_where_nobody_is(String file) {
        assertThat(((Value.Detections)
                                call(StarterModels.sample(file), Map.of()).value())
                        .regions())
                .isEmpty();
    }

    private static void assertAstronaut(Region person, double left, double scale) {
        assertThat(person.label()).isEqualTo("person");
        assertThat(person.score()).isGreaterThan(0.4);
        assertThat(person.detection().keypoints()).hasSize(17);
        assertNear(person, "right_eye", left, scale, new Point(204, 102), 14);
        assertNear(person, "left_eye", left, scale, new Point(247, 103), 14);
        assertNear(person, "nose", left, scale, new Point(224, 126), 14);
        assertNear(person, "right_shoulder", left, scale, new Point(105, 250), 40);
        assertNear(person, "left_shoulder", left, scale, new Point(318, 255), 40);
    }

    private static void assertNear(Region person, String name, double left, double scale, Point where, double pixels) {
        Keypoint point = person.detection().keypoints().stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(new Point(point.x(), point.y()).distanceTo(new Point(left + where.x() * scale, where.y() * scale)))
                .as("%s at %s, %s", name, point.x(), point.y())
                .isLessThan(pixels * scale);
    }

    private ToolResult.Success call(Value.Image image, Map<String, Value> more) {
        Map<String, Value> arguments = new HashMap<>(more);
        arguments.put("image", image);
        ToolResult result = ToolRegistry.of(List.of(estimatePose))
                .call(new ToolCall("estimate_pose", arguments), ToolContext.detached());
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        return (ToolResult.Success) result;
    }
}
