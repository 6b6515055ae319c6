package org.eyes4j.plugins;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.eyes4j.config.yaml.YamlDocument;

/**
 * What {@code plugin.yml} says of a plugin: {@code name}, {@code version}, {@code kind} and {@code description}, which all
 * plugins have, and what its loader reads.
 *
 * @param name lower-case words joined by hyphens; the folder's name, unique
 * @param version as its author counts
 * @param kind which loader reads it: {@code onnx}, {@code class}, {@code jar}, {@code http}, {@code oip}, {@code mcp} or
 *     {@code process}
 * @param description one sentence; may be empty
 * @param enabled whether its tools are offered
 * @param folder where it lies, its other files beside {@code plugin.yml}
 * @param document the whole file, with the place of every value for messages
 */
public record PluginManifest(
        String name,
        String version,
        String kind,
        String description,
        boolean enabled,
        Path folder,
        YamlDocument document) {

    /** One that lies in no folder. */
    public static PluginManifest resident(String name, String version, String kind, String description) {
        return new PluginManifest(
                name, version, kind, description, true, Path.of(name), YamlDocument.parse("{}", name));
    }

    /** What only the loader of this kind reads: the object below the key that is called as the kind; missing if none. */
    public JsonNode options() {
        return document.root().path(kind);
    }
}
