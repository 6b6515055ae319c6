package org.eyes4j.plugins;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Which plugins a person switched on or off; goes before what their manifests say. One file, {@code .enabled.json}, in the
 * folder of plugins.
 */
final class Switches {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    Switches(Path folder) {
        this.file = folder.resolve(".enabled.json");
    }

    Optional<Boolean> of(String plugin) {
        return Optional.ofNullable(read().get(plugin)).map(n -> n.asBoolean());
    }

    void set(String plugin, boolean on) {
        ObjectNode all = read();
        write(all.put(plugin, on));
    }

    void forget(String plugin) {
        ObjectNode all = read();
        if (all.remove(plugin) != null) {
            write(all);
        }
    }

    private ObjectNode read() {
        if (!Files.exists(file)) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return JSON.readTree(file.toFile()) instanceof ObjectNode all ? all : JsonNodeFactory.instance.objectNode();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot read " + file + "; remove it, and every plugin is as its manifest says", e);
        }
    }

    private void write(ObjectNode all) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".enabled", ".part");
            Files.write(part, JSON.writeValueAsBytes(all));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
