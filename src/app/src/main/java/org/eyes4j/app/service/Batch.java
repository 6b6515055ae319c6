package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.eyes4j.agent.run.CallBook;
import org.eyes4j.tools.Cancellation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several calls of tools, one after the other: one that fails does not keep the others from being made. Thread-safe. */
public final class Batch {
    /** Calls of one batch. */
    public static final int MOST = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ToolCalls calls;
    private final WireValues values;

    Batch(ToolCalls calls, WireValues values) {
        this.calls = calls;
        this.values = values;
    }

    private static JsonNode listed(JsonNode json) {
        JsonNode list = Order.of(json, "calls").list("calls");
        if (list.isEmpty() || list.size() > MOST) {
            throw Problem.at("/calls", "Expected 1 to " + MOST + " calls, got " + list.size());
        }
        for (int i = 0; i < list.size(); i++) {
            try {
                Order call = Order.of(list.get(i), "tool", "arguments", "model");
                call.text("tool");
                call.object("arguments");
                call.optional("model");
            } catch (Problem e) {
                throw Problem.at("/calls/" + i + e.field(), e.detail());
            }
        }
        return list;
    }

    /**
     * Refuses what is no batch. What is wrong with one of its calls is told in the place of its result.
     *
     * @throws Problem naming the field at fault
     */
    void check(JsonNode json) {
        listed(json);
    }

    /** The same with pictures kept as artifacts. */
    ObjectNode settled(JsonNode json, Caller caller) {
        ObjectNode order = json.deepCopy();
        int number = 0;
        for (JsonNode call : order.get("calls")) {
            String at = "/calls/" + number++ + "/arguments";
            ((ObjectNode) call).set("arguments", values.settled(call.path("arguments"), at, caller));
        }
        return order;
    }

    /**
     * Makes the calls.
     *
     * @param json {@code {calls: [{tool, arguments, model?}]}}
     * @param onResult told of each result with its number from 0
     * @return {@code {results: [...]}}: what a call gave, or {@code {tool, problem}}
     * @throws Problem if it is no batch, or is cancelled
     */
    public ObjectNode perform(JsonNode json, Caller caller, Cancellation cancellation, Consumer<ObjectNode> onResult) {
        return perform(json, caller, cancellation, onResult, CallBook.NONE);
    }

    /** The same, for a run that may be gone on with by another server. */
    ObjectNode perform(
            JsonNode json, Caller caller, Cancellation cancellation, Consumer<ObjectNode> onResult, CallBook book) {
        caller.demand(Caller.Scope.CALL);
        JsonNode list = listed(json);
        ObjectNode root = JSON.objectNode();
        ArrayNode results = root.putArray("results");
        for (JsonNode call : list) {
            if (cancellation.isRequested()) {
                throw Problem.of(Problem.Type.CANCELLED, "Stopped after " + results.size() + " of " + list.size());
            }
            ObjectNode result = result(call, caller, cancellation, book);
            onResult.accept(JSON.objectNode()
                    .put("call", results.size())
                    .put("tool", call.get("tool").textValue())
                    .put("done", !result.has("problem")));
            results.add(result);
        }
        return root;
    }

    private ObjectNode result(JsonNode json, Caller caller, Cancellation cancellation, CallBook book) {
        Order call = Order.of(json, "tool", "arguments", "model");
        String tool = call.text("tool");
        try {
            ToolCalls.Manner manner = new ToolCalls.Manner(call.optional("model"), cancellation, at -> {});
            return calls.json(tool, calls.call(tool, call.object("arguments"), caller, manner, book), caller);
        } catch (RuntimeException e) {
            Problem problem = Problem.of(e).orElseGet(() -> {
                LOG.error("Tool '{}' in a batch failed unexpectedly", tool, e);
                return Problem.of(Problem.Type.INTERNAL, "Stopped by a bug; the server's log has the details");
            });
            ObjectNode failed = JSON.objectNode().put("tool", tool);
            failed.set("problem", ProblemJson.of(problem));
            return failed;
        }
    }
}
