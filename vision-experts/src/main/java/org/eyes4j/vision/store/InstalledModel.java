package org.eyes4j.vision.store;

import java.nio.file.Path;
import java.util.Set;
import org.eyes4j.config.model.ModelManifest;

/**
 * A model whose files are on this machine. Immutable.
 *
 * @param manifest what it is
 * @param folder where its files lie
 */
public record InstalledModel(ModelManifest manifest, Path folder) {
    /**
     * The file of a role.
     *
     * @throws IllegalArgumentException if the model has no such role
     */
    public Path file(String role) {
        return folder.resolve(manifest.file(role).path());
    }

    /** All roles. */
    public Set<String> roles() {
        return manifest.files().keySet();
    }
}
