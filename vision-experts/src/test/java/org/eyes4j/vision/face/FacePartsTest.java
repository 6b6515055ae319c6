package org.eyes4j.vision.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.junit.jupiter.api.Test;

/** Everything around the models, without them. */
class FacePartsTest {
    private final BlazeFaceOutput output = new BlazeFaceOutput(256, List.of(16, 32), List.of(2, 6), 6);

    @Test
    void should_read_boxes_and_points_relative_to_their_anchors() {
        // GIVEN the second anchor of row 2, column 3 of the coarse grid: its place is (3.5 · 32, 2.5 · 32)
        int anchor = (2 * 8 + 3) * 6 + 1;
        float[] scores = new float[384];
        Arrays.fill(scores, -50);
        scores[anchor] = 2;
        float[] boxes = new float[384 * 16];
        float[] numbers = {4, -6, 60, 50, -10, -8, 12, -8, 1, 5, 0, 20, -30, 0, 30, 0};
        System.arraycopy(numbers, 0, boxes, anchor * 16, 16);

        List<Face> faces = output.read(1, FloatBuffer.wrap(scores), FloatBuffer.wrap(boxes), 0.5);

        assertThat(faces).hasSize(1);
        Face face = faces.get(0);
        assertThat(face.score()).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-9));
        assertThat(face.centre()).isEqualTo(new Point(116, 74));
        assertThat(face.side()).isEqualTo(60);
        assertThat(face.points())
                .startsWith(new Point(102, 72), new Point(124, 72))
                .hasSize(6);
    }

    @Test
    void should_stand_raw_scores_of_any_size() {
        float[] scores = new float[512];
        Arrays.fill(scores, -1e30f);
        scores[0] = 1e30f;
        float[] boxes = new float[512 * 16];
        boxes[2] = 10;

        List<Face> faces = output.read(0, FloatBuffer.wrap(scores), FloatBuffer.wrap(boxes), 0.5);

        assertThat(faces).singleElement().satisfies(f -> assertThat(f.score()).isEqualTo(1, within(1e-9)));
        assertThat(faces.get(0).centre()).isEqualTo(new Point(8, 8));
    }

    @Test
    void should_refuse_outputs_of_another_size() {
        assertThatThrownBy(() -> output.read(0, FloatBuffer.allocate(384), FloatBuffer.allocate(384 * 16), 0.5))
                .hasMessage("Expected 512 scores and 16 numbers for each, got 384 and 6144");
    }

    @Test
    void should_average_sightings_of_one_face_by_their_scores() {
        List<Face> blended =
                FaceBlend.blend(List.of(face(0.4, 104, 100), face(0.8, 100, 100), face(0.6, 300, 100)), 0.3);

        assertThat(blended).hasSize(2);
        assertThat(blended.get(0).score()).isEqualTo(0.8);
        assertThat(blended.get(0).centre().x()).isCloseTo(101 + 1 / 3., within(1e-9));
        assertThat(blended.get(0).points().get(0).x()).isCloseTo(91 + 1 / 3., within(1e-9));
        assertThat(blended.get(1)).isEqualTo(face(0.6, 300, 100));
    }

    @Test
    void should_keep_the_best_of_those_that_overlap() {
        Face best = face(0.9, 100, 100);
        Face far = face(0.5, 200, 100);

        assertThat(FaceBlend.suppress(List.of(far, face(0.7, 105, 100), best), 0.3))
                .containsExactly(best, far);
    }

    @Test
    void should_map_a_face_through_a_turn_and_a_scale() {
        Face mapped = face(0.9, 100, 100).map(new Affine(0, -2, 0, 2, 0, 0));

        assertThat(mapped.centre()).isEqualTo(new Point(-200, 200));
        assertThat(mapped.side()).isCloseTo(80, within(1e-9));
        assertThat(mapped.angle()).isCloseTo(Math.PI / 2, within(1e-9));
    }

    @Test
    void should_look_at_the_whole_and_then_at_finer_and_finer_squares() {
        FaceTiles tiles = FaceTiles.of(1100, 560, 256, 160);

        assertThat(tiles.unseen()).isFalse();
        assertThat(tiles.smallestFace()).isEqualTo(16);
        assertThat(tiles.squares()).extracting(s -> s.side()).contains(2200., 1100., 550., 275., 256.);
        // Every place of the picture is in a finest square.
        for (int x = 0; x <= 1100; x += 20) {
            for (int y = 0; y <= 560; y += 20) {
                Point place = new Point(x, y);
                assertThat(tiles.squares().stream().filter(s -> s.side() == 256).anyMatch(s -> near(s.centre(), place)))
                        .as("%s", place)
                        .isTrue();
            }
        }
    }

    @Test
    void should_say_what_it_cannot_see_in_a_huge_picture() {
        FaceTiles tiles = FaceTiles.of(8000, 6000, 256, 160);

        assertThat(tiles.unseen()).isTrue();
        assertThat(tiles.squares()).hasSizeLessThanOrEqualTo(160);
        assertThat(tiles.smallestFace()).isGreaterThan(16);
        assertThat(FaceTiles.of(60, 40, 256, 160).squares()).hasSize(2);
    }

    @Test
    void should_place_mesh_points_in_the_picture() {
        FaceMesh.Mesh mesh = FaceMesh.read(
                FloatBuffer.wrap(new float[] {0, 0, 7, 192, 96, -3}),
                1.0000001,
                face(1, 100, 100).crop(1.5).toPicture(192));

        assertThat(mesh.presence()).isEqualTo(1);
        assertThat(mesh.points().get(0).distanceTo(new Point(70, 70))).isLessThan(1e-9);
        assertThat(mesh.box()).isEqualTo(new BoundingBox(70, 70, 130, 100));
    }

    @Test
    void should_guess_the_mean_year_and_the_likeliest_label() {
        assertThat(FaceGuess.mean(FloatBuffer.wrap(new float[] {0, 0.25f, 0.75f})))
                .isEqualTo(1.75);
        assertThat(FaceGuess.mean(FloatBuffer.wrap(new float[3]))).isZero();
        assertThat(FaceGuess.best(FloatBuffer.wrap(new float[] {0.1f, 0.7f, 0.2f})))
                .isEqualTo(1);
    }

    private static boolean near(Point centre, Point place) {
        return Math.max(Math.abs(centre.x() - place.x()), Math.abs(centre.y() - place.y())) <= 128;
    }

    private static Face face(double score, double x, double y) {
        return new Face(score, new Point(x, y), 40, List.of(new Point(x - 10, y), new Point(x + 10, y)));
    }
}
