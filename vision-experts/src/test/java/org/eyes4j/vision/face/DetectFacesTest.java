package org.eyes4j.vision.face;

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
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.StarterModels;
import org.eyes4j.vision.picture.Warp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real models on real pictures. Where the face and its parts are was read off the photograph by eye. */
class DetectFacesTest {
    private static final BoundingBox FACE = new BoundingBox(176, 68, 274, 178);

    private final Tool detectFaces = FaceExperts.all(StarterModels.models()).get(0);

    @Test
    void should_find_a_face_and_its_parts() {
        Value.Detections found = find(StarterModels.sample("astronaut.png"), Map.of());

        assertThat(found.regions()).hasSize(1);
        Region face = found.regions().get(0);
        assertThat(face.label()).isEqualTo("face");
        assertThat(face.score()).isGreaterThan(0.9);
        assertThat(face.box().iou(FACE)).isGreaterThan(0.85);
        assertThat(face.detection().keypoints())
                .extracting(Keypoint::name)
                .containsExactly("right_eye", "left_eye", "nose", "mouth", "right_ear", "left_ear");
        assertNear(face, "right_eye", 204, 102, 5);
        assertNear(face, "left_eye", 247, 103, 5);
        assertNear(face, "nose", 224, 126, 8);
        assertNear(face, "mouth", 224, 148, 6);
        assertThat(found.search()).isNotNull();
        assertThat(found.search().matched()).containsEntry("face", List.of("face"));
    }

    @Test
    void should_find_468_points_on_the_face() {
        Region face = find(StarterModels.sample("astronaut.png"), Map.of("detail", new Value.Text("landmarks")))
                .regions()
                .get(0);

        assertThat(face.detection().keypoints()).hasSize(6 + 468);
        // The outer corner of the right eye, the middle of the lower lip's edge, the chin (MediaPipe's numbers).
        assertNear(face, "mesh_33", 193, 103, 5);
        assertNear(face, "mesh_17", 224, 153, 5);
        assertNear(face, "mesh_152", 224, 176, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chelsea.png", "coffee.png", "rocket.jpg", "clock_motion.png", "horse.png"})
    void should_see_no_face_where_there_is_none(String file) {
        assertThat(find(StarterModels.sample(file), Map.of()).regions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.14, 0", "0.5, 0", "3, 0", "1, 30", "1, 90", "1, -60"})
    void should_find_faces_of_any_size_and_turn(double scale, double degrees) {
        // GIVEN the photograph, scaled and turned on a black canvas
        Raster photo = StarterModels.sample("astronaut.png").raster();
        double cos = Math.cos(Math.toRadians(degrees)) / scale;
        double sin = Math.sin(Math.toRadians(degrees)) / scale;
        Affine toPhoto = Affine.translation(-450 * Math.max(1, scale), -300 * Math.max(1, scale))
                .then(new Affine(cos, sin, 256, -sin, cos, 256));
        Raster canvas = Warp.affine(
                photo, toPhoto, (int) (900 * Math.max(1, scale)), (int) (600 * Math.max(1, scale)), Warp.Border.BLACK);

        // WHEN faces are looked for
        List<Region> found = find(Value.Image.of("canvas", canvas), Map.of()).regions();

        // THEN it is found where it went
        assertThat(found).hasSize(1);
        Point centre = toPhoto.apply(found.get(0).box().centre());
        assertThat(centre.distanceTo(FACE.centre())).isLessThan(20);
        Keypoint eye = point(found.get(0), "right_eye");
        assertThat(toPhoto.apply(new Point(eye.x(), eye.y())).distanceTo(new Point(204, 102)))
                .isLessThan(9);
    }

    @Test
    void should_guess_mood_and_age_when_asked_and_say_that_it_guesses() {
        ToolResult result = call(
                StarterModels.sample("astronaut.png"),
                Map.of("attributes", Value.ListOf.texts(List.of("emotion", "age"))));

        assertThat(result).isInstanceOfSatisfying(ToolResult.Success.class, success -> {
            assertThat(success.warnings())
                    .containsExactly(
                            "Emotion and age are guesses of small models from one picture, not facts about a person");
            Map<String, String> attributes = ((Value.Detections) success.value())
                    .regions()
                    .get(0)
                    .detection()
                    .attributes();
            assertThat(attributes).containsEntry("emotion", "happy").containsKey("emotion_score");
            assertThat(Integer.parseInt(attributes.getOrDefault("age", "0"))).isBetween(22, 48);
        });
    }

    @Test
    void should_refuse_to_guess_anything_else() {
        ToolResult result = call(
                StarterModels.sample("astronaut.png"), Map.of("attributes", Value.ListOf.texts(List.of("gender"))));

        assertThat(result)
                .isInstanceOfSatisfying(
                        ToolResult.Failure.class,
                        failure -> assertThat(failure.message())
                                .isEqualTo("Argument 'attributes' of 'detect_faces' takes emotion, age, got 'gender'"));
    }

    private Value.Detections find(Value.Image image, Map<String, Value> more) {
        ToolResult result = call(image, more);
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        return (Value.Detections) ((ToolResult.Success) result).value();
    }

    private ToolResult call(Value.Image image, Map<String, Value> more) {
        Map<String, Value> arguments = new HashMap<>(more);
        arguments.put("image", image);
        return ToolRegistry.of(List.of(detectFaces))
                .call(new ToolCall("detect_faces", arguments), ToolContext.detached());
    }

    private static Keypoint point(Region face, String name) {
        return face.detection().keypoints().stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertNear(Region face, String name, double x, double y, double pixels) {
        Keypoint point = point(face, name);
        assertThat(new Point(point.x(), point.y()).distanceTo(new Point(x, y)))
                .as("%s at %s, %s", name, point.x(), point.y())
                .isLessThan(pixels);
    }
}
