package org.eyes4j.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.expert.StarterModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plumbing around the hub's families does; what they see is random, so nothing here is about that. */
class HubDetectTest {
    private final Detect detect = new Detect(
            KeptModels.serving(List.of("detect"), "detr", "yolos", "rtdetr", "owlvit", "owlv2", "grounding_dino"), 4);

    @AfterEach
    void close() {
        detect.close();
    }

    @ParameterizedTest
    @CsvSource({"detr, odd", "yolos, rgba", "rtdetr, odd"})
    void should_give_what_the_reference_gives_cut_to_the_picture(String model, String name) {
        Value.Image picture = KeptModels.picture(model, name + ".png");
        double threshold = KeptModels.recorded(model, name)
                .path("inputs")
                .path("threshold")
                .asDouble();

        Value.Detections found = find(model, picture, Map.of("threshold", new Value.Number(threshold)));

        var expected = KeptModels.recorded(model, name).path("expected").path("detections");
        assertThat(found.regions()).hasSize(expected.size());
        assertThat(found.regions()).isSortedAccordingTo(Comparator.comparingDouble(r -> -r.score()));
        assertThat(found.regions())
                .allSatisfy(r -> assertThat(r.box())
                        .isEqualTo(r.box()
                                .clip(picture.frame().width(), picture.frame().height())));
        assertThat(found.search()).isEqualTo(new Search(List.of(), Map.of(), List.of(), true, threshold, model));
    }

    @Test
    void should_match_words_to_the_labels_of_the_configuration() {
        Value.Detections found =
                find("detr", KeptModels.picture("detr", "odd.png"), words("mug", "rockets", "harpsichord"));

        assertThat(found.search()).isNotNull();
        assertThat(found.search().matched())
                .containsEntry("mug", List.of("cup"))
                .containsEntry("rockets", List.of("rocket"));
        assertThat(found.search().closedVocabulary()).isTrue();
        assertThat(found.regions()).allSatisfy(r -> assertThat(r.label()).isIn("cup", "rocket"));
    }

    @ParameterizedTest
    @CsvSource({"owlvit, tiny.png, 0.1", "grounding_dino, exif.decoded.png, 0.3"})
    void should_look_for_words_as_they_are(String model, String file, double usual) {
        Value.Detections found =
                find(model, KeptModels.picture(model, file), words("A Photo of a cat", "rouge dragon", "dog"));

        assertThat(found.search())
                .isEqualTo(new Search(
                        List.of("A Photo of a cat", "rouge dragon", "dog"),
                        Map.of(
                                "A Photo of a cat",
                                List.of("A Photo of a cat"),
                                "rouge dragon",
                                List.of("rouge dragon"),
                                "dog",
                                List.of("dog")),
                        List.of(),
                        false,
                        usual,
                        model));
        assertThat(found.regions()).isNotEmpty().allSatisfy(r -> {
            assertThat(r.label()).isIn("A Photo of a cat", "rouge dragon", "dog");
            assertThat(r.score()).isGreaterThan(usual);
        });
    }

    @ParameterizedTest
    @CsvSource({"owlvit, tiny.png", "grounding_dino, exif.decoded.png"})
    void should_look_for_two_hundred_words(String model, String file) {
        String[] many =
                IntStream.range(0, 200).mapToObj(i -> "thing number " + i).toArray(String[]::new);

        Value.Detections found = find(model, KeptModels.picture(model, file), words(many));

        assertThat(found.search()).extracting(s -> s.matched().size()).isEqualTo(200);
        assertThat(found.regions()).isNotEmpty();
    }

    @Test
    void should_say_which_words_cannot_be_read() {
        ToolResult.Success found = (ToolResult.Success)
                call("grounding_dino", KeptModels.picture("grounding_dino", "odd.png"), words("dog", "..."));

        assertThat(((Value.Detections) found.value()).search())
                .extracting(Search::unknown)
                .isEqualTo(List.of("..."));
        assertThat(found.warnings()).containsExactly("'...' was not looked for: it has no letters");
    }

    @Test
    void should_have_an_installed_open_vocabulary_look_for_words_that_no_label_stands_for() {
        try (Detect both = new Detect(KeptModels.serving(List.of("detect"), "detr", "owlvit"), 1)) {
            Map<String, Value> arguments = new HashMap<>(words("mug", "harpsichord"));
            arguments.put("image", KeptModels.picture("detr", "odd.png"));

            ToolResult.Success found = (ToolResult.Success)
                    ToolRegistry.of(List.of(both)).call(new ToolCall("detect", arguments), ToolContext.detached());

            assertThat(found.warnings()).containsExactly("detr has no label for 'harpsichord': owlvit looked for it");
            assertThat(found.model()).isEqualTo("detr, owlvit");
            Search search = ((Value.Detections) found.value()).search();
            assertThat(search).isNotNull();
            assertThat(search.unknown()).isEmpty();
            assertThat(search.closedVocabulary()).isFalse();
            assertThat(search.matched())
                    .containsEntry("mug", List.of("cup"))
                    .containsEntry("harpsichord", List.of("harpsichord"));
        }
    }

    @Test
    void should_name_a_model_that_looks_for_any_word_where_none_is_installed() {
        try (Detect starter = new Detect(StarterModels.models(), 1)) {
            Map<String, Value> arguments = new HashMap<>(words("harpsichord"));
            arguments.put("image", StarterModels.sample("chelsea.png"));

            ToolResult found =
                    ToolRegistry.of(List.of(starter)).call(new ToolCall("detect", arguments), ToolContext.detached());

            assertThat(((ToolResult.Success) found).warnings())
                    .anyMatch(w -> w.contains("none of which stands for 'harpsichord': it was not looked for."
                            + " A model that looks for any word: `eyes4j models pull "));
        }
    }

    @Test
    void should_say_what_of_a_text_was_left_out() {
        String text = "a very long text about a small brown dog that runs over a wide green field of grass in the sun";

        ToolResult result = call("owlvit", KeptModels.picture("owlvit", "tiny.png"), words(text));

        assertThat(((ToolResult.Success) result).warnings())
                .containsExactly("'" + text + "' is longer than the model reads; its end was left out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"owlvit", "grounding_dino"})
    void should_want_words_for_an_open_vocabulary(String model) {
        ToolResult result = call(model, KeptModels.picture("detr", "odd.png"), Map.of());

        assertThat(result)
                .isEqualTo(ToolResult.failed(
                        FailureKind.INVALID_ARGUMENT,
                        model + " finds what words name, and no words were given",
                        "Give 'labels', or take a model with a closed vocabulary"));
    }

    @Test
    void should_take_a_closed_vocabulary_by_itself_when_there_are_no_words() {
        try (Detect some = new Detect(KeptModels.serving(List.of("detect"), "owlvit", "detr"), 1)) {
            ToolResult result = ToolRegistry.of(List.of(some))
                    .call(
                            new ToolCall("detect", Map.of("image", KeptModels.picture("detr", "odd.png"))),
                            ToolContext.detached());

            assertThat(result)
                    .isInstanceOfSatisfying(
                            ToolResult.Success.class, s -> assertThat(s.model()).contains("detr"));
        }
    }

    @Test
    void should_look_for_the_like_of_an_example() {
        Value.Image picture = KeptModels.picture("owlv2", "gray.png");
        Value.Image shown = KeptModels.picture("owlv2", "rgba.png");
        Region region = new Region("", Detection.of("thing", 1, new BoundingBox(0, 0, 75, 61)));
        Value.VisualPrompts exemplar =
                new Value.VisualPrompts(shown.frame(), List.of(new VisualPrompt.Exemplar(shown, region)));

        Value.Detections found =
                find("owlv2", picture, Map.of("exemplar", exemplar, "threshold", new Value.Number(0.698546)));

        // THEN those that the reference found with the whole picture as its example, as far as they lie in the picture
        var expected =
                KeptModels.recorded("owlv2", "image_gray_rgba").path("expected").path("detections_probability");
        long inside = StreamSupport.stream(expected.spliterator(), false)
                .map(d -> d.path("box"))
                .filter(b -> b.get(0).asDouble() < 121 && b.get(1).asDouble() < 90)
                .count();
        assertThat(found.regions()).hasSize((int) inside);
        assertThat(found.regions()).allSatisfy(r -> assertThat(r.label()).isEqualTo("thing"));
        assertThat(found.search())
                .isEqualTo(new Search(List.of("thing"), Map.of(), List.of(), false, 0.698546, "owlv2"));
    }

    @Test
    void should_refuse_an_example_on_a_model_without_the_graphs_for_it() {
        Value.Image shown = KeptModels.picture("owlv2", "rgba.png");
        Region region = new Region("", Detection.of("thing", 1, new BoundingBox(0, 0, 75, 61)));

        ToolResult result = call(
                "owlvit",
                shown,
                Map.of(
                        "exemplar",
                        new Value.VisualPrompts(shown.frame(), List.of(new VisualPrompt.Exemplar(shown, region)))));

        assertThat(result)
                .isEqualTo(ToolResult.failed(
                        FailureKind.INVALID_ARGUMENT,
                        "owlvit cannot look for the like of an example",
                        "`find_similar` can, or name what to look for as 'labels'"));
    }

    private static Map<String, Value> words(String... words) {
        return Map.of("labels", Value.ListOf.texts(List.of(words)));
    }

    private Value.Detections find(String model, Value.Image image, Map<String, Value> arguments) {
        ToolResult result = call(model, image, arguments);
        assertThat(result).isInstanceOf(ToolResult.Success.class);
        return (Value.Detections) ((ToolResult.Success) result).value();
    }

    private ToolResult call(String model, Value.Image image, Map<String, Value> arguments) {
        Map<String, Value> all = new java.util.HashMap<>(arguments);
        all.put("image", image);
        ToolContext any = ToolContext.detached();
        return ToolRegistry.of(List.of(detect))
                .call(
                        new ToolCall("detect", all),
                        new ToolContext(
                                any.cancellation(),
                                any.progress(),
                                any.warnings(),
                                Optional.of(model),
                                any.outputFolder()));
    }
}
