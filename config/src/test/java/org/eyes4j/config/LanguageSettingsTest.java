package org.eyes4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.language.LanguageModelSettings.Key;
import org.eyes4j.config.language.LanguageModelSettings.Limits;
import org.eyes4j.config.language.LanguageModelSettings.Provider;
import org.eyes4j.config.language.LanguageSettings;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageSettingsTest {
    private static final String SECRET = "sk-live-0123456789abcdef";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("my.yaml");
    }

    private LanguageSettings load(String yaml, String... variables) throws Exception {
        Map<String, String> environment = new HashMap<>();
        if (!yaml.isEmpty()) {
            environment.put("EYES4J_CONFIG", Files.writeString(file, yaml).toString());
        }
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return SettingsLoader.load(environment).languageModels();
    }

    @Test
    void should_have_no_language_model_because_a_key_lies_about() throws Exception {
        assertThat(load("", "OPENAI_API_KEY", SECRET, "OPENAI_BASE_URL", "http://127.0.0.1:1/v1"))
                .isEqualTo(LanguageSettings.NONE);
    }

    @Test
    void should_ship_the_limits_that_the_code_names() throws Exception {
        assertThat(load("language_models: {models: {a: {provider: openai, model: m}}}")
                        .models()
                        .get("a")
                        .limits())
                .isEqualTo(Limits.DEFAULTS);
    }

    @Test
    void should_read_several_models() throws Exception {
        LanguageSettings settings = load("""
                language_models:
                  default: near
                  total_timeout: 5m
                  models:
                    near: {provider: ollama, model: "qwen3:8b", images: true, context_tokens: 8192, seed: 7, total_timeout: 20m}
                    far:
                      provider: openai
                      model: big
                      base_url: https://east.example/openai/
                      key_env: EAST_KEY
                      key_header: api-key
                      query: {api-version: "2024-10-21"}
                      temperature: 0.5
                      max_output_tokens: 900
                      price: {input: 2.5, output: 10}
                """);

        assertThat(settings.standard()).contains("near");
        LanguageModelSettings near = settings.models().get("near");
        assertThat(near.provider()).isEqualTo(Provider.OLLAMA);
        assertThat(near.baseUrl()).isEqualTo("http://127.0.0.1:11434");
        assertThat(near.model()).isEqualTo("qwen3:8b");
        assertThat(near.abilities().images()).contains(true);
        assertThat(near.abilities().tools()).isEmpty();
        assertThat(near.abilities().contextTokens()).contains(8192);
        assertThat(near.seed()).contains(7);
        assertThat(near.limits().total()).isEqualTo(Duration.ofMinutes(20));
        assertThat(near.key()).isEqualTo(Key.NONE);
        LanguageModelSettings far = settings.models().get("far");
        assertThat(far.baseUrl()).isEqualTo("https://east.example/openai");
        assertThat(far.key()).isEqualTo(new Key(Optional.of("EAST_KEY"), Optional.empty(), true, "api-key"));
        assertThat(far.query()).isEqualTo(Map.of("api-version", "2024-10-21"));
        assertThat(far.limits().total()).isEqualTo(Duration.ofMinutes(5));
        assertThat(far.price().orElseThrow().of(1_000_000, 500_000)).isEqualTo(7.5);
    }

    @Test
    void should_send_the_vendors_key_to_the_vendor_and_nobody_else() throws Exception {
        String yaml = """
                language_models:
                  default: a
                  models:
                    a: {provider: openai, model: m}
                    b: {provider: openai, model: m, base_url: "http://127.0.0.1:8080/v1"}
                    c: {provider: anthropic, model: m}
                """;

        LanguageSettings settings = load(yaml);

        assertThat(settings.models().get("a").key())
                .isEqualTo(new Key(Optional.of("OPENAI_API_KEY"), Optional.empty(), true, ""));
        assertThat(settings.models().get("b").key()).isEqualTo(Key.NONE);
        assertThat(settings.models().get("c").key().variable()).contains("ANTHROPIC_API_KEY");
        assertThat(load(yaml, "OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
                        .models()
                        .get("a"))
                .satisfies(a -> {
                    assertThat(a.baseUrl()).isEqualTo("http://127.0.0.1:9/v1");
                    assertThat(a.key()).isEqualTo(new Key(Optional.of("OPENAI_API_KEY"), Optional.empty(), false, ""));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "openai:gpt-x, OPENAI, gpt-x, https://api.openai.com/v1",
        "anthropic:claude-x, ANTHROPIC, claude-x, https://api.anthropic.com/v1",
        "ollama:qwen3:8b, OLLAMA, qwen3:8b, http://127.0.0.1:11434"
    })
    void should_take_a_model_from_the_environment(String value, Provider provider, String model, String url)
            throws Exception {
        LanguageSettings settings = load("", "EYES4J_LANGUAGE_MODEL", value);

        LanguageModelSettings only = settings.models().get(settings.standard().orElseThrow());
        assertThat(only.name()).isEqualTo(value);
        assertThat(only.provider()).isEqualTo(provider);
        assertThat(only.model()).isEqualTo(model);
        assertThat(only.baseUrl()).isEqualTo(url);
    }

    @Test
    void should_choose_a_configured_model_by_the_environment() throws Exception {
        String yaml =
                "language_models: {default: a, models: {a: {provider: ollama, model: m}, b: {provider: ollama, model: n}}}";

        assertThat(load(yaml, "EYES4J_LANGUAGE_MODEL", "b").standard()).contains("b");
        assertThat(load(yaml, "EYES4J_LANGUAGE_MODELS_DEFAULT", "b").standard()).contains("b");
    }

    @ParameterizedTest
    @CsvSource({
        "OLLAMA_HOST, 0.0.0.0, ollama, http://127.0.0.1:11434",
        "OLLAMA_HOST, host:99, ollama, http://host:99",
        "OLLAMA_HOST, https://far.example/o/, ollama, https://far.example/o",
        "ANTHROPIC_BASE_URL, https://proxy.example, anthropic, https://proxy.example/v1",
        "OPENAI_BASE_URL, http://localhost:1234/v1/, openai, http://localhost:1234/v1"
    })
    void should_honour_the_vendors_variables_for_addresses(String variable, String value, String provider, String url)
            throws Exception {
        LanguageSettings settings = load("", "EYES4J_LANGUAGE_MODEL", provider + ":m", variable, value);

        assertThat(settings.models().get(provider + ":m").baseUrl()).isEqualTo(url);
    }

    private void assertFault(String yaml, String message) {
        assertThatThrownBy(() -> load(yaml))
                .isInstanceOf(FaultyDocumentException.class)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).replaceFirst(":1:[0-9]+:", ":"))
                        .isEqualTo(message.replace("FILE", file.toString()))
                        .doesNotContain(SECRET));
    }

    @Test
    void should_refuse_a_key_in_the_file_without_repeating_it() {
        assertFault(
                "language_models: {models: {a: {provider: openai, model: m, api_key: " + SECRET + "}}}",
                "FILE: language_models.models.a.api_key: expected key_env: NAME OF A VARIABLE, or key_file: PATH"
                        + " (a key never stands in the settings), found `api_key`");
        assertFault(
                "language_models: {models: {a: {provider: openai, model: m, key_env: " + SECRET + "}}}",
                "FILE: language_models.models.a.key_env: expected the name of an environment variable in capitals,"
                        + " as OPENAI_API_KEY (not the key itself), found something else");
        assertFault(
                "language_models: {models: {a: {provider: openai, model: m, base_url: \"https://u:" + SECRET
                        + "@h/v1\"}}}",
                "FILE: language_models.models.a.base_url: expected an address as https://host/v1, without user,"
                        + " password, question mark or #, found something else");
        assertFault(
                "language_models: {models: {a: {provider: openai, model: m, base_url: \"https://h/v1?key=" + SECRET
                        + "\"}}}",
                "FILE: language_models.models.a.base_url: expected an address as https://host/v1, without user,"
                        + " password, question mark or #, found something else");
    }

    @Test
    void should_tell_what_is_wrong_with_a_model() {
        assertFault(
                "language_models: {default: b, models: {a: {provider: openai, model: m}}}",
                "FILE: language_models.default: expected one of a, found `b`; did you mean `a`?");
        assertFault(
                "language_models: {models: {a: {provider: ollama, model: m}, b: {provider: ollama, model: n}}}",
                "FILE: language_models: expected `default`, since there are several models, found only a, b");
        assertFault(
                "language_models: {models: {a: {provider: openal, model: m}}}",
                "FILE: language_models.models.a.provider: expected one of openai, anthropic, ollama, gguf,"
                        + " found \"openal\"; did you mean `openai`?");
        assertFault(
                "language_models: {models: {a: {provider: anthropic, model: m, seed: 3}}}",
                "FILE: language_models.models.a.seed: expected no seed: Anthropic's models take none, found one");
    }

    @Test
    void should_tell_what_the_variable_may_be() {
        assertThatThrownBy(() -> load("", "EYES4J_LANGUAGE_MODEL", "gpt-x"))
                .hasMessage("EYES4J_LANGUAGE_MODEL: expected the name of a configured model, or PROVIDER:MODEL with"
                        + " openai, anthropic, ollama or gguf, found `gpt-x`");
    }
}
