package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.Agent;
import org.eyes4j.agent.conduct.PlanReply;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.planner.TaskRequest;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.app.preview.PlanNeeds;
import org.eyes4j.app.preview.PlanPreview;
import org.eyes4j.app.preview.PreviewText;
import org.eyes4j.tools.value.Value;
import org.eyes4j.wiring.Eyes4j;

/**
 * Plans a question and runs nothing of it: {@code {question, pictures, planner?, model?, language_model?}}. Gives what {@code
 * plan --json} gives: {@code plan, preview, planner, warnings}.
 */
final class PlanWorker implements Worker {
    private final Eyes4j eyes4j;
    private final Artifacts artifacts;

    PlanWorker(Eyes4j eyes4j, Artifacts artifacts) {
        this.eyes4j = eyes4j;
        this.artifacts = artifacts;
    }

    @Override
    public String kind() {
        return "plan";
    }

    private static Order order(JsonNode json) {
        return Order.of(json, "question", "pictures", "planner", "model", "language_model");
    }

    @Override
    public void check(JsonNode json, Caller caller) {
        Order order = order(json);
        order.text("question");
        if (planner(order) == PlannerChoice.REACT) {
            throw Problem.at(
                    "/planner",
                    "'react' decides about each step when it has seen the one before; there is no plan to show"
                            + " beforehand. Use plan or offline");
        }
        order.texts("pictures").forEach(id -> artifacts.find(id, caller));
        if (order.texts("pictures").isEmpty()) {
            throw Problem.at("/pictures", "A plan needs pictures");
        }
        order.optional("model").ifPresent(name -> eyes4j.catalogue().find(name));
        agent(order);
    }

    private static PlannerChoice planner(Order order) {
        return order.choice("planner", PlannerChoice.class, PlannerChoice.AUTO);
    }

    private Agent agent(Order order) {
        try {
            return order.optional("language_model").map(eyes4j::agent).orElseGet(eyes4j::agent);
        } catch (IllegalArgumentException e) {
            throw Problem.at("/language_model", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public JsonNode perform(JsonNode json, Task task) {
        Order order = order(json);
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (String id : order.texts("pictures")) {
            String name = "image" + (inputs.size() + 1);
            inputs.put(
                    name,
                    Value.Image.of(name, artifacts.picture(id, task.caller()).raster()));
        }
        RunOptions options = eyes4j.runOptions()
                .named(task.run())
                .endedBy(task.cancellation())
                .tellingTo(new RunEventJson(task::tell));
        RunOptions wished = order.optional("model").map(options::wishing).orElse(options);
        PlanReply reply = agent(order).plan(TaskRequest.of(order.text("question"), inputs, ""), planner(order), wished);
        return told(reply, inputs, wished.wishedModel());
    }

    private JsonNode told(PlanReply reply, Map<String, Value> inputs, Optional<String> wish) {
        if (reply instanceof PlanReply.Impossible impossible) {
            throw impossible.trouble().isPresent()
                    ? Problem.of(Problem.Type.UNAVAILABLE, impossible.message())
                    : Problem.at("/question", impossible.message());
        } else if (reply instanceof PlanReply.Faulty faulty) {
            throw Problem.of(
                    Problem.Type.INVALID, "The plan made for this has faults:\n" + Fault.list(faulty.faults()));
        }
        PlanReply.Planned ready = (PlanReply.Planned) reply;
        PlanNeeds needs = new PlanPreview(eyes4j, inputs, wish).of(ready.plan());
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.set("plan", PlanCodec.toJson(ready.plan()));
        root.set("preview", PreviewText.json(needs));
        root.put("planner", ready.planner());
        ArrayNode warnings = root.putArray("warnings");
        List.copyOf(ready.warnings()).forEach(warnings::add);
        return root;
    }
}
