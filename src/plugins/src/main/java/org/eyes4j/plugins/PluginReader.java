package org.eyes4j.plugins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.eyes4j.config.name.NearestName;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;

/**
 * Reads what all kinds of {@code plugin.yml} have in common. By hand, not by a JSON Schema, whose set-up would cost a
 * command most of a second.
 */
final class PluginReader {
    static final String FILE = "plugin.yml";
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_TEXT = 500;

    private final Collection<String> kinds;

    /** @param kinds those that a loader exists for */
    PluginReader(Collection<String> kinds) {
        this.kinds = kinds;
    }

    /**
     * What a document says.
     *
     * @param folder where the plugin's other files lie
     * @throws FaultyDocumentException with every fault, each with its line and column
     */
    PluginManifest read(YamlDocument document, Path folder) {
        JsonNode root = document.root();
        List<Fault> faults = new ArrayList<>();
        if (!root.isObject()) {
            throw new FaultyDocumentException(List.of(document.fault("", "a map with name, version and kind", "none")));
        }
        String name = text(document, "name", true, faults);
        if (!name.isEmpty() && (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME)) {
            faults.add(document.fault(
                    "/name", "lower-case words joined by hyphens, at most " + LONGEST_NAME, "`" + name + "`"));
        }
        String version = text(document, "version", true, faults);
        String kind = text(document, "kind", true, faults);
        if (!kind.isEmpty() && !kinds.contains(kind)) {
            faults.add(document.fault(
                    "/kind", "one of " + String.join(", ", kinds), "`" + kind + "`" + NearestName.hint(kind, kinds)));
        }
        String description = text(document, "description", false, faults);
        JsonNode enabled = root.path("enabled");
        if (!enabled.isMissingNode() && !enabled.isBoolean()) {
            faults.add(document.fault("/enabled", "true or false", "`" + enabled.asText() + "`"));
        }
        List<String> known = new ArrayList<>(List.of("name", "version", "kind", "description", "enabled"));
        if (kinds.contains(kind)) {
            known.add(kind);
        }
        root.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                faults.add(document.fault(
                        "/" + key.replace("~", "~0").replace("/", "~1"),
                        "one of " + String.join(", ", known),
                        "`" + key + "`" + NearestName.hint(key, known)));
            }
        });
        if (kinds.contains(kind) && root.has(kind) && !root.path(kind).isObject()) {
            faults.add(document.fault("/" + kind, "a map", found(root.path(kind))));
        }
        if (!faults.isEmpty()) {
            faults.sort(java.util.Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
            throw new FaultyDocumentException(faults);
        }
        return new PluginManifest(name, version, kind, description, enabled.asBoolean(true), folder, document);
    }

    private static String text(YamlDocument document, String key, boolean required, List<Fault> faults) {
        JsonNode node = document.root().path(key);
        if (node.isMissingNode()) {
            if (required) {
                faults.add(document.fault("", "the field `" + key + "`", "none"));
            }
            return "";
        }
        // 1.10 would arrive as 1.1.
        boolean whole = node.isIntegralNumber() && key.equals("version");
        if (!node.isTextual() && !whole) {
            faults.add(document.fault(
                    "/" + key,
                    key.equals("version") ? "text, in quotes where it looks like a number" : "text",
                    found(node)));
            return "";
        }
        String text = node.asText().strip();
        if (text.isEmpty() && required || text.length() > LONGEST_TEXT) {
            faults.add(
                    document.fault("/" + key, "1 to " + LONGEST_TEXT + " characters", text.length() + " characters"));
            return "";
        }
        return text;
    }

    private static String found(JsonNode node) {
        return node.getNodeType() == JsonNodeType.OBJECT
                ? "a map"
                : node.isArray() ? "a list" : node.isNull() ? "nothing" : "`" + node.asText() + "`";
    }
}
