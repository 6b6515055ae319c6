package org.eyes4j.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eyes4j.config.language.LanguageSettingsReader;
import org.eyes4j.config.model.Policy;
import org.eyes4j.config.name.NearestName;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.config.yaml.DocumentSchema;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;

/**
 * Reads {@link Settings}: the shipped defaults, the user's YAML file over them ({@code EYES4J_CONFIG}), the environment over
 * both. Thread-safe.
 */
public final class SettingsLoader {
    /** Where the JSON Schema of settings is published, as a resource. */
    public static final String SCHEMA = "/org/eyes4j/config/schema/settings.schema.json";

    private static final String DEFAULTS = "/org/eyes4j/config/settings.yaml";
    private static final String PREFIX = "EYES4J_";
    /** Variables of the server are read by the server. */
    private static final String SERVER = "EYES4J_SERVER_";

    private static final Set<String> OTHER_VARIABLES = Set.of(
            "EYES4J_HOME",
            "EYES4J_CONFIG",
            "EYES4J_JAVA",
            "EYES4J_JAVA_OPTS",
            "EYES4J_CACHE",
            LanguageSettingsReader.VARIABLE);

    /** Where faults are that no file has. */
    private static final YamlDocument NO_FILE = YamlDocument.parse("{}", "settings");

    private SettingsLoader() {}

    /** The shipped defaults alone. */
    static Settings defaults() {
        ObjectNode values = shipped();
        return settings(values, NO_FILE, Map.of(), List.of());
    }

    /**
     * The settings of an environment.
     *
     * @param environment usually {@code System.getenv()}
     * @throws FaultyDocumentException with every fault of the user's file and variables
     */
    public static Settings load(Map<String, String> environment) {
        return load(environment, NO_FILE);
    }

    /**
     * The settings of an environment, with others between its file and its variables.
     *
     * @param over in the form of the file
     * @throws FaultyDocumentException with every fault of the user's file and variables, and of the others
     */
    public static Settings load(Map<String, String> environment, YamlDocument over) {
        ObjectNode values = shipped();
        YamlDocument source = NO_FILE;
        String file = environment.get("EYES4J_CONFIG");
        if (file != null && !file.isBlank()) {
            YamlDocument document = read(Path.of(file));
            source = document;
            LanguageSettingsReader.demandNoKeys(document);
            schema().demand(document);
            if (document.root() instanceof ObjectNode user) {
                values.setAll((ObjectNode) merged(values, user));
            }
        }
        if (over.root() instanceof ObjectNode others && !others.isEmpty()) {
            LanguageSettingsReader.demandNoKeys(over);
            schema().demand(over);
            values.setAll((ObjectNode) merged(values, others));
        }
        List<String> warnings = new ArrayList<>();
        applyEnvironment(values, environment, warnings);
        return settings(values, source, environment, warnings);
    }

    private static DocumentSchema schema() {
        return DocumentSchema.ofResource(SettingsLoader.class, SCHEMA);
    }

    private static YamlDocument read(Path file) {
        try {
            return YamlDocument.read(file);
        } catch (IOException e) {
            throw new FaultyDocumentException(List.of(
                    new Fault("EYES4J_CONFIG", 0, 0, "", "a readable YAML file", "`" + file + "`: " + reason(e))));
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException
                ? "there is no such file"
                : e instanceof AccessDeniedException ? "no right to read it" : String.valueOf(e.getMessage());
    }

    private static JsonNode merged(ObjectNode base, ObjectNode over) {
        ObjectNode result = base.deepCopy();
        over.fields().forEachRemaining(e -> {
            JsonNode old = result.get(e.getKey());
            boolean both = old instanceof ObjectNode && e.getValue() instanceof ObjectNode;
            result.set(e.getKey(), both ? merged((ObjectNode) old, (ObjectNode) e.getValue()) : e.getValue());
        });
        return result;
    }

    private static void applyEnvironment(ObjectNode values, Map<String, String> environment, List<String> warnings) {
        Map<String, String> pointers = variables(values);
        List<Fault> faults = new ArrayList<>();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith(PREFIX) || name.startsWith(SERVER) || OTHER_VARIABLES.contains(name)) {
                continue;
            }
            String pointer = pointers.get(name);
            if (pointer == null) {
                warnings.add("The environment variable " + name + " means nothing"
                        + NearestName.hint(name, pointers.keySet()));
                continue;
            }
            JsonNode value = value(values.at(pointer), variable.getValue());
            int cut = pointer.lastIndexOf('/');
            ObjectNode owner = cut == 0 ? values : (ObjectNode) values.at(pointer.substring(0, cut));
            String key = pointer.substring(cut + 1);
            JsonNode before = owner.get(key);
            owner.set(key, value);
            // A flag that was understood needs no schema, whose set-up costs most of a second.
            List<Fault> found = value.isBoolean() && before.isBoolean()
                    ? List.of()
                    : schema().check(YamlDocument.parse(values.toString(), name));
            if (!found.isEmpty()) {
                owner.set(key, before);
                found.forEach(f -> faults.add(new Fault(name, 0, 0, "", f.expected(), f.found())));
            }
        }
        if (!faults.isEmpty()) {
            throw new FaultyDocumentException(faults);
        }
    }

    /** Environment variable → JSON Pointer of what it sets. */
    private static Map<String, String> variables(ObjectNode values) {
        Map<String, String> pointers = new TreeMap<>();
        values.fields().forEachRemaining(section -> {
            if (section.getValue().isObject()) {
                section.getValue().fields().forEachRemaining(entry -> {
                    if (!entry.getValue().isObject()) {
                        pointers.put(
                                variable(section.getKey() + "_" + entry.getKey()),
                                "/" + section.getKey() + "/" + entry.getKey());
                    }
                });
            } else {
                pointers.put(variable(section.getKey()), "/" + section.getKey());
            }
        });
        return pointers;
    }

    private static String variable(String path) {
        return PREFIX + path.toUpperCase(Locale.ROOT);
    }

    /** A variable's text as the type that its setting has; text that does not fit is left for the schema to tell. */
    private static JsonNode value(JsonNode like, String text) {
        ObjectNode holder = JsonNodeFactory.instance.objectNode();
        if (like.isBoolean()) {
            switch (text.trim().toLowerCase(Locale.ROOT)) {
                case "true", "1", "yes", "on" -> holder.put("v", true);
                case "false", "0", "no", "off", "" -> holder.put("v", false);
                default -> holder.put("v", text);
            }
        } else if (like.isIntegralNumber() && text.trim().matches("-?[0-9]{1,18}")) {
            holder.put("v", Long.parseLong(text.trim()));
        } else if (like.isNumber() && text.trim().matches("-?[0-9]{1,15}([.][0-9]{1,15})?")) {
            holder.put("v", new java.math.BigDecimal(text.trim()));
        } else if (like.isArray()) {
            ArrayNode items = holder.putArray("v");
            Stream.of(text.split(","))
                    .map(String::strip)
                    .filter(t -> !t.isEmpty())
                    .forEach(items::add);
        } else {
            holder.put("v", text.trim());
        }
        return holder.get("v");
    }

    private static ObjectNode shipped() {
        try (InputStream in = SettingsLoader.class.getResourceAsStream(DEFAULTS)) {
            if (in == null) {
                throw new IllegalStateException("The shipped settings " + DEFAULTS + " are missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return (ObjectNode) YamlDocument.parse(text, "settings.yaml").root();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Settings settings(
            JsonNode s, YamlDocument source, Map<String, String> environment, List<String> warnings) {
        JsonNode pictures = s.path("pictures");
        JsonNode sounds = s.path("sounds");
        JsonNode network = s.path("network");
        JsonNode runs = s.path("runs");
        JsonNode sessions = s.path("sessions");
        JsonNode agent = s.path("agent");
        return new Settings(
                s.path("offline").asBoolean(),
                new Settings.Pictures(
                        pictures.path("max_pixels").asLong(),
                        Quantity.bytes(pictures.path("max_bytes").asText()),
                        pictures.path("max_side").asInt(),
                        pictures.path("max_frames").asInt()),
                new Settings.Sounds(
                        Quantity.bytes(sounds.path("max_bytes").asText()),
                        sounds.path("max_seconds").asLong()),
                new Settings.Network(
                        Quantity.time(network.path("connect_timeout").asText()),
                        Quantity.time(network.path("response_timeout").asText()),
                        Quantity.time(network.path("idle_timeout").asText()),
                        Quantity.time(network.path("total_timeout").asText()),
                        network.path("redirects").asInt(),
                        network.path("retries").asInt(),
                        Quantity.time(network.path("max_wait").asText()),
                        Quantity.bytes(network.path("max_file").asText()),
                        network.path("hub").asText(),
                        network.path("npm_files").asText()),
                new Settings.Compute(
                        s.path("compute").path("threads").asInt(),
                        Quantity.bytes(s.path("compute").path("memory").asText())),
                Policy.parse(s.path("models").path("policy").asText()),
                new Settings.Cache(
                        Quantity.bytes(s.path("cache").path("values").asText()),
                        s.path("cache").path("encodings").asInt()),
                new Settings.Runs(
                        Quantity.time(runs.path("step_timeout").asText()),
                        Quantity.time(runs.path("total_timeout").asText()),
                        runs.path("max_steps").asInt(),
                        runs.path("max_fan_out").asInt(),
                        Quantity.bytes(runs.path("max_memory").asText()),
                        runs.path("max_depth").asInt(),
                        runs.path("parallel").asInt(),
                        runs.path("max_model_calls").asInt(),
                        runs.path("max_tokens").asLong(),
                        runs.path("max_cost").asDouble(),
                        runs.path("keep").asInt()),
                new Settings.Sessions(
                        sessions.path("max_turns").asInt(),
                        sessions.path("max_pictures").asInt(),
                        Quantity.bytes(sessions.path("max_bytes").asText()),
                        sessions.path("max_regions").asInt(),
                        Quantity.time(sessions.path("keep").asText()),
                        sessions.path("history_tokens").asInt(),
                        sessions.path("max_model_calls").asInt(),
                        sessions.path("max_tokens").asLong()),
                new Settings.Agent(
                        agent.path("effects").asText(),
                        agent.path("tools").asInt(),
                        agent.path("replans").asInt(),
                        agent.path("rounds").asInt()),
                executor(s.path("executor")),
                artifacts(s.path("artifacts")),
                new Settings.Plugins(
                        StreamSupport.stream(s.path("plugins").path("allowed").spliterator(), false)
                                .map(hash -> hash.asText().toLowerCase(Locale.ROOT))
                                .toList(),
                        Quantity.time(s.path("plugins").path("load_timeout").asText()),
                        Quantity.time(s.path("plugins").path("call_timeout").asText())),
                LanguageSettingsReader.read(s.path("language_models"), environment, source),
                warnings);
    }

    private static Settings.Executor executor(JsonNode executor) {
        return new Settings.Executor(
                executor.path("kind").asText(),
                executor.path("address").asText(),
                executor.path("namespace").asText(),
                executor.path("task_queue").asText(),
                executor.path("tls").asBoolean(),
                executor.path("key_env").asText(),
                Quantity.time(executor.path("heartbeat").asText()),
                Quantity.time(executor.path("silence").asText()),
                executor.path("parallel").asInt());
    }

    private static Settings.Artifacts artifacts(JsonNode artifacts) {
        return new Settings.Artifacts(
                artifacts.path("kind").asText(),
                artifacts.path("folder").asText(),
                artifacts.path("bucket").asText(),
                artifacts.path("prefix").asText(),
                artifacts.path("endpoint").asText(),
                artifacts.path("region").asText(),
                artifacts.path("path_style").asBoolean(),
                Quantity.bytes(artifacts.path("max_bytes").asText()));
    }
}
