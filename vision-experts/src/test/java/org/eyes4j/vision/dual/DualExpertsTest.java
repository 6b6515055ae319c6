package org.eyes4j.vision.dual;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolContractTest;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.hub.HubFiles;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On tiny models of random weights: what they see means nothing, how it is told does. */
class DualExpertsTest {
    private static final String[] TOOLS = {"classify", "match", "search_images", "dense_labels"};
    private static final Value.Image PICTURE = KeptModels.picture("siglip", "rgba.png");

    @TempDir
    Path folder = Path.of("");

    private final List<String> warnings = new ArrayList<>();

    private ToolRegistry tools(TinyModels kept) {
        return ToolRegistry.of(DualExperts.all(kept.models(), Settings.defaults(), new DualModels(), folder));
    }

    private static TinyModels siglip() {
        return new TinyModels().with("siglip", Map.of(), TOOLS);
    }

    private static TinyModels clip(Map<String, Object> postprocess) {
        return new TinyModels().with("clip", postprocess, TOOLS);
    }

    private ToolResult call(ToolRegistry tools, String tool, Map<String, Value> arguments) {
        ToolResult result = tools.call(new ToolCall(tool, arguments), ToolContext.detached());
        warnings.clear();
        if (result instanceof ToolResult.Success success) {
            warnings.addAll(success.warnings());
        }
        return result;
    }

    private static List<String> labels(ToolResult result) {
        return ((Value.Classification) ((ToolResult.Success) result).value())
                .entries().stream().map(Value.Classification.Entry::label).toList();
    }

    private static double sum(ToolResult result) {
        return ((Value.Classification) ((ToolResult.Success) result).value())
                .entries().stream()
                        .mapToDouble(Value.Classification.Entry::score)
                        .sum();
    }

    @Test
    void should_classify_pictures_in_their_own_proportions_as_the_reference_does() {
        JsonNode recorded = KeptModels.recorded("siglip2_naflex", "odd");
        List<String> labels = new ArrayList<>();
        recorded.path("inputs").path("labels").forEach(label -> labels.add(label.asText()));
        List<String> ranked = new ArrayList<>();
        recorded.path("expected")
                .path("ranked")
                .forEach(entry -> ranked.add(entry.path("label").asText()));

        ToolResult result = call(
                tools(new TinyModels().with("siglip2_naflex", Map.of(), TOOLS)),
                "classify",
                Map.of("image", KeptModels.picture("siglip2_naflex", "odd.png"), "labels", Value.ListOf.texts(labels)));

        assertThat(labels(result)).containsExactlyElementsOf(ranked);
        assertThat(warnings).isEmpty();
    }

    @Test
    void should_classify_with_any_words_and_share_one_sum_on_clip_only() {
        Map<String, Value> arguments = Map.of(
                "image", PICTURE, "labels", Value.ListOf.texts(List.of("cat", " cat ", "", "astronaut", "coffee")));

        ToolResult clip = call(tools(clip(Map.of("logit_scale", 100))), "classify", arguments);
        ToolResult siglip = call(tools(siglip()), "classify", arguments);

        assertThat(labels(clip)).containsExactlyInAnyOrder("cat", "astronaut", "coffee");
        assertThat(sum(clip)).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(sum(siglip)).isLessThan(0.9);
        assertThat(warnings).isEmpty();
    }

    @Test
    void should_say_that_scores_are_spread_by_a_guess_when_no_file_tells_the_scale() {
        Map<String, Value> arguments = Map.of("image", PICTURE, "labels", Value.ListOf.texts(List.of("cat", "coffee")));

        assertThat(sum(call(tools(clip(Map.of())), "classify", arguments)))
                .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(warnings)
                .containsExactly("The files of clip do not hold the scale of its scores: their order is right, how far"
                        + " they are apart is a guess (logit_scale in the manifest's postprocess would tell)");
    }

    @Test
    void should_refuse_what_cannot_be_classified() {
        ToolRegistry tools = tools(siglip());

        assertThat(call(tools, "classify", Map.of("image", PICTURE, "labels", Value.ListOf.texts(List.of(" ")))))
                .isEqualTo(ToolResult.failed(
                        ToolResult.FailureKind.INVALID_ARGUMENT,
                        "'labels' holds no words",
                        "Give at least one label, better two"));
        assertThat(call(
                        tools,
                        "classify",
                        Map.of(
                                "image",
                                PICTURE,
                                "labels",
                                Value.ListOf.texts(List.of("cat")),
                                "template",
                                new Value.Text("a photo"))))
                .isEqualTo(ToolResult.failed(
                        ToolResult.FailureKind.INVALID_ARGUMENT,
                        "Expected {} in 'template', for the label, got 'a photo'",
                        "As in 'a photo of a {}'"));
    }

    @Test
    void should_say_what_is_missing_in_a_repository() {
        Map<String, Path> files = new LinkedHashMap<>();
        HubFiles whole = KeptModels.files("siglip");
        whole.paths().stream().filter(p -> !p.endsWith(".onnx")).forEach(p -> files.put(p, whole.need(p)));
        files.put("onnx/text_model.onnx", KeptModels.files("clip").need("onnx/vision_model.onnx"));
        ToolRegistry tools = tools(new TinyModels().with("broken", HubFiles.of("broken", files), Map.of(), TOOLS));

        ToolResult result = call(tools, "match", Map.of("image", PICTURE, "texts", Value.ListOf.texts(List.of("cat"))));

        assertThat(((ToolResult.Failure) result).message())
                .isEqualTo("broken: expected a graph onnx/vision_model.onnx or onnx/model.onnx, found only"
                        + " onnx/text_model.onnx");
    }

    @Test
    void should_match_each_text_for_itself() {
        ToolRegistry tools = tools(siglip());
        ToolResult one = call(tools, "match", Map.of("image", PICTURE, "texts", Value.ListOf.texts(List.of("cat"))));
        ToolResult two =
                call(tools, "match", Map.of("image", PICTURE, "texts", Value.ListOf.texts(List.of("cat", "dog"))));

        assertThat(((Value.Classification) ((ToolResult.Success) two).value()).entries())
                .containsAll(((Value.Classification) ((ToolResult.Success) one).value()).entries());
    }

    private static Map<String, Value> search(Path where, Value.Image like) {
        return Map.of("folder", new Value.Text(where.toString()), "image", like);
    }

    private static List<String> files(ToolResult result) {
        return ((Value.ListOf) ((ToolResult.Success) result).value())
                .items().stream()
                        .map(r -> ((Value.Text) java.util.Objects.requireNonNull(
                                        ((Value.Record) r).fields().get("file")))
                                .text())
                        .toList();
    }

    @Test
    void should_search_a_folder_and_run_only_new_content_through_the_model() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos/deep"));
        Path own = KeptModels.family("siglip").resolve("images");
        Files.copy(own.resolve("rgba.png"), photos.resolve("one.png"));
        Files.copy(own.resolve("tiny.png"), photos.resolve("two.PNG"));
        Files.writeString(photos.resolve("broken.jpg"), "no picture");
        Files.writeString(photos.resolve("notes.txt"), "no picture either");
        ToolRegistry tools = tools(siglip());
        Path root = photos.getParent();

        assertThat(files(call(tools, "search_images", search(root, PICTURE))))
                .startsWith("deep/one.png")
                .hasSize(2);
        assertThat(warnings)
                .containsExactly("1 of 3 files in " + root + " are called like pictures and cannot be read as such");

        // The content decides, not the name: a moved picture is found without a run, also after a restart.
        Files.move(photos.resolve("one.png"), root.resolve("moved.png"));
        List<String> reports = new ArrayList<>();
        ToolContext told = new ToolContext(
                ToolContext.detached().cancellation(), reports::add, w -> {}, Optional.empty(), Optional.empty());
        ToolResult again = tools(siglip()).call(new ToolCall("search_images", search(root, PICTURE)), told);

        assertThat(files(again)).startsWith("moved.png").hasSize(2);
        assertThat(reports).contains("0 of 3 pictures were new");

        Files.write(root.resolve("moved.png"), Png.encode(new org.eyes4j.tools.image.Raster(9, 9, 3, new byte[243])));
        tools(siglip()).call(new ToolCall("search_images", search(root, PICTURE)), told);
        assertThat(reports).contains("1 of 3 pictures were new");
    }

    @Test
    void should_make_a_broken_index_anew() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        Files.copy(KeptModels.family("siglip").resolve("images").resolve("tiny.png"), photos.resolve("two.png"));
        ToolRegistry tools = tools(siglip());
        call(tools, "search_images", search(photos, PICTURE));
        try (var kept = Files.list(folder.resolve("indexes"))) {
            Files.writeString(kept.findFirst().orElseThrow(), "E4JX, cut short");
        }

        assertThat(files(call(tools, "search_images", search(photos, PICTURE)))).containsExactly("two.png");
        assertThat(warnings)
                .containsExactly("The kept index of " + photos.toRealPath()
                        + " cannot be used and is made anew: it is no index of this model and folder");
    }

    @Test
    void should_say_what_a_search_needs() {
        ToolRegistry tools = tools(siglip());

        assertThat(call(tools, "search_images", Map.of("folder", new Value.Text(folder.toString()))))
                .isEqualTo(ToolResult.failed(
                        ToolResult.FailureKind.INVALID_ARGUMENT,
                        "Expected either 'text' or 'image', got neither",
                        "Say what to search for with one of them"));
        assertThat(((ToolResult.Failure) call(tools, "search_images", search(folder.resolve("nowhere"), PICTURE)))
                        .message())
                .isEqualTo("Expected a folder of pictures in 'folder', but there is none at '"
                        + folder.resolve("nowhere") + "'");
    }

    @Test
    void should_label_patches_of_clip_and_of_nothing_else() {
        Map<String, Value> arguments =
                Map.of("image", PICTURE, "labels", Value.ListOf.texts(List.of("cat", "astronaut", "rocket")));

        Value.Detections found = (Value.Detections) ((ToolResult.Success)
                        call(tools(clip(Map.of("logit_scale", 10))), "dense_labels", arguments))
                .value();
        ToolResult refused = call(tools(siglip()), "dense_labels", arguments);

        assertThat(found.regions()).isNotEmpty();
        assertThat(found.regions().stream().map(org.eyes4j.tools.value.Region::label))
                .isSubsetOf("cat", "astronaut", "rocket");
        assertThat(((ToolResult.Failure) refused).message())
                .isEqualTo("No model in the catalogue serves 'dense_labels' (families clip)");
    }

    @Nested
    class OfDenseLabels extends ToolContractTest {
        @Override
        protected Tool tool() {
            // Not in a field: the temporary folder is there only when a test begins.
            return tools(clip(Map.of("logit_scale", 10))).find("dense_labels").orElseThrow();
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", PICTURE, "labels", Value.ListOf.texts(List.of("cat", "dog")));
        }
    }

    @Nested
    class OfClassify extends ToolContractTest {
        @Override
        protected Tool tool() {
            return tools(siglip()).find("classify").orElseThrow();
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", PICTURE, "labels", Value.ListOf.texts(List.of("cat", "dog")));
        }
    }

    @Nested
    class OfMatch extends ToolContractTest {
        @Override
        protected Tool tool() {
            return tools(siglip()).find("match").orElseThrow();
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", PICTURE, "texts", Value.ListOf.texts(List.of("a cat")));
        }
    }

    @Nested
    class OfSearchImages extends ToolContractTest {
        @Override
        protected Tool tool() {
            return tools(siglip()).find("search_images").orElseThrow();
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("folder", new Value.Text(outputFolder.toString()), "text", new Value.Text("a cat"));
        }
    }
}
