package org.eyes4j.app.server.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What editors are told of the properties {@code eyes4j.server.…}: all from {@code application.yml}, which says each with its
 * default and a comment. Run as a program it writes the file anew.
 */
final class ServerMetadata {
    static final Path FILE =
            Path.of("src", "main", "resources", "META-INF", "additional-spring-configuration-metadata.json");
    private static final Path SETTINGS = Path.of("src", "main", "resources", "application.yml");
    private static final Pattern LINE =
            Pattern.compile("( *)([a-z0-9-]+):(?:\\s+(\"[^\"]*\"|[^#]*?))?\\s*(?:#\\s*(.*))?");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ServerMetadata() {}

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, text());
    }

    static String text() throws IOException {
        ObjectNode metadata = JSON.createObjectNode();
        ArrayNode properties = metadata.putArray("properties");
        List<String> path = new ArrayList<>();
        for (String line : Files.readString(SETTINGS).lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (line.stripLeading().startsWith("#") || !matcher.matches()) {
                continue;
            }
            int depth = matcher.group(1).length() / 2;
            while (path.size() > depth) {
                path.remove(path.size() - 1);
            }
            path.add(matcher.group(2));
            String value = matcher.group(3) == null ? "" : matcher.group(3).strip();
            String name = String.join(".", path);
            if (!value.isEmpty() && name.startsWith("eyes4j.server.")) {
                ObjectNode property = properties.addObject().put("name", name).put("type", type(value));
                property.put(
                        "description",
                        matcher.group(4) == null ? "" : matcher.group(4).strip());
                if (!value.equals("[]") && !value.equals("\"\"")) {
                    property.put("defaultValue", value);
                }
            }
        }
        return JSON.writeValueAsString(metadata) + "\n";
    }

    private static String type(String value) {
        return value.equals("true") || value.equals("false")
                ? "java.lang.Boolean"
                : value.matches("\\d+")
                        ? "java.lang.Integer"
                        : value.equals("[]")
                                ? "java.util.List<java.lang.String>"
                                : value.matches("\\d+[KMG]?B")
                                        ? "org.springframework.util.unit.DataSize"
                                        : value.matches("\\d+[smhd]") ? "java.time.Duration" : "java.lang.String";
    }
}
