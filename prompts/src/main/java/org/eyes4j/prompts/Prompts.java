package org.eyes4j.prompts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The prompts and few-shot plans that eyes4j brings, read from the class path once. Thread-safe. */
public final class Prompts {
    /** The version that is in use. */
    public static final String CURRENT = "v1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Prompt> prompts = new ConcurrentHashMap<>();
    private final Map<Language, List<Example>> examples = new ConcurrentHashMap<>();

    /** The current version of a prompt. */
    public Prompt load(PromptName name, Language language) {
        return load(name, CURRENT, language);
    }

    /**
     * A prompt of a given version.
     *
     * @throws PromptException if there is none
     */
    public Prompt load(PromptName name, String version, Language language) {
        String id = name.folder() + "/" + version + "." + language.tag();
        return prompts.computeIfAbsent(id, i -> {
            String text = resource(i + ".mustache");
            if (text == null) {
                throw new PromptException("There is no prompt '" + i + "'; the version in use is " + CURRENT);
            }
            return new PromptFile(i, text, part -> shared(part, version, language)).read();
        });
    }

    /** All few-shot plans in a language, in the order in which they are worth showing. */
    public List<Example> examples(Language language) {
        return examples.computeIfAbsent(language, Prompts::readExamples);
    }

    private static String shared(String part, String version, Language language) {
        String id = "parts/" + part + "." + version + "." + language.tag();
        String text = resource(id + ".mustache");
        if (text == null) {
            throw new PromptException("There is no shared text '" + id + "'");
        }
        return text;
    }

    private static List<Example> readExamples(Language language) {
        String folder = "examples/" + language.tag() + "/";
        String index = resource(folder + "index.txt");
        List<Example> all = new ArrayList<>();
        for (String name : index == null ? List.<String>of() : index.lines().toList()) {
            if (!name.isBlank()) {
                all.add(readExample(folder, name.strip(), language));
            }
        }
        return List.copyOf(all);
    }

    private static Example readExample(String folder, String name, Language language) {
        String text = resource(folder + name + ".json");
        if (text == null) {
            throw new PromptException("The index names the example '" + folder + name + "', which is not there");
        }
        try {
            JsonNode tree = JSON.readTree(text);
            Set<String> tools = new TreeSet<>();
            tree.path("plan")
                    .path("steps")
                    .forEach(step -> tools.add(step.path("tool").asText()));
            return new Example(
                    name, language, tree.path("request").asText(), tree.path("inputs"), tools, tree.path("plan"));
        } catch (IOException e) {
            throw new PromptException("The example '" + folder + name + "' is not JSON: " + e.getMessage());
        }
    }

    private static @Nullable String resource(String path) {
        try (InputStream in = Prompts.class.getResourceAsStream(path)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
