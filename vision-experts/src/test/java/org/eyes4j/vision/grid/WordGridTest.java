package org.eyes4j.vision.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.detect.Detect;
import org.eyes4j.vision.dual.ClipWords;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.florence.FlorenceModels;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports that take their vocabulary at run time: a made graph of random weights with the tiny CLIP's text encoder beside it. What is
 * expected was computed with onnxruntime in Python from the same files.
 */
class WordGridTest {
    @TempDir
    Path folder = Path.of("");

    private static Path kept(String file) throws Exception {
        return Path.of(
                Objects.requireNonNull(WordGridTest.class.getResource(file)).toURI());
    }

    private static JsonNode expected() throws Exception {
        return new ObjectMapper().readTree(kept("world/expected.json").toFile());
    }

    /** A repository: the detector, and what of CLIP reads texts. */
    private Path repository(String export, String... clip) throws Exception {
        Files.copy(kept(export + "/model.onnx"), folder.resolve("model.onnx"));
        HubFiles files = KeptModels.files("clip");
        for (String path : clip) {
            Files.createDirectories(folder.resolve("onnx"));
            Files.copy(files.need(path), folder.resolve(path));
        }
        return folder;
    }

    private static final String[] CLIP = {
        "config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "onnx/text_model.onnx"
    };

    private static ToolResult detect(Path folder, Map<String, Value> arguments) throws Exception {
        Map<String, Value> all = new HashMap<>(arguments);
        all.put(
                "image",
                Value.Image.of(
                        "blocks",
                        new PictureReader(PictureLimits.defaults())
                                .read(kept("world/blocks.png"))
                                .raster()));
        try (Detect tool = new Detect(
                KeptModels.serving(List.of("detect"), "world", GridDetector.FAMILY, folder),
                1,
                new FlorenceModels(1),
                new ClipWords())) {
            return ToolRegistry.of(List.of(tool)).call(new ToolCall("detect", all), ToolContext.detached());
        }
    }

    private static List<String> words() throws Exception {
        List<String> words = new ArrayList<>();
        expected().path("words").forEach(w -> words.add(w.asText()));
        return words;
    }

    private static Value.Detections found(Path folder) throws Exception {
        ToolResult result = detect(
                folder,
                Map.of(
                        "labels",
                        Value.ListOf.texts(words()),
                        "threshold",
                        new Value.Number(expected().path("threshold").asDouble())));
        assertThat(result).isInstanceOf(Success.class);
        return (Value.Detections) ((Success) result).value();
    }

    @Test
    void should_find_whatever_words_name() throws Exception {
        Value.Detections found = found(repository("world", CLIP));

        List<Region> regions = found.regions();
        JsonNode wanted = expected().path("found");
        assertThat(regions).hasSize(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            Region region = regions.get(i);
            JsonNode box = wanted.get(i).path("box");
            assertThat(region.label()).isEqualTo(wanted.get(i).path("label").asText());
            assertThat(region.detection().score())
                    .isCloseTo(wanted.get(i).path("score").asDouble(), Offset.offset(1e-4));
            assertThat(region.box())
                    .isEqualTo(new BoundingBox(
                            box.get(0).asDouble(),
                            box.get(1).asDouble(),
                            box.get(2).asDouble(),
                            box.get(3).asDouble()));
        }
    }

    @Test
    void should_run_more_words_than_an_export_has_room_for_in_several_passes() throws Exception {
        // Two of the three words fit; the third runs with a zero beside it.
        Value.Detections found = found(repository("world_fixed", CLIP));

        List<String> wanted = new ArrayList<>();
        expected().path("found").forEach(f -> wanted.add(f.path("label").asText()));
        assertThat(found.regions()).extracting(Region::label).containsExactlyElementsOf(wanted);
    }

    @Test
    void should_need_words() throws Exception {
        Failure failure = (Failure) detect(repository("world", CLIP), Map.of());

        assertThat(failure.message()).startsWith("No model in the catalogue serves 'detect' (families ");
    }

    @Test
    void should_tell_that_the_text_encoder_is_missing() throws Exception {
        Failure failure = (Failure) detect(repository("world"), Map.of("labels", Value.ListOf.texts(words())));

        assertThat(failure.message())
                .startsWith("world: model.onnx takes vectors of words beside the picture (")
                .endsWith(
                        "), as YOLO-World does whose vocabulary is given at run time; expected the CLIP text encoder beside it"
                                + " in its manifest: onnx/text_model.onnx, config.json, tokenizer.json and tokenizer_config.json");
    }

    @Test
    void should_tell_that_a_vocabulary_is_baked_in() throws Exception {
        Failure failure = (Failure) detect(repository("det", CLIP), Map.of("labels", Value.ListOf.texts(words())));

        assertThat(failure.message())
                .startsWith(
                        "world: its manifest has a text encoder, so model.onnx was expected to take a picture [1, 3, height,"
                                + " width] and vectors of words [1, words, width]; it takes ")
                .endsWith("An export whose vocabulary is baked in runs without the text encoder in its manifest");
    }
}
