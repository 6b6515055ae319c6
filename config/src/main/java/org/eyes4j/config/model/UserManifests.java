package org.eyes4j.config.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;

/** The folder of the user's own manifests, {@code EYES4J_HOME/manifests}. Safe for many processes. */
public final class UserManifests {
    private final Path folder;

    /** A folder; made when the first manifest is added. */
    public UserManifests(Path folder) {
        this.folder = folder;
    }

    /**
     * Checks a manifest and keeps a copy of it, named after the model. An earlier one of the same model is replaced.
     *
     * @param file a YAML manifest
     * @throws FaultyDocumentException with every fault of the manifest; nothing is kept then
     * @throws IOException if it cannot be read or kept; the message says which
     */
    public ModelManifest add(Path file) throws IOException {
        YamlDocument document;
        try {
            document = YamlDocument.read(file);
        } catch (NoSuchFileException e) {
            throw new IOException("Expected a manifest at " + file + ", found no such file", e);
        }
        ModelManifest manifest = new ManifestReader().read(document);
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, manifest.name(), ".part");
        try {
            Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, place(manifest.name()), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        return manifest;
    }

    /** Removes the user's manifest of a model; {@code false} when there is none. */
    public boolean remove(String name) throws IOException {
        Path place = place(name);
        return folder.equals(place.normalize().getParent()) && Files.deleteIfExists(place);
    }

    private Path place(String name) {
        return folder.resolve(name + ".yaml");
    }
}
