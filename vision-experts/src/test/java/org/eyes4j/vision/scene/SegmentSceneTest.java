package org.eyes4j.vision.scene;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.expert.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expert on tiny models with random weights: it gives what the reference gives, as regions. */
class SegmentSceneTest {
    private final ToolRegistry tools = ToolRegistry.of(List.of(new SegmentScene(
            KeptModels.serving(List.of("segment_scene"), "segformer", "mask2former", "detr_panoptic", "groupvit"),
            4,
            new Halves())));

    @AfterEach
    void close() {
        tools.close();
    }

    @Test
    void should_give_one_region_a_class_of_the_pixels() {
        Value.Image picture = KeptModels.picture("segformer", "odd.png");

        Value.Detections found = found("segformer", Map.of("image", picture, "min_area", new Value.Number(0)));

        JsonNode expected = KeptModels.recorded("segformer", "odd").at("/expected/rle");
        assertThat(found.regions()).hasSize(expected.size());
        for (Region region : found.regions()) {
            assertThat(region.label()).startsWith("class_");
            Mask mask = mask(expected.path(region.label().substring("class_".length())));
            assertThat(region.mask().iou(mask)).isGreaterThan(0.9);
            assertThat(region.box()).isEqualTo(region.mask().box());
            assertThat(region.score()).isGreaterThan(1.0 / 7);
        }
        assertThat(found.regions())
                .isSortedAccordingTo(
                        Comparator.comparingLong((Region r) -> r.mask().area()).reversed());
        assertThat(found.search()).isEqualTo(new Search(List.of(), Map.of(), List.of(), true, 0, "segformer"));
    }

    @ParameterizedTest
    @CsvSource({"mask2former", "detr_panoptic"})
    void should_divide_as_the_reference_does(String model) {
        Value.Image picture = KeptModels.picture(model, "tiny.png");
        JsonNode panoptic = KeptModels.recorded(model, "tiny").at("/expected/panoptic");
        JsonNode instances = KeptModels.recorded(model, "tiny").at("/expected/instance");

        List<Region> whole = found(model, at(picture, "panoptic", panoptic)).regions();
        List<Region> things = found(model, at(picture, "instance", instances)).regions();

        assertThat(whole).hasSize(panoptic.path("segments").size());
        assertThat(whole.get(0).mask().iou(mask(panoptic.at("/segments/0/rle"))))
                .isGreaterThan(0.8);
        if (instances.has("instances_by_score")) {
            assertThat(things).hasSize(instances.path("instances_by_score").size());
        }
        assertThat(things).isNotEmpty();
    }

    @Test
    void should_not_ask_a_model_of_pixels_for_things() {
        Value.Image picture = KeptModels.picture("segformer", "odd.png");

        ToolResult result = call("segformer", Map.of("image", picture, "mode", new Value.Text("instance")));

        assertThat(result)
                .isEqualTo(ToolResult.failed(
                        ToolResult.FailureKind.INVALID_ARGUMENT,
                        "segformer gives each pixel a class and knows no things, so it cannot do mode 'instance'",
                        "Use mode 'semantic', or another model"));
    }

    @Test
    void should_give_the_parts_whose_labels_stand_for_words_and_tell_what_none_stands_for() {
        Value.Image picture = KeptModels.picture("segformer", "odd.png");

        ToolResult result = call("segformer", Map.of("image", picture, "words", texts("class_5", "harpsichord")));

        ToolResult.Success success = (ToolResult.Success) result;
        assertThat(((Value.Detections) success.value()).regions())
                .extracting(Region::label)
                .containsExactly("class_5");
        assertThat(success.warnings())
                .containsExactly(
                        "segformer knows 6 labels, none of which stands for harpsichord: it was not looked for");
    }

    @Test
    void should_take_an_open_vocabulary_for_words() {
        Value.Image picture = KeptModels.picture("segformer", "odd.png");

        Value.Detections found = found(null, Map.of("image", picture, "words", texts("left", "right")));

        assertThat(found.regions()).extracting(Region::label).containsExactlyInAnyOrder("left", "right");
        assertThat(found.search().model()).isEqualTo("groupvit");
        assertThat(found.search().closedVocabulary()).isFalse();
    }

    @Test
    void should_give_the_largest_up_to_the_limit_and_say_so() {
        Value.Image picture = KeptModels.picture("segformer", "odd.png");

        ToolResult.Success success =
                (ToolResult.Success) call("segformer", Map.of("image", picture, "limit", new Value.Number(1)));

        assertThat(((Value.Detections) success.value()).regions()).hasSize(1);
        assertThat(success.warnings()).containsExactly("Only the largest 1 of 3 parts are given: 'limit' is 1");
    }

    private static Map<String, Value> at(Value.Image picture, String mode, JsonNode expected) {
        Map<String, Value> arguments = new LinkedHashMap<>();
        arguments.put("image", picture);
        arguments.put("mode", new Value.Text(mode));
        arguments.put("min_area", new Value.Number(0));
        arguments.put(
                "threshold", new Value.Number(expected.at("/args/threshold").asDouble()));
        return arguments;
    }

    private static Value texts(String... words) {
        return new Value.ListOf(
                org.eyes4j.tools.value.Kind.TEXT,
                java.util.Arrays.stream(words)
                        .map(w -> (Value) new Value.Text(w))
                        .toList());
    }

    private static Mask mask(JsonNode rle) {
        return Mask.fromCompressed(
                rle.path("size").path(1).asInt(),
                rle.path("size").path(0).asInt(),
                rle.path("counts").asText());
    }

    private Value.Detections found(String model, Map<String, Value> arguments) {
        ToolResult result = call(model, arguments);
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        return (Value.Detections) ((ToolResult.Success) result).value();
    }

    private ToolResult call(String model, Map<String, Value> arguments) {
        ToolContext any = ToolContext.detached();
        return tools.call(
                new ToolCall("segment_scene", arguments),
                new ToolContext(
                        any.cancellation(),
                        any.progress(),
                        any.warnings(),
                        Optional.ofNullable(model),
                        any.outputFolder()));
    }

    /** Divides a picture in the middle. */
    private static final class Halves implements OpenScenes {
        @Override
        public List<String> families() {
            return List.of("groupvit");
        }

        @Override
        public List<Part> divide(
                Model model, Raster picture, List<String> words, double threshold, ToolContext context) {
            int middle = picture.width() / 2;
            Mask left =
                    Mask.fromBox(picture.width(), picture.height(), new BoundingBox(0, 0, middle, picture.height()));
            return List.of(new Part(words.get(0), 0.5, left), new Part(words.get(1), 0.5, left.complement()));
        }
    }
}
