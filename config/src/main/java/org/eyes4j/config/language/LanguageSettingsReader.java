package org.eyes4j.config.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.config.language.LanguageModelSettings.Key;
import org.eyes4j.config.language.LanguageModelSettings.KnownAbilities;
import org.eyes4j.config.language.LanguageModelSettings.Limits;
import org.eyes4j.config.language.LanguageModelSettings.Price;
import org.eyes4j.config.language.LanguageModelSettings.Provider;
import org.eyes4j.config.name.NearestName;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;
import org.jspecify.annotations.Nullable;

/**
 * Reads the block {@code language_models}, which its schema found right before. A key that merely lies in the environment
 * configures nothing: a model must be named, in the block or by {@code EYES4J_LANGUAGE_MODEL}.
 */
public final class LanguageSettingsReader {
    /** Names a configured model, or one that needs no more: {@code provider:model}. */
    public static final String VARIABLE = "EYES4J_LANGUAGE_MODEL";

    private static final String BLOCK = "/language_models";
    private static final Set<String> KEYS = Set.of(
            "key", "api_key", "apikey", "api-key", "token", "access_token", "secret", "password", "authorization");

    private final JsonNode block;
    private final Map<String, String> environment;
    private final YamlDocument document;
    private final List<Fault> faults = new ArrayList<>();

    private LanguageSettingsReader(JsonNode block, Map<String, String> environment, YamlDocument document) {
        this.block = block;
        this.environment = environment;
        this.document = document;
    }

    /**
     * Looks for keys in a settings file before anything of it is told: they do not belong there.
     *
     * @throws FaultyDocumentException that names the place and not the key
     */
    public static void demandNoKeys(YamlDocument document) {
        List<Fault> found = new ArrayList<>();
        document.root()
                .at(BLOCK + "/models")
                .fields()
                .forEachRemaining(model -> model.getValue().fieldNames().forEachRemaining(field -> {
                    if (KEYS.contains(field.toLowerCase(Locale.ROOT))) {
                        found.add(document.fault(
                                at(model.getKey()) + "/" + field,
                                "key_env: NAME OF A VARIABLE, or key_file: PATH (a key never stands in the settings)",
                                "`" + field + "`"));
                    }
                }));
        if (!found.isEmpty()) {
            throw new FaultyDocumentException(found);
        }
    }

    /**
     * @param block the shipped block with the user's over it
     * @param environment for addresses and {@link #VARIABLE}
     * @param document where faults are
     * @throws FaultyDocumentException with every fault
     */
    public static LanguageSettings read(JsonNode block, Map<String, String> environment, YamlDocument document) {
        LanguageSettingsReader reader = new LanguageSettingsReader(block, environment, document);
        LanguageSettings settings = reader.read();
        if (!reader.faults.isEmpty()) {
            throw new FaultyDocumentException(reader.faults);
        }
        return settings;
    }

    private LanguageSettings read() {
        Map<String, LanguageModelSettings> models = new LinkedHashMap<>();
        block.path("models").fields().forEachRemaining(e -> {
            LanguageModelSettings model = model(e.getKey(), e.getValue());
            if (model != null) {
                models.put(e.getKey(), model);
            }
        });
        String wished = environment.getOrDefault(VARIABLE, "").strip();
        if (!wished.isEmpty()) {
            return fromVariable(wished, models);
        }
        String named = block.path("default").asText("");
        if (!named.isEmpty() && !block.path("models").has(named)) {
            faults.add(document.fault(
                    BLOCK + "/default",
                    models.isEmpty()
                            ? "the name of a model under `models`"
                            : "one of " + String.join(", ", models.keySet()),
                    "`" + named + "`" + NearestName.hint(named, models.keySet())));
        }
        if (named.isEmpty() && models.size() > 1) {
            faults.add(document.fault(
                    BLOCK, "`default`, since there are several models", "only " + String.join(", ", models.keySet())));
        }
        if (!faults.isEmpty()) {
            return LanguageSettings.NONE;
        }
        return new LanguageSettings(
                named.isEmpty() ? models.keySet().stream().findFirst() : Optional.of(named), models, experts(models));
    }

    private LanguageSettings fromVariable(String wished, Map<String, LanguageModelSettings> models) {
        if (models.containsKey(wished)) {
            return new LanguageSettings(Optional.of(wished), models, experts(models));
        }
        int colon = wished.indexOf(':');
        Optional<Provider> provider = provider(colon < 0 ? "" : wished.substring(0, colon));
        if (provider.isEmpty() || colon == wished.length() - 1) {
            faults.add(new Fault(
                    VARIABLE,
                    0,
                    0,
                    "",
                    "the name of a configured model, or PROVIDER:MODEL with openai, anthropic, ollama or gguf",
                    "`" + wished + "`" + NearestName.hint(wished, models.keySet())));
            return LanguageSettings.NONE;
        }
        ObjectNode bare = ((ObjectNode) block).objectNode();
        bare.put("provider", wished.substring(0, colon)).put("model", wished.substring(colon + 1));
        LanguageModelSettings model = model(wished, bare);
        if (model == null) {
            return LanguageSettings.NONE;
        }
        models.put(wished, model);
        return new LanguageSettings(Optional.of(wished), models, experts(models));
    }

    /** The tools that models may serve; the schema has seen to their names. */
    private Map<String, List<String>> experts(Map<String, LanguageModelSettings> models) {
        Map<String, List<String>> experts = new LinkedHashMap<>();
        block.path("experts").fields().forEachRemaining(e -> {
            if (!models.containsKey(e.getKey())) {
                faults.add(document.fault(
                        BLOCK + "/experts",
                        "the names of models under `models`",
                        "`" + e.getKey() + "`" + NearestName.hint(e.getKey(), models.keySet())));
            }
            List<String> tools = new ArrayList<>();
            e.getValue().forEach(tool -> tools.add(tool.asText()));
            experts.put(e.getKey(), List.copyOf(tools));
        });
        return experts;
    }

    /** JSON Pointer of a model. */
    private static String at(String name) {
        return BLOCK + "/models/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static Optional<Provider> provider(String word) {
        for (Provider provider : Provider.values()) {
            if (provider.name().equalsIgnoreCase(word)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    private @Nullable LanguageModelSettings model(String name, JsonNode m) {
        Provider provider = provider(m.path("provider").asText()).orElseThrow();
        String at = at(name);
        String given = m.path("base_url").asText("");
        String url = Endpoints.address(provider, given, environment);
        if (!url.isEmpty() && !Endpoints.isSound(url)) {
            faults.add(document.fault(
                    at + "/base_url",
                    "an address as https://host/v1, without user, password, question mark or #",
                    "something else"));
            return null;
        }
        if (provider == Provider.ANTHROPIC && m.has("seed")) {
            faults.add(document.fault(at + "/seed", "no seed: Anthropic's models take none", "one"));
        }
        Map<String, String> query = new LinkedHashMap<>();
        m.path("query")
                .fields()
                .forEachRemaining(q -> query.put(q.getKey(), q.getValue().asText()));
        return new LanguageModelSettings(
                name,
                provider,
                url,
                m.path("model").asText(),
                key(m, provider, given, url),
                query,
                abilities(m),
                number(m, "max_output_tokens"),
                m.has("temperature") ? Optional.of(m.path("temperature").asDouble()) : Optional.empty(),
                number(m, "seed"),
                limits(m),
                price(m.path("price")));
    }

    /**
     * The vendor's usual variable is read for the vendor's own address, or for one that came from the environment as well. To
     * another address a key goes only when the settings say so.
     */
    private Key key(JsonNode m, Provider provider, String given, String url) {
        String header = m.path("key_header").asText("");
        if (m.hasNonNull("key_file")) {
            String file = m.path("key_file").asText();
            String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
            Path path = file.startsWith("~/") ? Path.of(home, file.substring(2)) : Path.of(file);
            return new Key(Optional.empty(), Optional.of(path), true, header);
        }
        if (m.hasNonNull("key_env")) {
            return new Key(Optional.of(m.path("key_env").asText()), Optional.empty(), true, header);
        }
        boolean own = url.equals(provider.address());
        String variable = Endpoints.keyVariable(provider);
        return (own || given.isEmpty()) && !variable.isEmpty()
                ? new Key(Optional.of(variable), Optional.empty(), own, header)
                : new Key(Optional.empty(), Optional.empty(), false, header);
    }

    private static KnownAbilities abilities(JsonNode m) {
        return new KnownAbilities(
                flag(m, "tools"),
                flag(m, "schema"),
                flag(m, "images"),
                flag(m, "streaming"),
                number(m, "context_tokens"));
    }

    private static Optional<Boolean> flag(JsonNode m, String field) {
        return m.has(field) ? Optional.of(m.path(field).asBoolean()) : Optional.empty();
    }

    private static Optional<Integer> number(JsonNode m, String field) {
        return m.has(field) ? Optional.of(m.path(field).asInt()) : Optional.empty();
    }

    private Limits limits(JsonNode m) {
        return new Limits(
                Quantity.time(limit(m, "connect_timeout").asText()),
                Quantity.time(limit(m, "response_timeout").asText()),
                Quantity.time(limit(m, "idle_timeout").asText()),
                Quantity.time(limit(m, "total_timeout").asText()),
                limit(m, "retries").asInt(),
                Quantity.time(limit(m, "retry_delay").asText()),
                Quantity.time(limit(m, "max_wait").asText()),
                Quantity.bytes(limit(m, "max_answer").asText()),
                limit(m, "picture_side").asInt(),
                Quantity.bytes(limit(m, "picture_bytes").asText()));
    }

    /** A model's own limit, or that of all. */
    private JsonNode limit(JsonNode m, String field) {
        return m.has(field) ? m.path(field) : block.path(field);
    }

    private static Optional<Price> price(JsonNode p) {
        return p.isObject()
                ? Optional.of(new Price(
                        p.path("input").asDouble(),
                        p.path("output").asDouble(),
                        p.path("currency").asText("USD")))
                : Optional.empty();
    }
}
