package org.eyes4j.starter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.config.yaml.YamlDocument;

/**
 * What editors are told of each property: name, type, default and description, all from {@code settings.yaml} and its comments.
 * Run as a program it writes the file anew.
 */
final class ConfigurationMetadata {
    static final Path FILE =
            Path.of("src", "main", "resources", "META-INF", "additional-spring-configuration-metadata.json");
    private static final Path SETTINGS =
            Path.of("..", "..", "config", "src", "main", "resources", "org", "eyes4j", "config", "settings.yaml");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ConfigurationMetadata() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(FILE, text());
    }

    static String text() throws IOException {
        String yaml = Files.readString(SETTINGS);
        List<String> lines = yaml.lines().toList();
        JsonNode root = YamlDocument.parse(yaml, "settings.yaml").root();
        ObjectNode metadata = JSON.createObjectNode();
        ArrayNode properties = metadata.putArray("properties");
        walk("", root, lines, properties);
        return JSON.writeValueAsString(metadata) + "\n";
    }

    private static void walk(String path, JsonNode node, List<String> lines, ArrayNode properties) {
        for (var member : node.properties()) {
            String inner = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            JsonNode value = member.getValue();
            if (value.isObject() && !value.isEmpty()) {
                walk(inner, value, lines, properties);
                continue;
            }
            ObjectNode property = properties.addObject().put("name", "eyes4j." + inner.replace('_', '-'));
            property.put("type", type(value));
            String description = description(path, member.getKey(), lines);
            property.put("description", description.isEmpty() ? words(inner) : description);
            if (!value.isObject()) {
                property.set("defaultValue", value);
            }
        }
    }

    private static String type(JsonNode value) {
        return value.isBoolean()
                ? "java.lang.Boolean"
                : value.isIntegralNumber()
                        ? "java.lang.Long"
                        : value.isNumber()
                                ? "java.lang.Double"
                                : value.isObject()
                                        ? "java.util.Map<java.lang.String,java.lang.Object>"
                                        : value.isArray() ? "java.util.List<java.lang.String>" : "java.lang.String";
    }

    /** The comment above a setting, or else above its section. */
    private static String description(String section, String key, List<String> lines) {
        boolean in = section.isEmpty();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!section.isEmpty() && !line.isBlank() && !line.startsWith(" ") && !line.startsWith("#")) {
                in = line.startsWith(section + ":");
            }
            if (in && line.startsWith((section.isEmpty() ? "" : "  ") + key + ":")) {
                return comment(lines, i);
            }
        }
        return "";
    }

    private static String comment(List<String> lines, int at) {
        List<String> words = new ArrayList<>();
        for (int i = at - 1; i >= 0 && lines.get(i).strip().startsWith("#"); i--) {
            words.add(0, lines.get(i).strip().substring(1).strip());
        }
        String text = String.join(" ", words);
        int example = text.indexOf("   ");
        return example > 0 ? text.substring(0, example).strip() : text;
    }

    private static String words(String path) {
        String text = path.replace('.', ' ').replace('_', ' ');
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
