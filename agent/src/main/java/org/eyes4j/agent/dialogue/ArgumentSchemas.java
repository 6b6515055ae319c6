package org.eyes4j.agent.dialogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/**
 * JSON Schemas of a tool's arguments as a step of a plan writes them: plain JSON, a reference, or an expression. Objects are closed and
 * name all their properties as required, so that they hold in OpenAI's strict mode; what may be left out may be null there.
 */
final class ArgumentSchemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ArgumentSchemas() {}

    /**
     * The arguments of a tool.
     *
     * @param strict whether optional ports are required and may be null, instead of being left out
     */
    static ObjectNode of(ToolSpecification tool, boolean strict) {
        ObjectNode schema = closed();
        ObjectNode properties = (ObjectNode) schema.get("properties");
        ArrayNode required = (ArrayNode) schema.get("required");
        for (Port port : tool.inputs()) {
            ObjectNode property = port(port);
            if (strict && !port.required()) {
                ((ArrayNode) property.get("anyOf")).add(type("null"));
            }
            property.put("description", port.description());
            properties.set(port.name(), property);
            if (strict || port.required()) {
                required.add(port.name());
            }
        }
        return schema;
    }

    /** {@code {"ref": …}}. */
    static ObjectNode reference() {
        return with(closed(), "ref", type("string"));
    }

    /** {@code {"cel": …}}. */
    static ObjectNode expression() {
        return with(closed(), "cel", type("string"));
    }

    static ObjectNode orNull(ObjectNode... some) {
        ObjectNode any = JSON.objectNode();
        ArrayNode forms = any.putArray("anyOf");
        for (ObjectNode one : some) {
            forms.add(one);
        }
        forms.add(type("null"));
        return any;
    }

    private static ObjectNode port(Port port) {
        ObjectNode any = JSON.objectNode();
        ArrayNode forms = any.putArray("anyOf");
        if (port.expression()) {
            forms.add(expression());
            return any;
        }
        literals(port.kind(), port, forms);
        forms.add(reference());
        forms.add(expression());
        return any;
    }

    /** The plain forms of a kind; none for what only a reference can be. */
    private static void literals(Kind kind, Port port, ArrayNode forms) {
        if (kind instanceof Kind.ListKind list) {
            ObjectNode items = JSON.objectNode();
            ArrayNode each = items.putArray("anyOf");
            literals(list.element(), port, each);
            each.add(reference());
            ObjectNode array = type("array");
            array.set("items", items);
            forms.add(array);
        } else if (kind == Kind.TEXT) {
            ObjectNode text = type("string");
            if (!port.choices().isEmpty()) {
                ArrayNode choices = text.putArray("enum");
                port.choices().forEach(choices::add);
            }
            forms.add(text);
        } else if (kind == Kind.NUMBER) {
            forms.add(type("number"));
        } else if (kind == Kind.FLAG) {
            forms.add(type("boolean"));
        } else if (kind == Kind.VISUAL_PROMPTS) {
            forms.add(prompts());
        } else if (kind == Kind.ANY || kind == Kind.RECORD) {
            forms.add(type("string")).add(type("number")).add(type("boolean"));
        }
    }

    private static ObjectNode prompts() {
        ObjectNode items = JSON.objectNode();
        ArrayNode each = items.putArray("anyOf");
        each.add(with(with(closed(), "point", numbers()), "positive", type("boolean")));
        each.add(with(closed(), "box", numbers()));
        each.add(with(closed(), "text", type("string")));
        ObjectNode array = type("array");
        array.set("items", items);
        return array;
    }

    private static ObjectNode numbers() {
        ObjectNode array = type("array");
        array.set("items", type("number"));
        return array;
    }

    static ObjectNode type(String name) {
        return JSON.objectNode().put("type", name);
    }

    static ObjectNode array(ObjectNode items) {
        ObjectNode array = type("array");
        array.set("items", items);
        return array;
    }

    /** An object without properties yet, and with no others. */
    static ObjectNode closed() {
        ObjectNode object = type("object");
        object.putObject("properties");
        object.putArray("required");
        return object.put("additionalProperties", false);
    }

    /** A property more, required. */
    static ObjectNode with(ObjectNode object, String name, ObjectNode property) {
        ((ObjectNode) object.get("properties")).set(name, property);
        ((ArrayNode) object.get("required")).add(name);
        return object;
    }
}
