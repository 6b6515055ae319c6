package org.eyes4j.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.LanguageModels;
import org.eyes4j.agent.llm.Message;
import org.eyes4j.agent.llm.ModelReply;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.ModelRequest;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.language.LanguageModelSettings.Key;
import org.eyes4j.config.language.LanguageModelSettings.KnownAbilities;
import org.eyes4j.config.language.LanguageModelSettings.Limits;
import org.eyes4j.config.language.LanguageModelSettings.Provider;
import org.eyes4j.config.language.LanguageSettings;
import org.eyes4j.tools.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real GGUF file in the real llama.cpp; what it says is nonsense, but in the form that was wanted. */
@Timeout(120)
class GgufModelTest {
    private static final List<Message> HELLO = List.of(new Message.System("Be brief."), new Message.User("How many?"));

    @TempDir
    Path folder;

    private static LanguageModels models(Path file, int tokens) {
        LanguageModelSettings settings = new LanguageModelSettings(
                "tiny",
                Provider.GGUF,
                "",
                file.toString(),
                Key.NONE,
                Map.of(),
                new KnownAbilities(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(2048)),
                Optional.of(tokens),
                Optional.of(1.0),
                Optional.of(7),
                Limits.DEFAULTS,
                Optional.empty());
        return LanguageModels.of(new LanguageSettings(Optional.of("tiny"), Map.of("tiny", settings)), true, Map.of());
    }

    private Path file() throws Exception {
        return Files.write(folder.resolve("tiny.gguf"), TinyGguf.bytes(42));
    }

    @Test
    void should_keep_a_form_that_its_grammar_demands() throws Exception {
        JsonNode schema = new ObjectMapper()
                .readTree(
                        "{\"type\":\"object\",\"properties\":{\"tool\":{\"enum\":[\"detect\",\"count\"]},"
                                + "\"n\":{\"type\":\"integer\"}},\"required\":[\"tool\",\"n\"],\"additionalProperties\":false}");
        try (LanguageModels models = models(file(), 200)) {
            List<String> heard = new ArrayList<>();

            ModelReply reply = models.get("tiny")
                    .ask(
                            new ModelRequest(
                                    "plan", HELLO, List.of(), Optional.of(new ModelRequest.Form("plan", schema)), ""),
                            new Cancellation(),
                            heard::add);

            assertThat(reply).isInstanceOf(ModelReply.Said.class);
            ModelReply.Said said = (ModelReply.Said) reply;
            JsonNode answer = new ObjectMapper().readTree(said.text());
            assertThat(answer.path("tool").asText()).isIn("detect", "count");
            assertThat(answer.path("n").isIntegralNumber()).isTrue();
            assertThat(String.join("", heard)).isEqualTo(said.text());
            assertThat(said.usage().input()).isPositive();
        }
    }

    @Test
    void should_stop_at_its_limit_and_when_cancelled() throws Exception {
        try (LanguageModels models = models(file(), 5)) {
            LanguageModel model = models.get("tiny");

            assertThat(model.ask(ModelRequest.of("answer", HELLO), new Cancellation(), t -> {}))
                    .isInstanceOfSatisfying(
                            ModelReply.Said.class,
                            s -> assertThat(s.finish()).isIn(ModelReply.Finish.LENGTH, ModelReply.Finish.STOP));

            Cancellation cancellation = new Cancellation();
            cancellation.request();
            assertThat(model.ask(ModelRequest.of("answer", HELLO), cancellation, t -> {}))
                    .isInstanceOfSatisfying(
                            ModelReply.Failed.class,
                            f -> assertThat(f.trouble()).isEqualTo(Trouble.CANCELLED));
        }
    }

    @Test
    void should_not_hand_on_what_is_no_model() throws Exception {
        Path text = Files.writeString(folder.resolve("model.gguf"), "not a model");
        for (Path file : List.of(text, folder.resolve("none.gguf"))) {
            try (LanguageModels models = models(file, 5)) {
                assertThat(models.get("tiny").ask(ModelRequest.of("answer", HELLO), new Cancellation(), t -> {}))
                        .isEqualTo(new ModelReply.Failed(
                                Trouble.NO_SUCH_MODEL,
                                "The language model `tiny` (" + file + ") could not be run: "
                                        + (file.equals(text) ? file + " is no GGUF file" : "there is no file " + file),
                                "Look at the path in its settings, and whether it is a GGUF file of a chat model.",
                                ""));
            }
        }
    }
}
