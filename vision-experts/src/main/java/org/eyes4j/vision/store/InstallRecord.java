package org.eyes4j.vision.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

/**
 * What was installed. It is written last, in one move: a model counts as installed only with it.
 *
 * @param fingerprint of the manifest's files and of the importers that made some of them
 */
record InstallRecord(String name, String version, String licence, String fingerprint, List<Item> files) {
    private static final String FILE = "installed.json";
    private static final int MAX_BYTES = 1 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * One file.
     *
     * @param path relative to the model's folder
     * @param source where it came from; for an imported file, what it was made from
     * @param trusted whether the hash is only that of the first pull
     */
    record Item(String path, long size, String sha256, String source, boolean trusted) {}

    InstallRecord {
        files = List.copyOf(files);
    }

    /** The record of a folder; empty when there is none or it cannot be read as one. */
    static Optional<InstallRecord> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            return Optional.ofNullable(MAPPER.readValue(Files.readAllBytes(file), InstallRecord.class));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** When the record of a folder was written. */
    static FileTime written(Path folder) throws IOException {
        return Files.getLastModifiedTime(folder.resolve(FILE));
    }

    void write(Path folder) throws IOException {
        Path part = folder.resolve(FILE + ".part");
        Files.write(part, MAPPER.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
        Files.move(part, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    Optional<Item> item(String path) {
        return files.stream().filter(f -> f.path().equals(path)).findFirst();
    }
}
