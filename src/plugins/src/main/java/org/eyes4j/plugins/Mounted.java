package org.eyes4j.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eyes4j.plugins.PluginStatus.State;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Tool;
import org.jspecify.annotations.Nullable;

/** A plugin as {@link Plugins} holds it. Not thread-safe: its owner's lock guards it. */
final class Mounted {
    final PluginEntry entry;
    final String fingerprint;
    final String hash;
    /** What its tools lack to be offered. */
    final List<String> faults = new CopyOnWriteArrayList<>();

    final List<String> notes = new CopyOnWriteArrayList<>();

    @Nullable
    PluginManifest manifest;

    @Nullable
    Plugin plugin;

    Cancellation.@Nullable Registration listening;

    State state = State.FAILED;
    String reason = "";
    /** Whether another plugin's going may help. */
    boolean clashes;
    /** The plugin's own tools, and the names under which they are offered. */
    final Map<Tool, String> offered = new java.util.IdentityHashMap<>();

    Mounted(PluginEntry entry, String fingerprint) {
        this.entry = entry;
        this.fingerprint = fingerprint;
        this.hash = entry.hash();
    }

    /** Its code's own hash where it tells one, else that of what lies in the folder. */
    String codeHash() {
        Plugin loaded = plugin;
        return loaded == null ? hash : loaded.hash().orElse(hash);
    }

    String name() {
        PluginManifest known = manifest;
        return known == null ? entry.name() : known.name();
    }

    ToolOrigin origin() {
        PluginManifest known = manifest;
        return known == null
                ? new ToolOrigin(entry.name(), "", "", hash)
                : new ToolOrigin(known.name(), known.version(), known.kind(), codeHash());
    }

    PluginStatus status() {
        PluginManifest known = manifest;
        List<String> tools = new ArrayList<>(offered.values());
        tools.sort(null);
        return new PluginStatus(
                name(),
                known == null ? "" : known.version(),
                known == null ? "" : known.kind(),
                known == null ? "" : known.description(),
                entry.path().toString(),
                state,
                reason,
                codeHash(),
                tools,
                notes);
    }

    Mounted failed(String why) {
        state = State.FAILED;
        reason = why;
        return this;
    }

    Map<String, Tool> byName() {
        Map<String, Tool> names = new LinkedHashMap<>();
        offered.forEach((tool, name) -> names.put(name, tool));
        return names;
    }
}
