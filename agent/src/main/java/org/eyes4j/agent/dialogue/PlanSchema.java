package org.eyes4j.agent.dialogue;

import static org.eyes4j.agent.dialogue.ArgumentSchemas.array;
import static org.eyes4j.agent.dialogue.ArgumentSchemas.closed;
import static org.eyes4j.agent.dialogue.ArgumentSchemas.expression;
import static org.eyes4j.agent.dialogue.ArgumentSchemas.orNull;
import static org.eyes4j.agent.dialogue.ArgumentSchemas.reference;
import static org.eyes4j.agent.dialogue.ArgumentSchemas.type;
import static org.eyes4j.agent.dialogue.ArgumentSchemas.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.eyes4j.tools.ToolSpecification;

/**
 * The JSON Schema that a language model's plan is bound to: steps of the offered tools with their own ports, outputs as a list of names
 * and steps (strict mode has no open objects), and what the model cannot do. It holds in OpenAI's strict mode.
 */
final class PlanSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PlanSchema() {}

    static JsonNode of(List<ToolSpecification> offered) {
        ObjectNode step = JSON.objectNode();
        ArrayNode forms = step.putArray("anyOf");
        for (ToolSpecification tool : offered) {
            ObjectNode name = type("string");
            name.putArray("enum").add(tool.name());
            ObjectNode form = closed();
            with(form, "id", type("string"));
            with(form, "tool", name);
            with(form, "with", ArgumentSchemas.of(tool, true));
            with(form, "when", orNull(expression()));
            with(form, "for_each", orNull(reference(), expression()));
            forms.add(form);
        }
        ObjectNode output = with(with(closed(), "name", type("string")), "ref", type("string"));
        ObjectNode plan = closed();
        with(
                plan,
                "cannot",
                orNull(type("string")).put("description", "what no tool can do; null when all can be done"));
        with(plan, "steps", array(step));
        with(plan, "outputs", array(output).put("description", "everything the answer needs: a name and a step's id"));
        return plan;
    }
}
