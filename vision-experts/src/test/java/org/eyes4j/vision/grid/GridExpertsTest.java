package org.eyes4j.vision.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.detect.Detect;
import org.eyes4j.vision.detect.GridSegment;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.vision.pose.EstimatePose;
import org.eyes4j.vision.sam.SamExperts;
import org.junit.jupiter.api.Test;

/** The experts on exports that a user brings. */
class GridExpertsTest {
    @Test
    void should_match_words_to_the_names_in_the_metadata() throws Exception {
        Value.Detections found = detect("det", "landscape.png", Map.of("labels", Value.ListOf.texts(List.of("puppy"))));

        assertThat(found.search()).extracting(Search::matched).isEqualTo(Map.of("puppy", List.of("dog")));
        assertThat(found.regions())
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.label()).isEqualTo("dog"));
    }

    @Test
    void should_bring_masks_along() throws Exception {
        Value.Detections found = detect("seg", "landscape.png", Map.of());

        assertThat(found.regions())
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.detection().mask()).isNotNull());
    }

    @Test
    void should_segment_what_words_name() throws Exception {
        Path folder = folder("seg");
        Models models = KeptModels.serving(List.of("segment"), "seg", GridDetector.FAMILY, folder);
        List<Tool> tools = SamExperts.all(models, Settings.defaults(), List.of(new GridSegment()));
        Map<String, Value> arguments = Map.of(
                "image",
                picture(folder, "landscape.png"),
                "words",
                Value.ListOf.texts(List.of("puppy", "harpsichord")));

        try (ToolRegistry registry = ToolRegistry.of(tools)) {
            ToolResult result = registry.call(new ToolCall("segment", arguments), ToolContext.detached());

            assertThat(result).isInstanceOfSatisfying(ToolResult.Success.class, s -> {
                assertThat(((Value.Detections) s.value()).regions())
                        .isNotEmpty()
                        .allSatisfy(r -> assertThat(r.label()).isEqualTo("puppy"));
                assertThat(s.warnings())
                        .contains("seg has no label that stands for 'harpsichord': it was not looked for");
            });
        }
    }

    @Test
    void should_give_everyone_their_joints() throws Exception {
        Path folder = folder("pose");
        Models models = KeptModels.serving(List.of("estimate_pose"), "pose", GridDetector.FAMILY, folder);
        try (EstimatePose tool = new EstimatePose(models);
                ToolRegistry registry = ToolRegistry.of(List.of(tool))) {
            Value.Image picture = picture(folder, "odd.png");

            Value.Detections everyone = people(registry, Map.of("image", picture));
            Region second = everyone.regions().get(1);
            Value.Detections one = people(
                    registry,
                    Map.of(
                            "image",
                            picture,
                            "regions",
                            Value.Detections.of(picture.frame(), List.of(second.detection()))));

            assertThat(everyone.regions()).hasSizeGreaterThan(3).allSatisfy(r -> {
                assertThat(r.label()).isEqualTo("person");
                assertThat(r.detection().keypoints()).hasSize(17);
                assertThat(r.detection().keypoints().get(9).name()).isEqualTo("left_wrist");
            });
            assertThat(one.regions()).hasSize(1);
            assertThat(one.regions().get(0).box()).isEqualTo(second.box());
        }
    }

    private static Value.Detections people(ToolRegistry registry, Map<String, Value> arguments) {
        ToolResult result = registry.call(new ToolCall("estimate_pose", arguments), ToolContext.detached());
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        return (Value.Detections) ((ToolResult.Success) result).value();
    }

    private static Path folder(String export) throws Exception {
        return Path.of(Objects.requireNonNull(GridDetectorTest.class.getResource(export))
                .toURI());
    }

    private static Value.Image picture(Path folder, String file) {
        return Value.Image.of(
                file,
                new PictureReader(PictureLimits.defaults())
                        .read(folder.resolve(file))
                        .raster());
    }

    private static Value.Detections detect(String export, String picture, Map<String, Value> arguments)
            throws Exception {
        Path folder = folder(export);
        Map<String, Value> all = new java.util.HashMap<>(arguments);
        all.put("image", picture(folder, picture));
        try (Detect tool = new Detect(KeptModels.serving(List.of("detect"), export, GridDetector.FAMILY, folder), 1)) {
            ToolResult result =
                    ToolRegistry.of(List.of(tool)).call(new ToolCall("detect", all), ToolContext.detached());
            assertThat(result).isInstanceOf(ToolResult.Success.class);
            return (Value.Detections) ((ToolResult.Success) result).value();
        }
    }
}
