package org.eyes4j.vision.florence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.Experts;
import org.eyes4j.vision.expert.KeptModels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One model serves many tools. Its weights are random, so only the way through is looked at. */
class FlorenceExpertsTest {
    private static final Value.Image PICTURE = KeptModels.picture("florence2", "rgba.png");
    private static final List<Tool> TOOLS = Experts.all(
            KeptModels.serving(List.of("detect", "ground_phrase", "read_text", "segment"), "florence2"),
            Settings.defaults(),
            java.nio.file.Path.of(System.getProperty("java.io.tmpdir"), "eyes4j-florence-test"));

    @AfterAll
    static void close() {
        TOOLS.forEach(Tool::close);
    }

    private static Success call(String tool, Map<String, Value> arguments) {
        return (Success) ToolRegistry.of(TOOLS).call(new ToolCall(tool, arguments), ToolContext.detached());
    }

    @Test
    void should_detect_with_words_and_without() {
        Success named = call("detect", Map.of("image", PICTURE, "labels", Value.ListOf.texts(List.of("cat", "..."))));
        Success all = call("detect", Map.of("image", PICTURE));

        Value.Detections found = (Value.Detections) named.value();
        assertThat(found.regions()).allSatisfy(r -> assertThat(r.label()).isEqualTo("cat"));
        assertThat(found.search().unknown()).containsExactly("...");
        assertThat(found.search().closedVocabulary()).isFalse();
        assertThat(named.warnings()).containsExactly("'...' was not looked for: it has no letters");
        assertThat(named.model()).isEqualTo("florence2");
        assertThat(((Value.Detections) all.value()).search().asked()).isEmpty();
    }

    @Test
    void should_ground_read_and_segment() {
        Success grounded =
                call("ground_phrase", Map.of("image", PICTURE, "sentence", new Value.Text("a cat beside a red cup")));
        Success lines = call("read_text", Map.of("image", PICTURE));
        Success masks = call("segment", Map.of("image", PICTURE, "words", Value.ListOf.texts(List.of("the cat"))));

        assertThat(((Value.Detections) grounded.value()).regions())
                .allSatisfy(r -> assertThat(r.label()).isIn("a cat", "a red cup"));
        assertThat(((Value.Detections) lines.value()).regions())
                .allSatisfy(r -> assertThat(r.text()).isNotBlank());
        assertThat(((Value.Detections) masks.value()).regions())
                .allSatisfy(r -> assertThat(r.mask()).isNotNull());
        for (Success success : List.of(grounded, lines, masks)) {
            assertThat(success.model()).isEqualTo("florence2");
        }
    }

    @Test
    void should_take_a_callers_words_as_words() {
        Success found = call(
                "detect", Map.of("image", PICTURE, "labels", Value.ListOf.texts(List.of("<OCR> a cat <CAPTION>"))));

        assertThat(((Value.Detections) found.value()).search().matched()).containsKey("<OCR> a cat <CAPTION>");
    }
}
