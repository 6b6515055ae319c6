package org.eyes4j.agent.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSchemas;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/**
 * The JSON Schema (2020-12) of a workflow with the tools there are: for editors, which complete names and arguments by it and
 * show what they are for. It takes whatever the reader takes that names known tools; kinds of references and expressions are
 * the checker's to look at.
 */
public final class WorkflowSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private WorkflowSchema() {}

    /** The schema for the tools of a registry, workflows and those for workflows only included. */
    public static ObjectNode of(ToolRegistry tools) {
        ObjectNode schema = PlanCodec.schema().deepCopy();
        schema.put("$id", "https://eyes4j.org/schema/workflow.schema.json").put("title", "eyes4j workflow");
        ObjectNode step = (ObjectNode) schema.at("/$defs/step");
        ObjectNode properties = (ObjectNode) step.get("properties");
        ObjectNode name = JSON.objectNode().put("description", "what the step calls");
        ArrayNode names = name.putArray("anyOf");
        ArrayNode rules = step.putArray("allOf");
        List<ToolSpecification> all = new ArrayList<>(tools.specifications());
        tools.aside().stream().map(Tool::specification).forEach(all::add);
        for (ToolSpecification tool : all) {
            names.addObject().put("const", tool.name()).put("description", tool.description());
            ObjectNode rule = rules.addObject();
            rule.putObject("if")
                    .<ObjectNode>set("required", JSON.arrayNode().add("tool"))
                    .putObject("properties")
                    .putObject("tool")
                    .put("const", tool.name());
            rule.set("then", then(tool));
        }
        properties.set("tool", name);
        return schema;
    }

    private static ObjectNode then(ToolSpecification tool) {
        ObjectNode with = JSON.objectNode().put("description", tool.description());
        with.putArray("type").add("object").add("null");
        JsonNode literals = ToolSchemas.input(tool).path("properties");
        ObjectNode arguments = with.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (Port port : tool.inputs()) {
            arguments.set(port.name(), argument(port, literals.path(port.name())));
            if (port.required()) {
                required.add(port.name());
            }
        }
        with.put("additionalProperties", false);
        ObjectNode then = JSON.objectNode();
        if (!required.isEmpty()) {
            with.set("required", required);
            with.put("type", "object");
            then.putArray("required").add("with");
        }
        then.putObject("properties").set("with", with);
        return then;
    }

    /** What may be written for an argument: a reference, an expression, or a literal of its kind. */
    private static ObjectNode argument(Port port, JsonNode literal) {
        ObjectNode argument = JSON.objectNode().put("description", port.description() + " (" + port.kind() + ")");
        if (port.kind() == Kind.ANY) {
            return argument;
        }
        if (port.defaultValue() != null) {
            argument.set("default", port.defaultValue());
        }
        if (port.example() != null) {
            argument.putArray("examples").add(port.example());
        }
        ArrayNode forms = argument.putArray("anyOf");
        reference(forms);
        if (port.kind() instanceof Kind.ListKind list) {
            ObjectNode element = JSON.objectNode();
            ArrayNode elements = element.putArray("anyOf");
            reference(elements);
            literal(list.element(), literal.path("items"), elements);
            forms.addObject()
                    .put("type", "array")
                    .put("maxItems", port.maxItems())
                    .set("items", element);
            literal(list.element(), literal.path("items"), forms);
        } else {
            literal(port.kind(), literal, forms);
        }
        if (!port.required()) {
            forms.addObject().put("type", "null");
        }
        return argument;
    }

    private static void reference(ArrayNode forms) {
        forms.addObject().put("$ref", "#/$defs/ref");
        forms.addObject().put("$ref", "#/$defs/cel");
    }

    /** Pictures and sound cannot be written; coordinates can be in several forms, which the checker reads. */
    private static void literal(Kind kind, JsonNode schema, ArrayNode forms) {
        if (kind == Kind.TEXT || kind == Kind.NUMBER || kind == Kind.FLAG) {
            ObjectNode plain = schema.deepCopy();
            plain.remove(List.of("default", "description", "examples"));
            forms.add(plain);
        } else if (kind == Kind.ANY) {
            forms.addObject();
        } else if (kind != Kind.IMAGE && kind != Kind.VIDEO && kind != Kind.AUDIO && kind != Kind.DEPTH_MAP) {
            ObjectNode open = forms.addObject();
            open.putArray("type").add("object").add("array");
            ArrayNode not = open.putObject("not").putArray("anyOf");
            not.addObject().putArray("required").add("ref");
            not.addObject().putArray("required").add("cel");
        }
    }
}
