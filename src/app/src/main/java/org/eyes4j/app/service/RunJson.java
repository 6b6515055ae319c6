package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Runs and their events as clients read them. */
public final class RunJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RunJson() {}

    /** {@code id, kind, status, created, started?, ended?, order, result?, problem?}. */
    public static ObjectNode of(RunRow row) {
        ObjectNode node = brief(row);
        node.set("order", row.order());
        if (row.result() != null) {
            node.set("result", row.result());
        }
        if (row.problem() != null) {
            node.set("problem", row.problem());
        }
        return node;
    }

    /** Without what was asked and what came of it. */
    public static ObjectNode brief(RunRow row) {
        ObjectNode node = JSON.objectNode()
                .put("id", row.id())
                .put("kind", row.kind())
                .put("status", row.status().word())
                .put("created", row.created().toString());
        if (row.started() != null) {
            node.put("started", row.started().toString());
        }
        if (row.ended() != null) {
            node.put("ended", row.ended().toString());
        }
        return node;
    }

    /** {@code runs}: each with the question or tool it was asked, so that a person can tell them apart. */
    public static ObjectNode list(List<RunRow> rows) {
        ObjectNode root = JSON.objectNode();
        ArrayNode runs = root.putArray("runs");
        for (RunRow row : rows) {
            ObjectNode node = brief(row);
            for (String told : List.of("question", "tool", "session")) {
                if (row.order().path(told).isTextual()) {
                    node.set(told, row.order().get(told));
                }
            }
            if (row.problem() != null) {
                node.set("problem", row.problem());
            }
            runs.add(node);
        }
        return root;
    }

    /** {@code seq, at, type, run, data}. */
    public static ObjectNode event(String run, Event event) {
        ObjectNode node = JSON.objectNode()
                .put("seq", event.seq())
                .put("at", event.at().toString())
                .put("type", event.type())
                .put("run", run);
        node.set("data", event.data());
        return node;
    }
}
