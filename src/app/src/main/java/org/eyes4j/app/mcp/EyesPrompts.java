package org.eyes4j.app.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.eyes4j.tools.name.Names;

/**
 * Questions that people ask of pictures, ready for a client's menu, in English and Traditional Chinese. They are in {@code
 * prompts.json}: name, what it is for, arguments, and a text a language with the arguments in braces. Immutable.
 */
final class EyesPrompts {
    private static final String LANGUAGE = "language";
    private static final List<String> LANGUAGES = List.of("en", "zh-TW");

    private final List<JsonNode> all = new ArrayList<>();

    EyesPrompts() {
        try (InputStream in = Objects.requireNonNull(EyesPrompts.class.getResourceAsStream("prompts.json"))) {
            new ObjectMapper().readTree(in).forEach(all::add);
        } catch (IOException e) {
            throw new UncheckedIOException("prompts.json cannot be read", e);
        }
    }

    List<Prompt> list() {
        return all.stream().map(EyesPrompts::prompt).toList();
    }

    private static Prompt prompt(JsonNode entry) {
        List<PromptArgument> arguments = new ArrayList<>();
        entry.path("arguments")
                .properties()
                .forEach(argument -> arguments.add(PromptArgument.builder(argument.getKey())
                        .description(argument.getValue().textValue())
                        .required(true)
                        .build()));
        arguments.add(PromptArgument.builder(LANGUAGE)
                .description("en or zh-TW; en when left out")
                .required(false)
                .build());
        return Prompt.builder(entry.path("name").asText())
                .title(entry.path("title").asText())
                .description(entry.path("description").asText())
                .arguments(arguments)
                .build();
    }

    GetPromptResult get(String name, Map<String, String> arguments) {
        JsonNode entry = find(name);
        String language = language(arguments.getOrDefault(LANGUAGE, "en"));
        String text = entry.path("text").path(language).asText();
        for (Map.Entry<String, JsonNode> argument : entry.path("arguments").properties()) {
            String value = arguments.getOrDefault(argument.getKey(), "");
            if (value.isBlank()) {
                throw McpFault.params("The prompt '" + name + "' needs the argument '" + argument.getKey() + "': "
                        + argument.getValue().textValue());
            }
            text = text.replace("{" + argument.getKey() + "}", value);
        }
        return GetPromptResult.builder(List.of(PromptMessage.builder(
                                Role.USER, TextContent.builder(text).build())
                        .build()))
                .description(entry.path("description").asText())
                .build();
    }

    private static String language(String given) {
        String wanted = given.toLowerCase(Locale.ROOT);
        return LANGUAGES.stream()
                .filter(known -> wanted.startsWith(known.substring(0, 2)))
                .findFirst()
                .orElseThrow(() -> McpFault.params(
                        "There is no language '" + McpFault.shortened(given) + "' here; there are: en, zh-TW"));
    }

    private JsonNode find(String name) {
        return all.stream()
                .filter(entry -> entry.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> McpFault.params("There is no prompt '" + McpFault.shortened(name) + "'; "
                        + Names.hint(
                                McpFault.shortened(name),
                                all.stream()
                                        .map(entry -> entry.path("name").asText())
                                        .toList())));
    }

    /** What an argument may be. */
    List<String> values(String prompt, String argument, Supplier<List<String>> pictures) {
        JsonNode entry = find(prompt);
        if (argument.equals(LANGUAGE)) {
            return LANGUAGES;
        }
        return argument.startsWith("picture") && entry.path("arguments").has(argument) ? pictures.get() : List.of();
    }
}
