package org.eyes4j.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eyes4j.tools.value.Kind;

/** JSON Schemas (2020-12) of a tool's arguments and of what it gives, made from its specification alone. */
public final class ToolSchemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ToolSchemas() {}

    /** An object with a property a port; nothing else is allowed. */
    public static ObjectNode input(ToolSpecification tool) {
        ObjectNode schema = object();
        schema.put("title", tool.name()).put("description", tool.description());
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (Port port : tool.inputs()) {
            ObjectNode property = of(port.kind());
            property.put("description", port.description());
            if (port.defaultValue() != null) {
                property.set("default", port.defaultValue());
            }
            if (port.example() != null) {
                property.putArray("examples").add(port.example());
            }
            constrain(property, port);
            properties.set(port.name(), property);
            if (port.required()) {
                required.add(port.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    public static ObjectNode output(ToolSpecification tool) {
        ObjectNode schema = of(tool.output());
        schema.put("description", tool.outputDescription());
        return schema;
    }

    /** The schema of a kind's JSON form. Pictures and sound are handles: an artifact's id. */
    public static ObjectNode of(Kind kind) {
        if (kind instanceof Kind.ListKind list) {
            ObjectNode schema = type("array");
            schema.set("items", of(list.element()));
            return schema;
        }
        return switch ((Kind.Plain) kind) {
            case ANY -> JSON.objectNode();
            case TEXT -> type("string");
            case NUMBER -> type("number");
            case FLAG -> type("boolean");
            case IMAGE, VIDEO, AUDIO, DEPTH_MAP -> {
                ObjectNode schema = object();
                ObjectNode properties = schema.putObject("properties");
                properties.putObject("artifact").put("type", "string").put("description", "handle of a stored " + kind);
                yield schema;
            }
            case DETECTIONS -> {
                ObjectNode schema = object();
                ObjectNode properties = schema.putObject("properties");
                properties.set("regions", array(region()));
                schema.putArray("required").add("regions");
                yield schema;
            }
            case MASKS -> {
                ObjectNode schema = object();
                schema.putObject("properties").set("masks", array(mask()));
                yield schema;
            }
            case KEYPOINTS -> {
                ObjectNode schema = object();
                schema.putObject("properties").set("keypoints", array(keypoint()));
                yield schema;
            }
            case CLASSIFICATION -> {
                ObjectNode entry = object();
                ObjectNode properties = entry.putObject("properties");
                properties.set("label", type("string"));
                properties.set("score", score());
                yield array(entry);
            }
            case EMBEDDING -> {
                ObjectNode schema = object();
                ObjectNode properties = schema.putObject("properties");
                properties.set("model", type("string"));
                properties.set("vector", array(type("number")));
                yield schema;
            }
            case VISUAL_PROMPTS -> {
                ObjectNode framed = object();
                framed.putObject("properties").set("prompts", array(prompt()));
                framed.putArray("required").add("prompts");
                ObjectNode schema = JSON.objectNode();
                schema.putArray("anyOf").add(array(prompt())).add(framed);
                yield schema;
            }
            case RECORD -> type("object");
        };
    }

    private static ObjectNode region() {
        ObjectNode schema = object();
        ObjectNode properties = schema.putObject("properties");
        properties.set("id", type("string"));
        properties.set("label", type("string"));
        properties.set("score", score());
        properties.set("box", numbers(4).put("description", "x1, y1, x2, y2 in pixels, half-open"));
        properties.set("mask", mask());
        properties.set("keypoints", array(keypoint()));
        properties.set("text", type("string"));
        schema.putArray("required").add("label").add("box");
        return schema;
    }

    private static ObjectNode mask() {
        ObjectNode schema = object().put("description", "COCO run-length encoding");
        ObjectNode properties = schema.putObject("properties");
        properties.set("size", numbers(2).put("description", "height, width"));
        properties.set("counts", type("string"));
        return schema;
    }

    private static ObjectNode keypoint() {
        ObjectNode schema = object();
        ObjectNode properties = schema.putObject("properties");
        properties.set("name", type("string"));
        properties.set("x", type("number"));
        properties.set("y", type("number"));
        properties.set("score", score());
        return schema;
    }

    private static ObjectNode prompt() {
        ObjectNode schema = object().put("description", "one of point, box, scribble, mask, text");
        ObjectNode properties = schema.putObject("properties");
        properties.set("point", numbers(2));
        properties.set("box", numbers(4));
        properties.set("scribble", array(numbers(2)));
        properties.set("mask", mask());
        properties.set("text", type("string"));
        properties.set("positive", type("boolean"));
        return schema;
    }

    private static void constrain(ObjectNode property, Port port) {
        ObjectNode target = port.kind() instanceof Kind.ListKind ? (ObjectNode) property.get("items") : property;
        if (!port.choices().isEmpty()) {
            ArrayNode choices = target.putArray("enum");
            port.choices().forEach(choices::add);
        }
        if (port.minimum() != null) {
            target.put("minimum", port.minimum());
        }
        if (port.maximum() != null) {
            target.put("maximum", port.maximum());
        }
        if (port.kind() instanceof Kind.ListKind) {
            property.put("maxItems", port.maxItems());
        } else if (port.kind().equals(Kind.TEXT)) {
            property.put("maxLength", port.maxItems());
        }
    }

    private static ObjectNode object() {
        return type("object");
    }

    private static ObjectNode type(String name) {
        return JSON.objectNode().put("type", name);
    }

    private static ObjectNode array(ObjectNode items) {
        ObjectNode schema = type("array");
        schema.set("items", items);
        return schema;
    }

    private static ObjectNode numbers(int count) {
        return array(type("number")).put("minItems", count).put("maxItems", count);
    }

    private static ObjectNode score() {
        return type("number").put("minimum", 0).put("maximum", 1);
    }
}
