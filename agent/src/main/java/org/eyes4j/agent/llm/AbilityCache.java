package org.eyes4j.agent.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.eyes4j.config.language.LanguageModelSettings;

/**
 * What models showed when they were asked, kept in one file: {@code doctor} writes, every later run reads. A file that
 * cannot be read says nothing. Thread-safe.
 */
final class AbilityCache {
    private static final long MOST = 256 << 10;

    private final Path file;

    AbilityCache(Path file) {
        this.file = file;
    }

    /** What is known of a model at its address. */
    synchronized Optional<Abilities> find(LanguageModelSettings model) {
        JsonNode known = all().path(key(model));
        return known.isObject()
                ? Optional.of(new Abilities(
                        known.path("tools").asBoolean(),
                        known.path("schema").asBoolean(),
                        known.path("images").asBoolean(),
                        known.path("streaming").asBoolean(),
                        0))
                : Optional.empty();
    }

    /** @throws IOException if it cannot be kept, which does no harm but that it must be found out again */
    synchronized void keep(LanguageModelSettings model, Abilities found) throws IOException {
        ObjectNode all = all();
        all.putObject(key(model))
                .put("tools", found.tools())
                .put("schema", found.schema())
                .put("images", found.images())
                .put("streaming", found.streaming());
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path whole = Files.createTempFile(folder, "abilities", ".json");
        try {
            Files.writeString(whole, all.toPrettyString(), StandardCharsets.UTF_8);
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static String key(LanguageModelSettings model) {
        return model.provider() + " " + model.model() + " at " + model.baseUrl();
    }

    private ObjectNode all() {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MOST) {
                return WireJson.tryParse(Files.readString(file, StandardCharsets.UTF_8)) instanceof ObjectNode known
                        ? known
                        : JsonNodeFactory.instance.objectNode();
            }
        } catch (IOException e) {
            // As if there were none: it can be found out again.
        }
        return JsonNodeFactory.instance.objectNode();
    }
}
