package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.eyes4j.plugins.PluginException;
import org.eyes4j.plugins.PluginStatus;
import org.eyes4j.plugins.ToolOrigin;
import org.eyes4j.tools.conform.Report;
import org.eyes4j.wiring.Eyes4j;

/** Plugins as clients see them. Thread-safe. */
public final class PluginDesk {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Eyes4j eyes4j;

    public PluginDesk(Eyes4j eyes4j) {
        this.eyes4j = eyes4j;
    }

    /** {@code {plugins: [...]}}. */
    public ObjectNode list() {
        ObjectNode root =
                JSON.objectNode().put("folder", eyes4j.plugins().folder().toString());
        ArrayNode plugins = root.putArray("plugins");
        eyes4j.plugins().list().forEach(status -> plugins.add(json(status)));
        return root;
    }

    /** One plugin. */
    public static ObjectNode json(PluginStatus status) {
        ObjectNode node = JSON.objectNode()
                .put("name", status.name())
                .put("version", status.version())
                .put("kind", status.kind())
                .put("description", status.description())
                .put("state", status.state().name().toLowerCase(Locale.ROOT))
                .put("place", status.place())
                .put("sha256", status.hash());
        if (!status.reason().isEmpty()) {
            node.put("reason", status.reason());
        }
        ArrayNode tools = node.putArray("tools");
        status.tools().forEach(tools::add);
        ArrayNode notes = node.putArray("notes");
        status.notes().forEach(notes::add);
        return node;
    }

    /** Where a tool came from. */
    public static ObjectNode json(ToolOrigin origin) {
        return JSON.objectNode()
                .put("plugin", origin.plugin())
                .put("version", origin.version())
                .put("kind", origin.kind())
                .put("sha256", origin.hash());
    }

    /** {@code {plugin, passed, reports: [...]}}. */
    public ObjectNode verify(String name) throws PluginException {
        List<Report> reports = eyes4j.plugins().verify(name);
        ObjectNode root = JSON.objectNode()
                .put("plugin", name)
                .put("passed", reports.stream().allMatch(Report::passed));
        ArrayNode array = root.putArray("reports");
        reports.forEach(report -> array.add(report.toJson()));
        return root;
    }
}
