package org.eyes4j.tools.artifact;

import java.util.Map;

/** Brings a store of another kind than a folder; found on the class path by {@link java.util.ServiceLoader}. */
public interface ArtifactStoreProvider {

    /** What the setting {@code artifacts.kind} calls it. */
    String kind();

    /**
     * Opens one; whether it answers shows at its first use.
     *
     * @param settings by their names below {@code artifacts}
     * @param environment where credentials are
     * @throws IllegalArgumentException with a message for a person if the settings are wrong or credentials are missing
     */
    ArtifactStore open(Map<String, String> settings, Map<String, String> environment);
}
