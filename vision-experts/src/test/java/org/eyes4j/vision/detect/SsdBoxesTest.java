package org.eyes4j.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.onnx.Tensor;
import org.junit.jupiter.api.Test;

class SsdBoxesTest {
    private static final List<String> LABELS = List.of("person", "", "dog");
    private static final BoundingBox VIEW = new BoundingBox(100, 0, 300, 200);
    private final SsdBoxes reader = new SsdBoxes(0.3, 0.5, 100, 0.6, 0.2);

    @Test
    void should_give_pixels_of_the_picture_and_pass_over_faint_and_nameless_classes() {
        Tensor scores = Tensor.of(new float[] {0.9f, 0.95f, 0.1f, 0.2f, 0.2f, 0.2f}, 2, 3);
        Tensor boxes = Tensor.of(new float[] {0.1f, 0.2f, 0.5f, 1.2f, 0, 0, 1, 1}, 2, 4);

        List<Detection> found = reader.read(scores, boxes, LABELS, VIEW);

        assertThat(found).hasSize(1);
        assertThat(found.get(0).label()).isEqualTo("person");
        assertThat(found.get(0).box().x1()).isBetween(139.99, 140.01);
        assertThat(found.get(0).box().x2()).isEqualTo(300);
        assertThat(found.get(0).box().y2()).isEqualTo(100);
    }

    @Test
    void should_keep_one_box_a_thing() {
        List<Detection> found = List.of(
                Detection.of("dog", 0.9, new BoundingBox(0, 0, 100, 100)),
                Detection.of("dog", 0.8, new BoundingBox(5, 5, 100, 100)),
                Detection.of("dog", 0.7, new BoundingBox(200, 0, 300, 100)));

        assertThat(reader.single(found)).extracting(Detection::score).containsExactly(0.9, 0.7);
    }

    @Test
    void should_drop_the_clearly_weaker_name_of_one_thing_but_keep_a_close_call() {
        BoundingBox box = new BoundingBox(0, 0, 100, 100);

        assertThat(reader.single(List.of(Detection.of("dog", 0.9, box), Detection.of("person", 0.5, box))))
                .extracting(Detection::label)
                .containsExactly("dog");
        assertThat(reader.single(List.of(Detection.of("dog", 0.6, box), Detection.of("person", 0.5, box))))
                .extracting(Detection::label)
                .containsExactly("dog", "person");
    }

    @Test
    void should_look_at_squares_of_an_elongated_picture_only() {
        assertThat(Views.of(600, 400)).containsExactly(new BoundingBox(0, 0, 600, 400));

        List<BoundingBox> views = Views.of(400, 1000);
        assertThat(views.get(0)).isEqualTo(new BoundingBox(0, 0, 400, 1000));
        assertThat(views.subList(1, views.size()))
                .allSatisfy(v -> assertThat(v.width()).isEqualTo(v.height()).isEqualTo(400));
        assertThat(views.get(1).y1()).isZero();
        assertThat(views.get(views.size() - 1).y2()).isEqualTo(1000);
    }

    @Test
    void should_tell_a_thing_cut_by_a_view_from_one_at_the_picture_s_edge() {
        BoundingBox view = new BoundingBox(0, 0, 400, 400);

        assertThat(Views.isCut(new BoundingBox(0, 0, 50, 50), view, 1000, 400)).isFalse();
        assertThat(Views.isCut(new BoundingBox(300, 100, 399, 200), view, 1000, 400))
                .isTrue();
    }
}
