package org.eyes4j.plugins;

import java.util.List;

/** A plugin cannot be loaded. The message is for a person: it names the plugin, what was expected and what to do. */
public final class PluginException extends Exception {
    private static final long serialVersionUID = 1;

    private final List<String> faults;

    public PluginException(String message) {
        this(message, List.of());
    }

    /** One that has several reasons, all told in the message too. */
    public PluginException(String message, List<String> faults) {
        super(faults.isEmpty() ? message : message + ":\n" + String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    public PluginException(String message, Throwable cause) {
        super(message, cause);
        this.faults = List.of();
    }

    /** The single reasons; empty where the message is the only one. */
    public List<String> faults() {
        return faults;
    }
}
