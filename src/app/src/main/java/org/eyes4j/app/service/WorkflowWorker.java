package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.conduct.Workshop;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.plan.PlanFormatException;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.value.Value;
import org.eyes4j.wiring.Eyes4j;

/**
 * Runs a plan that a client gives, or a registered workflow by its name: {@code {plan | workflow, inputs, model?}}, inputs as their
 * kinds are written, pictures as handles. Gives {@code outputs, regions, pictures, steps, warnings}.
 */
final class WorkflowWorker implements Worker {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Eyes4j eyes4j;
    private final Artifacts artifacts;
    private final WireValues wire;
    private final RunValues kept;
    private final CallShelf made;
    private final Approvals approvals;

    WorkflowWorker(
            Eyes4j eyes4j, Artifacts artifacts, WireValues wire, RunValues kept, CallShelf made, Approvals approvals) {
        this.approvals = approvals;
        this.made = made;
        this.eyes4j = eyes4j;
        this.artifacts = artifacts;
        this.wire = wire;
        this.kept = kept;
    }

    @Override
    public String kind() {
        return "workflow";
    }

    private static Order order(JsonNode json) {
        return Order.of(json, "plan", "workflow", "inputs", "model");
    }

    @Override
    public void check(JsonNode json, Caller caller) {
        Order order = order(json);
        Plan plan = plan(order);
        wire.inputs(plan, order.object("inputs"), caller);
        order.optional("model").ifPresent(name -> eyes4j.catalogue().find(name));
    }

    @Override
    public JsonNode settled(JsonNode json, Caller caller) {
        ObjectNode order = json.deepCopy();
        order.set("inputs", wire.settled(order(json).object("inputs"), "/inputs", caller));
        if (order.hasNonNull("workflow")) {
            // What is registered may be another by the time that it runs, or runs again.
            order.set("plan", PlanCodec.toJson(plan(order(json))));
            order.remove("workflow");
        }
        return order;
    }

    private Plan plan(Order order) {
        Optional<String> name = order.optional("workflow");
        if (order.has("plan") == name.isPresent()) {
            throw Problem.at(
                    "/plan",
                    (name.isPresent() ? "One too many: " : "Missing: ")
                            + "'plan', an object {inputs, steps, outputs}, or 'workflow', the name of a registered one");
        }
        if (name.isPresent()) {
            return Workflows.plan(eyes4j, name.get(), "/workflow");
        }
        try {
            Plan plan = PlanCodec.fromJson(order.object("plan"));
            Workshop workshop = eyes4j.workshop();
            refuse(workshop.checker().check(plan, workshop.tools(), workshop.limits()));
            return plan;
        } catch (PlanFormatException e) {
            refuse(e.faults());
            throw Problem.at("/plan", String.valueOf(e.getMessage()));
        }
    }

    private static void refuse(List<Fault> faults) {
        List<Problem.Fault> errors = faults.stream()
                .filter(Fault::isError)
                .map(f -> new Problem.Fault("/plan" + f.where(), f.explain()))
                .toList();
        if (!errors.isEmpty()) {
            throw Problem.at(errors);
        }
    }

    @Override
    public JsonNode perform(JsonNode json, Task task) {
        Order order = order(json);
        Plan plan = plan(order);
        Map<String, Value> inputs = wire.inputs(plan, order.object("inputs"), task.caller());
        RunOptions options = eyes4j.runOptions()
                .named(task.run())
                .writtenDownIn(artifacts.journal(task.run(), made))
                .endedBy(task.cancellation())
                .askingFor(approvals)
                .tellingTo(new RunEventJson(task::tell))
                .tellingTo(kept.listener());
        RunOptions wished = order.optional("model").map(options::wishing).orElse(options);
        RunResult result = eyes4j.workshop().executor().run(plan, inputs, wished);
        return told(result, order.object("inputs"), task);
    }

    private ObjectNode told(RunResult result, JsonNode given, Task task) {
        ObjectNode root = JSON.objectNode().put("run", task.run());
        ObjectNode outputs = root.putObject("outputs");
        result.plan()
                .outputs()
                .forEach((name, ref) -> result.value(ref).ifPresent(value -> {
                    ObjectNode output =
                            outputs.putObject(name).put("kind", value.kind().toString());
                    output.set("value", wire.toJson(value, name, task.caller()));
                }));
        root.set("regions", SessionTelling.regions(FoundRegion.of(result)));
        root.set("pictures", pictures(given, task.caller()));
        ArrayNode steps = root.putArray("steps");
        result.steps().forEach(step -> steps.add(step(step)));
        ArrayNode warnings = root.putArray("warnings");
        result.warnings().forEach(warnings::add);
        if (outputs.isEmpty() && !result.plan().outputs().isEmpty()) {
            result.steps().stream()
                    .filter(s -> s.failure() != null)
                    .findFirst()
                    .map(StepReport::failure)
                    .ifPresent(failure -> {
                        throw Problem.of(failure);
                    });
        }
        return root;
    }

    private ArrayNode pictures(JsonNode given, Caller caller) {
        ArrayNode pictures = JSON.arrayNode();
        given.properties().forEach(input -> {
            JsonNode node = input.getValue();
            String id =
                    node.isTextual() ? node.textValue() : node.path("artifact").asText("");
            if (id.matches("[0-9a-f]{64}")) {
                ArtifactRow row = artifacts.find(id, caller);
                pictures.addObject()
                        .put("name", input.getKey())
                        .put("title", row.name())
                        .put("artifact", id)
                        .put("width", row.width())
                        .put("height", row.height());
            }
        });
        return pictures;
    }

    private static ObjectNode step(StepReport step) {
        ObjectNode node = JSON.objectNode().put("id", step.id()).put("tool", step.tool());
        if (!step.model().isEmpty()) {
            node.put("model", step.model());
        }
        node.put("status", step.status().name().toLowerCase(Locale.ROOT))
                .put("millis", step.millis())
                .put("cached", step.cached());
        Failure failure = step.failure();
        if (failure != null) {
            node.put("error", failure.explain());
        }
        return node;
    }
}
