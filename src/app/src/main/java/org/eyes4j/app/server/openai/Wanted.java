package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.eyes4j.app.service.Problem;

/** The caller's tools and form, of either API, as an order to {@code ask} has them. */
final class Wanted {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_TOOLS = 128;

    private Wanted() {}

    /**
     * The member {@code calling} of an order; empty where nothing is wanted.
     *
     * @param nested whether functions lie in a member {@code function} (chat) or flat (responses)
     * @param format {@code response_format} or {@code text.format}
     */
    static ObjectNode read(JsonNode tools, JsonNode choice, boolean nested, JsonNode format, String formatField) {
        ObjectNode calling = JSON.objectNode();
        ArrayNode offered = tools(tools, nested);
        String chosen = choice.isTextual()
                ? choice.textValue()
                : choice.path("function")
                        .path("name")
                        .asText(choice.path("name").asText("auto"));
        if (!offered.isEmpty() && !chosen.equals("none")) {
            if (choice.isObject()) {
                offered = only(offered, chosen);
            }
            calling.set("tools", offered);
            calling.put("required", choice.isObject() || chosen.equals("required"));
        }
        switch (format.path("type").asText("text")) {
            case "text" -> {}
            case "json_object" -> form(calling, "answer", JSON.objectNode().put("type", "object"));
            case "json_schema" -> {
                JsonNode schema = nested ? format.path("json_schema") : format;
                if (!schema.path("schema").isObject()) {
                    throw Problem.at(formatField, "Expected a JSON Schema in 'schema'");
                }
                refuseRemote(schema.get("schema"), formatField);
                form(calling, schema.path("name").asText("answer"), schema.get("schema"));
            }
            default ->
                throw Problem.at(
                        formatField + ".type",
                        "Expected text, json_object or json_schema, got '"
                                + Told.brief(format.path("type").asText()) + "'");
        }
        return calling;
    }

    private static void form(ObjectNode calling, String name, JsonNode schema) {
        ObjectNode form = calling.putObject("form").put("name", name);
        form.set("schema", schema);
    }

    /** A schema from outside leads nowhere else. */
    private static void refuseRemote(JsonNode schema, String field) {
        for (JsonNode ref : schema.findValues("$ref")) {
            if (!ref.isTextual() || !ref.textValue().startsWith("#")) {
                throw Problem.at(
                        field, "A schema may refer within itself only ('#/…'), got " + Told.brief(ref.toString()));
            }
        }
    }

    private static ArrayNode only(ArrayNode tools, String name) {
        for (JsonNode tool : tools) {
            if (tool.path("name").asText().equals(name)) {
                return JSON.arrayNode().add(tool);
            }
        }
        throw Problem.at("tool_choice", "There is no tool '" + Told.brief(name) + "' among those given");
    }

    private static ArrayNode tools(JsonNode tools, boolean nested) {
        ArrayNode all = JSON.arrayNode();
        if (tools.size() > MOST_TOOLS) {
            throw Problem.at("tools", "At most " + MOST_TOOLS + " tools, got " + tools.size());
        }
        for (JsonNode tool : tools) {
            String field = "tools[" + all.size() + "]";
            if (!tool.path("type").asText().equals("function")) {
                throw Problem.at(
                        field + ".type",
                        "Expected function, got '"
                                + Told.brief(tool.path("type").asText()) + "'");
            }
            JsonNode function = nested ? tool.path("function") : tool;
            String name = function.path("name").asText();
            if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
                throw Problem.at(field, "A function's name is 1 to 64 letters, digits, '_' and '-'");
            }
            JsonNode schema = function.path("parameters");
            ObjectNode one = all.addObject()
                    .put("name", name)
                    .put("description", function.path("description").asText());
            one.set("schema", schema.isObject() ? schema : JSON.objectNode().put("type", "object"));
        }
        return all;
    }

    /** What was called and what it came to, after the last question. */
    static void exchange(ObjectNode calling, List<Said> after) {
        if (after.isEmpty()) {
            return;
        }
        ArrayNode exchange = calling.putArray("exchange");
        for (Said said : after) {
            if (said.role().equals("tool")) {
                String tool = after.stream()
                        .flatMap(s -> s.calls().stream())
                        .filter(c -> c.id().equals(said.call()))
                        .map(Said.Call::tool)
                        .findFirst()
                        .orElseThrow(() -> Problem.of(
                                Problem.Type.INVALID,
                                "A tool's result answers the call '" + Told.brief(said.call())
                                        + "', which no message before it makes"));
                exchange.addObject().put("call", said.call()).put("tool", tool).put("result", said.text());
            } else if (said.role().equals("assistant")) {
                ObjectNode one = exchange.addObject().put("text", said.text());
                ArrayNode calls = one.putArray("calls");
                said.calls()
                        .forEach(c -> calls.addObject()
                                .put("id", c.id())
                                .put("tool", c.tool())
                                .put("arguments", c.arguments()));
            }
        }
    }
}
