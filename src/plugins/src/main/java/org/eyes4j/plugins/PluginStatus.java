package org.eyes4j.plugins;

import java.util.List;

/**
 * How a plugin stands.
 *
 * @param name as its manifest says; the file's name where that cannot be read
 * @param version as its author counts; empty where unknown
 * @param kind how it arrives; empty where unknown
 * @param description one sentence; may be empty
 * @param place the folder or file it lies in
 * @param state whether its tools are offered
 * @param reason why it failed, for a person; empty where it did not
 * @param hash SHA-256 of its code, or of its {@code plugin.yml} where it has none; empty where that cannot be read
 * @param tools names of the tools that it offers now
 * @param notes what else a person should know
 */
public record PluginStatus(
        String name,
        String version,
        String kind,
        String description,
        String place,
        State state,
        String reason,
        String hash,
        List<String> tools,
        List<String> notes) {
    /** Whether its tools are offered. */
    public enum State {
        ENABLED,
        DISABLED,
        FAILED
    }

    public PluginStatus {
        tools = List.copyOf(tools);
        notes = List.copyOf(notes);
    }

    /** {@code 'name' 1.0 (place)}. */
    String title() {
        return "'" + name + "'" + (version.isEmpty() ? "" : " " + version) + " (" + place + ")";
    }
}
