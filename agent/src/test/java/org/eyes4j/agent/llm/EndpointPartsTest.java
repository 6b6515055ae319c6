package org.eyes4j.agent.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.image.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.eyes4j.agent.llm.ScriptedEndpoint.Form;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.language.LanguageModelSettings.Key;
import org.eyes4j.config.language.LanguageModelSettings.KnownAbilities;
import org.eyes4j.config.language.LanguageModelSettings.Limits;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The small parts of an endpoint: keys, schemas, pictures, headers. */
class EndpointPartsTest {
    private static final String KEY = "sk-abc-0123456789";
    private static final ModelRequest HELLO = ModelRequest.of("plan", List.of(new Message.User("Hello?")));

    @TempDir
    private Path folder;

    private static LanguageModelSettings with(
            ScriptedEndpoint endpoint, Key key, Map<String, String> query, Optional<Integer> most) {
        LanguageModelSettings s = endpoint.settings();
        return new LanguageModelSettings(
                s.name(),
                s.provider(),
                s.baseUrl(),
                s.model(),
                key,
                query,
                s.abilities(),
                most,
                s.temperature(),
                s.provider() == LanguageModelSettings.Provider.ANTHROPIC ? Optional.empty() : Optional.of(5),
                s.limits(),
                s.price());
    }

    private static ModelReply ask(LanguageModel model) {
        return model.ask(HELLO, new Cancellation(), t -> {});
    }

    @Test
    void should_send_keys_and_addresses_as_azure_wants_them() {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Form.OPENAI)) {
            endpoint.says("Hi.");
            Key key = new Key(Optional.of("MY_KEY"), Optional.empty(), true, "api-key");

            ask(endpoint.model(
                    with(endpoint, key, Map.of("api-version", "2024-10-21"), Optional.of(77)), Map.of("MY_KEY", KEY)));

            assertThat(endpoint.lastHeader("api-key")).isEqualTo(KEY);
            assertThat(endpoint.lastHeader("Authorization")).isEmpty();
            assertThat(endpoint.lastUrl()).isEqualTo("/v1/chat/completions?api-version=2024-10-21");
            assertThat(endpoint.requests().get(0).path("max_tokens").asInt()).isEqualTo(77);
            assertThat(endpoint.requests().get(0).path("seed").asInt()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_read_a_key_from_a_file(Form form) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(form)) {
            endpoint.says("Hi.");

            ask(endpoint.model(
                    with(endpoint, new Key(Optional.empty(), Optional.of(file), true, ""), Map.of(), Optional.empty()),
                    Map.of()));

            assertThat(endpoint.lastHeader(form == Form.ANTHROPIC ? "x-api-key" : "Authorization"))
                    .isEqualTo(form == Form.ANTHROPIC ? KEY : "Bearer " + KEY);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|it needs a key, and the environment variable MY_KEY is not set",
                "two words|what the environment variable MY_KEY holds is no key: keys have no blanks, line breaks or"
                        + " accents",
                "clé|what the environment variable MY_KEY holds is no key: keys have no blanks, line breaks or accents"
            })
    void should_ask_nobody_without_a_sound_key(String value, String message) {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Form.OPENAI)) {
            Key key = new Key(Optional.of("MY_KEY"), Optional.empty(), true, "");

            ModelReply.Failed failed = (ModelReply.Failed)
                    ask(endpoint.model(with(endpoint, key, Map.of(), Optional.empty()), Map.of("MY_KEY", value)));

            assertThat(failed.trouble()).isEqualTo(ModelReply.Trouble.UNAUTHORIZED);
            assertThat(failed.message()).endsWith(") was not asked: " + message);
            assertThat(endpoint.requests()).isEmpty();
        }
    }

    @Test
    void should_take_keys_out_of_texts_and_leave_words_alone() {
        ApiKey key = ApiKey.read(new Key(Optional.of("MY_KEY"), Optional.empty(), true, ""), Map.of("MY_KEY", KEY));

        assertThat(key.redact("got " + KEY + ", or sk-abc-01, or sk-proj-****9876, or AIzaSyA1234567"))
                .isEqualTo("got [key], or [key], or [key], or [key]");
        assertThat(key.redact("the skeleton of a keyboard; key_header, risk-free"))
                .isEqualTo("the skeleton of a keyboard; key_header, risk-free");
        assertThat(key.toString()).isEqualTo("a key from the environment variable MY_KEY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['a'],'additionalProperties':false}|true",
                "{'type':'object','properties':{'a':{'type':'string'}},'required':[],'additionalProperties':false}|false",
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}|false",
                "{'type':'object','properties':{'a':{'oneOf':[]}},'required':['a'],'additionalProperties':false}|false",
                "{'type':'object','properties':{'a':{}},'required':['a'],'additionalProperties':false}|false",
                "{'type':'array','items':{'type':'string'}}|false",
                "{'type':'object','properties':{'a':{'anyOf':[{'type':'null'},{'type':'object','properties':{}}]}},"
                        + "'required':['a'],'additionalProperties':false}|false",
                "{'type':'object','properties':{'a':{'type':'array','items':{'$ref':'#/$defs/b'}}},'required':['a'],"
                        + "'additionalProperties':false,'$defs':{'b':{'enum':['x']}}}|true"
            })
    void should_know_which_schemas_fit_the_strict_mode(String schema, boolean fits) {
        assertThat(StrictSchema.fits(WireJson.object(schema.replace('\'', '"'), "in a test")))
                .isEqualTo(fits);
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static BufferedImage decode(Image image) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(image.base64Data())));
    }

    @Test
    void should_send_photographs_as_jpeg_and_keep_to_the_bytes() throws Exception {
        Raster photograph = new Raster(900, 600, 3, noise(900 * 600 * 3));

        Image large = new PictureEncoder(1024, 10 << 20).encode(photograph);
        Image small = new PictureEncoder(1024, 60_000).encode(photograph);

        assertThat(large.mimeType()).isEqualTo("image/jpeg");
        assertThat(decode(large).getWidth()).isEqualTo(900);
        assertThat(Base64.getDecoder().decode(small.base64Data()).length).isLessThanOrEqualTo(60_000);
        assertThat(decode(small).getWidth()).isLessThan(900);
        assertThat((double) decode(small).getWidth() / decode(small).getHeight())
                .isBetween(1.45, 1.55);
    }

    @Test
    void should_send_alpha_as_png_where_it_fits() throws Exception {
        Raster cutout = new Raster(40, 30, 4, noise(40 * 30 * 4));

        Image image = new PictureEncoder(1024, 1 << 20).encode(cutout);

        assertThat(image.mimeType()).isEqualTo("image/png");
        assertThat(decode(image).getColorModel().hasAlpha()).isTrue();
    }

    @Test
    void should_find_out_again_what_a_broken_cache_does_not_tell() throws Exception {
        Path file = Files.writeString(folder.resolve("language-models.json"), "{\"half");
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Form.OPENAI)) {
            AbilityCache cache = new AbilityCache(file);
            Abilities found = new Abilities(true, false, true, false, 0);

            assertThat(cache.find(endpoint.settings())).isEmpty();
            cache.keep(endpoint.settings(), found);

            assertThat(cache.find(endpoint.settings())).contains(found);
            assertThat(Files.list(folder)).hasSize(1);
        }
    }

    @Test
    void should_refuse_what_a_model_cannot_take_before_it_is_asked() {
        try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Form.OLLAMA)) {
            LanguageModelSettings s = endpoint.settings();
            LanguageModelSettings blind = new LanguageModelSettings(
                    s.name(),
                    s.provider(),
                    s.baseUrl(),
                    s.model(),
                    s.key(),
                    s.query(),
                    KnownAbilities.NOTHING,
                    s.maxOutputTokens(),
                    s.temperature(),
                    s.seed(),
                    Limits.DEFAULTS,
                    s.price());
            Raster raster = new Raster(1, 1, 3, new byte[3]);
            ModelRequest request = ModelRequest.of(
                    "plan",
                    List.of(new Message.User("?", List.of(org.eyes4j.tools.value.Value.Image.of("image1", raster)))));

            ModelReply.Failed failed =
                    (ModelReply.Failed) endpoint.model(blind, Map.of()).ask(request, new Cancellation(), t -> {});

            assertThat(failed.explain())
                    .isEqualTo("The language model `scripted` (scripted-1 at " + endpoint.baseUrl()
                            + ") was not asked: it is not known to see pictures, and there are some in the request."
                            + " If it can, say images: true in its settings, or let `eyes4j doctor` find out.");
            assertThat(endpoint.requests()).isEmpty();
        }
    }

    @Test
    void should_name_the_models_there_are() {
        try (LanguageModels models =
                LanguageModels.of(org.eyes4j.config.language.LanguageSettings.NONE, false, Map.of())) {
            assertThat(models.standard()).isEmpty();
            assertThatThrownBy(() -> models.get("main"))
                    .hasMessage("There is no language model `main`; none is configured");
        }
    }
}
