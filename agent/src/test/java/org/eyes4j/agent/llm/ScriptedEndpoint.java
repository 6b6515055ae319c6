package org.eyes4j.agent.llm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eyes4j.agent.llm.Message.ToolUse;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.language.LanguageModelSettings.Key;
import org.eyes4j.config.language.LanguageModelSettings.KnownAbilities;
import org.eyes4j.config.language.LanguageModelSettings.Limits;
import org.eyes4j.config.language.LanguageModelSettings.Provider;
import org.eyes4j.config.language.LanguageSettings;

/**
 * A language model's endpoint on loopback that answers by a script, in order, streamed or not as each request asks, and
 * remembers what it was asked. For tests, here and of other modules (they take this module's test-jar and WireMock).
 *
 * <pre>{@code
 * try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Form.OPENAI)) {
 *     endpoint.calls(new ToolUse("c1", "detect", "{\"labels\":[\"cat\"]}")).says("There are two cats.");
 *     LanguageModel model = endpoint.model();                        // in this process
 *     Map.of("EYES4J_CONFIG", file with endpoint.yaml());            // or through the command line
 *     endpoint.requests().get(0).at("/messages/0/content");
 * }
 * }</pre>
 */
public final class ScriptedEndpoint implements AutoCloseable {
    private static final String SCRIPT = "script";

    /** Wire forms. */
    public enum Form {
        OPENAI("/v1"),
        ANTHROPIC("/v1"),
        OLLAMA("");

        private final String path;

        Form(String path) {
            this.path = path;
        }
    }

    private final Form form;
    private final WireMockServer server;
    private final List<LanguageModels> made = new ArrayList<>();
    private int turns;

    private ScriptedEndpoint(Form form, WireMockServer server) {
        this.form = form;
        this.server = server;
    }

    /** One that answers nothing yet. What is asked after the script's end is answered with 400. */
    public static ScriptedEndpoint start(Form form) {
        WireMockServer server = new WireMockServer(WireMockConfiguration.wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .gzipDisabled(true));
        server.start();
        return new ScriptedEndpoint(form, server).reset();
    }

    /** Forgets the script and what was asked. */
    public ScriptedEndpoint reset() {
        turns = 0;
        server.resetAll();
        server.stubFor(post(anyUrl())
                .atPriority(10)
                .willReturn(json(400, "{\"error\":{\"message\":\"the script is over\"}}")));
        return this;
    }

    public Form form() {
        return form;
    }

    /** As {@code base_url} wants it. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.port() + form.path;
    }

    /** Next it says this: plain text, or JSON as text. */
    public ScriptedEndpoint says(String text) {
        return turn(text, List.of(), "stop");
    }

    /** Next it calls tools. */
    public ScriptedEndpoint calls(ToolUse... calls) {
        return turn("", List.of(calls), "tool_calls");
    }

    /** Next it says something and calls tools. */
    public ScriptedEndpoint saysAndCalls(String text, ToolUse... calls) {
        return turn(text, List.of(calls), "tool_calls");
    }

    /** Next it says this and stops for a reason, as OpenAI calls it: {@code length}, {@code content_filter}, … */
    public ScriptedEndpoint turn(String text, List<ToolUse> calls, String finish) {
        String state = state(turns);
        String next = state(++turns);
        server.stubFor(
                in(state, next).atPriority(2).willReturn(json(200, WireAnswers.whole(form, text, calls, finish))));
        server.stubFor(in(state, next)
                .atPriority(1)
                .withRequestBody(matchingJsonPath("$[?(@.stream == true)]"))
                .willReturn(stream(WireAnswers.stream(form, text, calls, finish))));
        return this;
    }

    /** Next it answers with a status and a JSON body, whatever was asked. */
    public ScriptedEndpoint answers(int status, String body, String... headers) {
        ResponseDefinitionBuilder response = json(status, body);
        for (int i = 0; i < headers.length; i += 2) {
            response.withHeader(headers[i], headers[i + 1]);
        }
        return answers(response);
    }

    /** Next it answers with this, whatever was asked. */
    public ScriptedEndpoint answers(ResponseDefinitionBuilder response) {
        String state = state(turns);
        server.stubFor(in(state, state(++turns)).atPriority(1).willReturn(response));
        return this;
    }

    static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    /** A body as a stream of this form's kind. */
    ResponseDefinitionBuilder stream(String body) {
        return aResponse()
                .withStatus(200)
                .withHeader("Content-Type", form == Form.OLLAMA ? "application/x-ndjson" : "text/event-stream")
                .withBody(body);
    }

    private static MappingBuilder in(String state, String next) {
        return post(anyUrl()).inScenario(SCRIPT).whenScenarioStateIs(state).willSetStateTo(next);
    }

    private static String state(int turn) {
        return turn == 0 ? Scenario.STARTED : "turn " + turn;
    }

    /** The bodies of all requests, oldest first. */
    public List<JsonNode> requests() {
        return server.getAllServeEvents().stream()
                .sorted(Comparator.comparing(e -> e.getRequest().getLoggedDate()))
                .map(e ->
                        Objects.requireNonNull(WireJson.tryParse(e.getRequest().getBodyAsString())))
                .toList();
    }

    /** A header of the last request; empty if it had none. */
    public String lastHeader(String name) {
        return Objects.requireNonNullElse(
                server.getAllServeEvents().get(0).getRequest().getHeader(name), "");
    }

    /** The path and query of the last request. */
    public String lastUrl() {
        return server.getAllServeEvents().get(0).getRequest().getUrl();
    }

    /** Settings for it under the name {@code scripted}: all abilities, quick to give up, no waits between tries. */
    public LanguageModelSettings settings() {
        return settings(true, Limits.DEFAULTS);
    }

    LanguageModelSettings settings(boolean streaming, Limits limits) {
        return new LanguageModelSettings(
                "scripted",
                Provider.valueOf(form.name()),
                baseUrl(),
                "scripted-1",
                Key.NONE,
                Map.of(),
                new KnownAbilities(
                        Optional.of(true),
                        Optional.of(true),
                        Optional.of(true),
                        Optional.of(streaming),
                        Optional.of(32_000)),
                Optional.empty(),
                Optional.of(0.0),
                Optional.empty(),
                limits,
                Optional.empty());
    }

    /** A model that asks it; freed with this. */
    public LanguageModel model() {
        return model(settings(), Map.of());
    }

    LanguageModel model(LanguageModelSettings settings, Map<String, String> environment) {
        LanguageModels models = LanguageModels.of(
                new LanguageSettings(Optional.of(settings.name()), Map.of(settings.name(), settings)),
                false,
                environment);
        made.add(models);
        return models.get(settings.name());
    }

    /** A block of settings.yaml that names it as the default. */
    public String yaml() {
        return """
                language_models:
                  default: scripted
                  models:
                    scripted:
                      provider: %s
                      base_url: %s
                      model: scripted-1
                      images: true
                """.formatted(form.name().toLowerCase(java.util.Locale.ROOT), baseUrl());
    }

    WireMockServer server() {
        return server;
    }

    @Override
    public void close() {
        made.forEach(LanguageModels::close);
        server.stop();
    }
}
