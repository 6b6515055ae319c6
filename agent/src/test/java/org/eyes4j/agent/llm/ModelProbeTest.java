package org.eyes4j.agent.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.llm.Message.ToolUse;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.llm.ModelReply.Usage;
import org.eyes4j.agent.llm.ScriptedEndpoint.Form;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.language.LanguageModelSettings.Key;
import org.eyes4j.config.language.LanguageSettings;
import org.eyes4j.tools.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model can do is found out by asking it. */
class ModelProbeTest {
    private static final String NO_PICTURES = "{\"error\":{\"message\":\"no image input\"}}";

    @TempDir
    Path cache;

    private LanguageModels models(ScriptedEndpoint endpoint) {
        LanguageModelSettings s = endpoint.settings();
        LanguageModelSettings unknown = new LanguageModelSettings(
                s.name(),
                s.provider(),
                s.baseUrl(),
                s.model(),
                Key.NONE,
                s.query(),
                LanguageModelSettings.KnownAbilities.NOTHING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                s.limits(),
                Optional.empty());
        return LanguageModels.of(
                new LanguageSettings(Optional.of("scripted"), Map.of("scripted", unknown)), false, Map.of(), cache);
    }

    @ParameterizedTest
    @EnumSource
    void should_find_out_in_three_calls_what_a_model_can_do_and_remember_it(Form form) {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form);
                LanguageModels models = models(endpoint)) {
            endpoint.says("Red.")
                    .calls(new ToolUse("a", "add", "{\"a\":17,\"b\":25}"))
                    .says("{\"colour_of_grass\":\"green\"}");
            Abilities all = new Abilities(true, true, true, true, 0);

            assertThat(models.get("scripted").abilities()).isEqualTo(new Abilities(true, true, false, true, 0));
            assertThat(models.examine("scripted", new Cancellation()))
                    .isEqualTo(new Examination(Optional.of(all), Optional.empty(), 3, new Usage(33, 21)));

            assertThat(models.get("scripted").abilities()).isEqualTo(all);
            try (LanguageModels later = models(endpoint)) {
                assertThat(later.get("scripted").abilities()).isEqualTo(all);
            }
        }
    }

    @Test
    void should_find_out_what_a_model_cannot_do() {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Form.OPENAI);
                LanguageModels models = models(endpoint)) {
            endpoint.answers(400, NO_PICTURES).says("Red").says("42").says("Green, as a rule.");

            assertThat(models.examine("scripted", new Cancellation()).abilities())
                    .contains(new Abilities(false, false, false, true, 0));
        }
    }

    @Test
    void should_notice_that_an_endpoint_passes_pictures_over_or_does_not_stream() {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Form.OPENAI);
                LanguageModels models = models(endpoint)) {
            endpoint.says("I see no picture.")
                    .calls(new ToolUse("a", "add", "{\"a\":17,\"b\":25}"))
                    .says("{\"colour_of_grass\":\"green\"}");

            assertThat(models.examine("scripted", new Cancellation()).abilities())
                    .contains(new Abilities(true, true, false, true, 0));

            String whole = WireAnswers.whole(Form.OPENAI, "red", List.of(), "stop");
            endpoint.reset()
                    .answers(200, whole)
                    .answers(200, whole)
                    .says("red")
                    .says("no tool")
                    .says("no form");

            assertThat(models.examine("scripted", new Cancellation()).abilities())
                    .contains(new Abilities(false, false, false, false, 0));
        }
    }

    @Test
    void should_ask_once_when_the_first_answer_tells_that_nothing_will_work() {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Form.OPENAI);
                LanguageModels models = models(endpoint)) {
            endpoint.answers(401, "{\"error\":{\"message\":\"no\"}}");

            Examination examination = models.examine("scripted", new Cancellation());

            assertThat(examination.calls()).isEqualTo(1);
            assertThat(examination.failure().orElseThrow().trouble()).isEqualTo(Trouble.UNAUTHORIZED);
        }
    }
}
