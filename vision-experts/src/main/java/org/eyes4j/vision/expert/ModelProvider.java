package org.eyes4j.vision.expert;

import java.nio.file.Path;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.ToolContext;

/** Has a model's files at hand, or fetches them. Thread-safe. */
public interface ModelProvider {

    /** Where the file of each role lies. */
    @FunctionalInterface
    interface Files {
        Path file(String role);
    }

    /**
     * The files of a model, verified; fetched first where they are missing, with progress told to the context.
     *
     * @throws ModelUnavailableException if they cannot be had
     */
    Files ensure(ModelManifest manifest, ToolContext context) throws ModelUnavailableException;

    /** Whether {@link #ensure} would find everything in place. */
    boolean isInstalled(ModelManifest manifest);
}
