package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Calls one tool: {@code {tool, arguments, model?}}. */
final class CallWorker implements Worker {
    private final ToolCalls calls;
    private final WireValues values;
    private final Artifacts artifacts;
    private final CallShelf made;

    CallWorker(ToolCalls calls, WireValues values, Artifacts artifacts, CallShelf made) {
        this.artifacts = artifacts;
        this.made = made;
        this.calls = calls;
        this.values = values;
    }

    @Override
    public String kind() {
        return "call";
    }

    private static Order order(JsonNode json) {
        return Order.of(json, "tool", "arguments", "model");
    }

    @Override
    public void check(JsonNode json, Caller caller) {
        Order order = order(json);
        order.optional("model");
        values.arguments(calls.find(order.text("tool")), order.object("arguments"), caller);
    }

    @Override
    public JsonNode settled(JsonNode json, Caller caller) {
        ObjectNode order = json.deepCopy();
        order.set("arguments", values.settled(order(json).object("arguments"), "/arguments", caller));
        return order;
    }

    @Override
    public JsonNode perform(JsonNode json, Task task) {
        Order order = order(json);
        String tool = order.text("tool");
        Optional<String> model = order.optional("model");
        return calls.json(
                tool,
                calls.call(
                        tool,
                        order.object("arguments"),
                        task.caller(),
                        new ToolCalls.Manner(
                                model,
                                task.cancellation(),
                                at -> task.tell(
                                        "step.progress",
                                        JsonNodeFactory.instance
                                                .objectNode()
                                                .put("step", tool)
                                                .put("message", at))),
                        artifacts.journal(task.run(), made)),
                task.caller());
    }
}
