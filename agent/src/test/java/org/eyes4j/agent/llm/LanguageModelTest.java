package org.eyes4j.agent.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.llm.Message.ToolUse;
import org.eyes4j.agent.llm.ModelReply.Finish;
import org.eyes4j.agent.llm.ModelReply.Usage;
import org.eyes4j.agent.llm.ModelRequest.Form;
import org.eyes4j.agent.llm.ModelRequest.OfferedTool;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.language.LanguageModelSettings.Limits;
import org.eyes4j.config.language.LanguageSettings;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What models say and are told, in the three wire forms. */
class LanguageModelTest {
    private static final ModelRequest HELLO =
            ModelRequest.of("plan", List.of(new Message.System("Be brief."), new Message.User("Hello?")));

    private static JsonNode json(String text) {
        return WireJson.object(text, "in a test");
    }

    private static ModelReply ask(LanguageModel model, ModelRequest request, List<String> heard) {
        return model.ask(request, new Cancellation(), heard::add);
    }

    @ParameterizedTest
    @EnumSource
    void should_hear_an_answer_piece_by_piece(ScriptedEndpoint.Form form) {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form)) {
            endpoint.says("There are three cups on the table.");
            List<String> heard = new ArrayList<>();

            ModelReply reply = ask(endpoint.model(), HELLO, heard);

            assertThat(reply)
                    .isEqualTo(new ModelReply.Said(
                            "There are three cups on the table.", List.of(), Finish.STOP, new Usage(11, 7)));
            assertThat(heard).hasSizeGreaterThan(2);
            assertThat(String.join("", heard)).isEqualTo("There are three cups on the table.");
            JsonNode sent = endpoint.requests().get(0);
            assertThat(sent.path("stream").asBoolean()).isTrue();
            assertThat(sent.path("model").asText()).isEqualTo("scripted-1");
            assertThat(sent.toString()).contains("Be brief.").contains("Hello?");
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_take_an_answer_at_once(ScriptedEndpoint.Form form) {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form)) {
            endpoint.says("Three.");
            List<String> heard = new ArrayList<>();

            ModelReply reply = ask(endpoint.model(endpoint.settings(false, Limits.DEFAULTS), Map.of()), HELLO, heard);

            assertThat(reply).isEqualTo(new ModelReply.Said("Three.", List.of(), Finish.STOP, new Usage(11, 7)));
            assertThat(heard).isEmpty();
            assertThat(endpoint.requests().get(0).path("stream").asBoolean()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_call_tools_side_by_side_and_take_their_answers_back(ScriptedEndpoint.Form form) {
        for (boolean streaming : new boolean[] {true, false}) {
            try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form)) {
                endpoint.calls(
                                new ToolUse("a", "detect", "{\"labels\":[\"cat\"]}"),
                                new ToolUse("b", "read_text", "{\"image\":{\"ref\":\"inputs.image1\"}}"))
                        .says("Two cats.");
                LanguageModel model = endpoint.model(endpoint.settings(streaming, Limits.DEFAULTS), Map.of());
                OfferedTool detect = new OfferedTool(
                        "detect",
                        "Finds things.",
                        json("{\"type\":\"object\",\"properties\":{\"labels\":{\"type\":\"array\",\"items\":"
                                + "{\"type\":\"string\",\"pattern\":\"^[a-z]+$\"}}},\"required\":[\"labels\"]}"));
                ModelRequest first = new ModelRequest("react", HELLO.messages(), List.of(detect), Optional.empty(), "");

                ModelReply.Said said = (ModelReply.Said) ask(model, first, new ArrayList<>());

                assertThat(said.finish()).isEqualTo(Finish.TOOL_CALLS);
                assertThat(said.calls()).extracting(ToolUse::tool).containsExactly("detect", "read_text");
                assertThat(json(said.calls().get(0).arguments())).isEqualTo(json("{\"labels\":[\"cat\"]}"));
                assertThat(json(said.calls().get(1).arguments()))
                        .isEqualTo(json("{\"image\":{\"ref\":\"inputs.image1\"}}"));
                assertThat(said.calls())
                        .extracting(ToolUse::id)
                        .doesNotHaveDuplicates()
                        .doesNotContain("");
                assertThat(endpoint.requests().get(0).toString()).contains("\"pattern\":\"^[a-z]+$\"");

                List<Message> further = new ArrayList<>(first.messages());
                further.add(new Message.Assistant(said.text(), said.calls()));
                said.calls().forEach(c -> further.add(new Message.Tool(c.id(), c.tool(), "found by " + c.tool())));
                ModelReply last = ask(
                        model,
                        new ModelRequest("react", further, List.of(detect), Optional.empty(), ""),
                        new ArrayList<>());

                assertThat(last)
                        .isInstanceOfSatisfying(
                                ModelReply.Said.class, s -> assertThat(s.text()).isEqualTo("Two cats."));
                assertThat(endpoint.requests().get(1).toString())
                        .contains("found by detect")
                        .contains("found by read_text");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_bind_an_answer_to_a_schema_as_it_is(ScriptedEndpoint.Form form) {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form)) {
            endpoint.says("{\"n\":3}");
            JsonNode schema = json("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":0}},"
                    + "\"required\":[\"n\"],\"additionalProperties\":false}");

            ModelReply reply = ask(
                    endpoint.model(),
                    new ModelRequest("plan", HELLO.messages(), List.of(), Optional.of(new Form("a plan", schema)), ""),
                    new ArrayList<>());

            assertThat(reply)
                    .isInstanceOfSatisfying(
                            ModelReply.Said.class, s -> assertThat(s.text()).isEqualTo("{\"n\":3}"));
            JsonNode sent = endpoint.requests().get(0);
            switch (form) {
                case OPENAI -> {
                    JsonNode format = sent.at("/response_format/json_schema");
                    assertThat(format.path("schema")).isEqualTo(schema);
                    assertThat(format.path("strict").asBoolean()).isTrue();
                    assertThat(format.path("name").asText()).isEqualTo("a_plan");
                }
                case ANTHROPIC ->
                    assertThat(sent.at("/output_config/format/schema")).isEqualTo(schema);
                case OLLAMA -> assertThat(sent.path("format")).isEqualTo(schema);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_show_pictures_within_the_limits(ScriptedEndpoint.Form form) {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form)) {
            endpoint.says("A grey picture.");
            Value.Image image = Value.Image.of("image1", new Raster(3000, 20, 3, new byte[3000 * 20 * 3]));

            ask(
                    endpoint.model(),
                    ModelRequest.of("plan", List.of(new Message.User("What is it?", List.of(image)))),
                    new ArrayList<>());

            JsonNode sent = endpoint.requests().get(0);
            String data = switch (form) {
                case OPENAI ->
                    sent.at("/messages/0/content/1/image_url/url").asText().replace("data:image/png;base64,", "");
                case ANTHROPIC -> sent.at("/messages/0/content/1/source/data").asText();
                case OLLAMA -> sent.at("/messages/0/images/0").asText();
            };
            Raster shown = org.eyes4j.tools.image.Png.decode(
                    java.util.Base64.getDecoder().decode(data));
            assertThat(shown.width()).isEqualTo(1024);
            assertThat(shown.height()).isEqualTo(7);
        }
    }

    @Test
    void should_say_what_to_add_for_a_file_that_this_build_does_not_run() {
        LanguageModelSettings file = new LanguageModelSettings(
                "near",
                LanguageModelSettings.Provider.GGUF,
                "",
                "/models/small.gguf",
                LanguageModelSettings.Key.NONE,
                Map.of(),
                LanguageModelSettings.KnownAbilities.NOTHING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Limits.DEFAULTS,
                Optional.empty());
        try (LanguageModels models =
                LanguageModels.of(new LanguageSettings(Optional.of("near"), Map.of("near", file)), true, Map.of())) {
            assertThat(ask(models.get("near"), HELLO, new ArrayList<>()))
                    .isEqualTo(new ModelReply.Failed(
                            ModelReply.Trouble.NO_SUCH_MODEL,
                            "The language model `near` (/models/small.gguf) was not asked: this build of eyes4j does not"
                                    + " run GGUF files",
                            "Build it with `mvn -Pgguf -DskipTests package`, or serve the file with llama.cpp and name"
                                    + " that server with provider: openai.",
                            ""));
        }
    }
}
