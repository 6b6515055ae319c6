package org.eyes4j.vision.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lock files of models whose manifests state no hashes: those of their first pull, one JSON object a model, by version and path.
 * They lie outside the store and outlive the model, so that a later pull gets the same or is told. Used under the model's lock.
 */
final class FirstHashes {
    private static final int MAX_BYTES = 1 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;

    FirstHashes(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** The hash that the first pull of a file found. */
    Optional<String> find(String model, String version, String path) throws IOException {
        return Optional.ofNullable(read(model).get(key(version, path)));
    }

    /** Keeps a hash for good; one that is kept already stays. */
    void keep(String model, String version, String path, String sha256) throws IOException {
        Map<String, String> hashes = read(model);
        if (hashes.putIfAbsent(key(version, path), sha256) == null) {
            Files.createDirectories(folder);
            Path part = file(model).resolveSibling(model + ".json.part");
            Files.write(part, MAPPER.writeValueAsString(hashes).getBytes(StandardCharsets.UTF_8));
            Files.move(part, file(model), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Keeps what a record of an installation says was trusted, as earlier versions kept it there alone. */
    void keep(InstallRecord record) throws IOException {
        for (InstallRecord.Item item : record.files()) {
            // What was imported has a hash of its own making; those of its sources are kept when they are fetched.
            if (item.trusted() && !item.source().contains(" of ")) {
                keep(record.name(), record.version(), item.path(), item.sha256());
            }
        }
    }

    /** Drops what is kept of a model; whether there was any. */
    boolean forget(String model) throws IOException {
        return Files.deleteIfExists(file(model));
    }

    /** Everything that is kept of a model; empty when that cannot be read. */
    Collection<String> all(String model) {
        try {
            return read(model).values();
        } catch (IOException e) {
            return java.util.List.of();
        }
    }

    private static String key(String version, String path) {
        return version + "/" + path;
    }

    private Path file(String model) {
        Path file = folder.resolve(model + ".json").normalize();
        if (!folder.equals(file.getParent())) {
            throw new IllegalArgumentException("Expected the name of a model, got `" + model + "`");
        }
        return file;
    }

    private Map<String, String> read(String model) throws IOException {
        Path file = file(model);
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw unreadable(model, "it is larger than 1 MiB", null);
            }
            Map<String, String> hashes = MAPPER.readValue(Files.readAllBytes(file), new TypeReference<>() {});
            return new TreeMap<>(Objects.requireNonNullElse(hashes, Map.of()));
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        } catch (JacksonException e) {
            throw unreadable(model, "it is no JSON object of texts", e);
        }
    }

    private IOException unreadable(String model, String why, @org.jspecify.annotations.Nullable Exception cause) {
        return new IOException(
                "the hashes of its first pull in " + file(model) + " cannot be read: " + why
                        + "; mend it, or drop it with `eyes4j models rm --forget " + model + "`",
                cause);
    }
}
