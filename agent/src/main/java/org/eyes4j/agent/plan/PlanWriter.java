package org.eyes4j.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Writes plans in their JSON form; what has its default is left out. */
final class PlanWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PlanWriter() {}

    static ObjectNode write(Plan plan) {
        ObjectNode node = JSON.objectNode();
        if (!plan.name().isEmpty()) {
            node.put("name", plan.name());
        }
        if (!plan.description().isEmpty()) {
            node.put("description", plan.description());
        }
        ObjectNode inputs = node.putObject("inputs");
        plan.inputs().forEach((name, input) -> inputs.set(name, input(input)));
        ArrayNode steps = node.putArray("steps");
        plan.steps().forEach(step -> steps.add(step(step)));
        ObjectNode outputs = node.putObject("outputs");
        plan.outputs().forEach((name, ref) -> outputs.set(name, argument(ref)));
        return node;
    }

    static JsonNode argument(Argument argument) {
        if (argument instanceof Argument.Literal literal) {
            return literal.json();
        } else if (argument instanceof Argument.Ref ref) {
            return JSON.objectNode().put("ref", ref.target());
        } else if (argument instanceof Argument.Expression expression) {
            return JSON.objectNode().put("cel", expression.cel());
        }
        ArrayNode array = JSON.arrayNode();
        ((Argument.Items) argument).items().forEach(item -> array.add(argument(item)));
        return array;
    }

    private static JsonNode input(PlanInput input) {
        JsonNode fallback = input.defaultValue();
        if (fallback == null && input.description().isEmpty() && input.rule().equals(InputRule.NONE)) {
            return JSON.textNode(input.kind().toString());
        }
        ObjectNode node = JSON.objectNode().put("kind", input.kind().toString());
        if (fallback != null) {
            node.set("default", fallback);
        }
        if (!input.description().isEmpty()) {
            node.put("description", input.description());
        }
        rule(input.rule(), node);
        return node;
    }

    private static void rule(InputRule rule, ObjectNode node) {
        if (rule.min() != null) {
            node.put("min", rule.min());
        }
        if (rule.max() != null) {
            node.put("max", rule.max());
        }
        if (!rule.choices().isEmpty()) {
            ArrayNode choices = node.putArray("choices");
            rule.choices().forEach(choices::add);
        }
        if (rule.maxItems() != null) {
            node.put("max_items", rule.maxItems());
        }
        if (rule.example() != null) {
            node.set("example", rule.example());
        }
    }

    private static ObjectNode step(PlanStep step) {
        ObjectNode node = JSON.objectNode().put("id", step.id());
        Handling handling = step.handling();
        if (handling.plan() == null) {
            node.put("tool", step.tool());
        } else {
            node.set("workflow", write(handling.plan()));
        }
        ObjectNode with = node.putObject("with");
        step.with().forEach((name, argument) -> with.set(name, argument(argument)));
        if (step.when() != null) {
            node.putObject("when").put("cel", step.when());
        }
        Argument forEach = step.forEach();
        if (forEach != null) {
            node.set("for_each", argument(forEach));
        }
        if (step.timeout() != null) {
            node.set("timeout", Durations.write(step.timeout()));
        }
        if (!step.retry().equals(PlanStep.Retry.NONE)) {
            ObjectNode retry = node.putObject("retry").put("times", step.retry().times());
            retry.set("backoff", Durations.write(step.retry().backoff()));
        }
        if (!handling.cached()) {
            node.put("cache", "off");
        }
        if (handling.parallel() > 0) {
            node.put("parallel", handling.parallel());
        }
        if (handling.approve() != null) {
            node.put("approve", handling.approve());
        }
        if (handling.fallback() != null) {
            node.putObject("on_failure").put("use", handling.fallback());
        } else if (step.onFailure() != PlanStep.OnFailure.SKIP) {
            node.put("on_failure", step.onFailure().name().toLowerCase(Locale.ROOT));
        }
        return node;
    }
}
