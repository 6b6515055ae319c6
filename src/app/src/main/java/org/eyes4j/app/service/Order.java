package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.name.Names;

/** Reads the members of what a client asks, each fault told at its field. */
final class Order {
    private final JsonNode json;

    private Order(JsonNode json) {
        this.json = json;
    }

    /**
     * An order with none but these members.
     *
     * @throws Problem if it is no object or has another member
     */
    static Order of(JsonNode json, String... members) {
        if (!json.isObject()) {
            throw Problem.of(Problem.Type.INVALID, "Expected a JSON object");
        }
        List<String> known = Arrays.asList(members);
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            if (!known.contains(member.getKey()) && !member.getKey().equals("kind")) {
                throw Problem.at(
                        "/" + member.getKey(),
                        "There is no field '" + member.getKey() + "' here; " + Names.hint(member.getKey(), known));
            }
        }
        return new Order(json);
    }

    boolean has(String member) {
        return json.hasNonNull(member);
    }

    String text(String member) {
        String text = optional(member).orElseThrow(() -> Problem.at("/" + member, "Missing: '" + member + "', a text"));
        if (text.isBlank()) {
            throw Problem.at("/" + member, "'" + member + "' needs words");
        }
        return text;
    }

    Optional<String> optional(String member) {
        JsonNode node = json.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw Problem.at("/" + member, "Expected a text");
        }
        return Optional.of(node.textValue());
    }

    boolean flag(String member) {
        JsonNode node = json.path(member);
        if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
            throw Problem.at("/" + member, "Expected true or false");
        }
        return node.asBoolean(false);
    }

    List<String> texts(String member) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : list(member)) {
            if (!node.isTextual()) {
                throw Problem.at("/" + member + "/" + texts.size(), "Expected a text");
            }
            texts.add(node.textValue());
        }
        return texts;
    }

    JsonNode list(String member) {
        JsonNode node = json.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        if (!node.isArray()) {
            throw Problem.at("/" + member, "Expected a list");
        }
        return node;
    }

    JsonNode object(String member) {
        JsonNode node = json.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!node.isObject()) {
            throw Problem.at("/" + member, "Expected an object");
        }
        return node;
    }

    <E extends Enum<E>> E choice(String member, Class<E> type, E standard) {
        Optional<String> given = optional(member);
        if (given.isEmpty()) {
            return standard;
        }
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(given.get())) {
                return value;
            }
        }
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT))
                .toList();
        throw Problem.at("/" + member, "Expected one of " + words + ", got '" + given.get() + "'");
    }
}
