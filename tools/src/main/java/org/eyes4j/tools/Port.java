package org.eyes4j.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eyes4j.tools.value.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One input of a tool. Built by chaining: {@code Port.required("image", Kind.IMAGE, "the picture")},
 * {@code Port.optional("limit", Kind.NUMBER, "at most this many").between(1, 1000)}.
 *
 * @param name snake_case
 * @param kind what it takes
 * @param description one sentence fragment, for people and language models alike
 * @param required whether a call without it is refused
 * @param defaultValue what stands in when it is left out, as JSON; null for none
 * @param choices the only texts allowed; empty for any
 * @param minimum smallest number allowed, or null
 * @param maximum largest number allowed, or null
 * @param maxItems most items (lists) or characters (texts) allowed
 * @param expression whether the argument is a CEL expression that the tool evaluates itself, once per item
 * @param example what a caller might write, as JSON; null for none
 */
public record Port(
        String name,
        Kind kind,
        String description,
        boolean required,
        @Nullable JsonNode defaultValue,
        List<String> choices,
        @Nullable Double minimum,
        @Nullable Double maximum,
        int maxItems,
        boolean expression,
        @Nullable JsonNode example) {

    /** Most items of a list or characters of a text, unless a port says otherwise. */
    public static final int DEFAULT_MAX_ITEMS = 10_000;

    /** What an expression port's expression may speak of: the item, its place, all items. */
    public static final Set<String> EXPRESSION_VARIABLES = Set.of("item", "index", "items");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    public Port {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A port's name is snake_case, got '" + name + "'");
        }
        if (description.isBlank()) {
            throw new IllegalArgumentException("Port '" + name + "' needs a description");
        }
        if (required && defaultValue != null) {
            throw new IllegalArgumentException("Port '" + name + "' is required and cannot have a default");
        }
        choices = List.copyOf(choices);
    }

    /** One without an example. */
    public Port(
            String name,
            Kind kind,
            String description,
            boolean required,
            @Nullable JsonNode defaultValue,
            List<String> choices,
            @Nullable Double minimum,
            @Nullable Double maximum,
            int maxItems,
            boolean expression) {
        this(name, kind, description, required, defaultValue, choices, minimum, maximum, maxItems, expression, null);
    }

    public static Port required(String name, Kind kind, String description) {
        return new Port(name, kind, description, true, null, List.of(), null, null, DEFAULT_MAX_ITEMS, false);
    }

    public static Port optional(String name, Kind kind, String description) {
        return new Port(name, kind, description, false, null, List.of(), null, null, DEFAULT_MAX_ITEMS, false);
    }

    /** An optional CEL expression that the tool evaluates for each item. */
    public static Port expression(String name, String description) {
        return new Port(name, Kind.TEXT, description, false, null, List.of(), null, null, DEFAULT_MAX_ITEMS, true);
    }

    public Port or(double value) {
        return withDefault(
                value == Math.rint(value) && Math.abs(value) < 1e9
                        ? IntNode.valueOf((int) value)
                        : DoubleNode.valueOf(value));
    }

    public Port or(String value) {
        return withDefault(TextNode.valueOf(value));
    }

    public Port or(boolean value) {
        return withDefault(BooleanNode.valueOf(value));
    }

    public Port between(double least, double most) {
        return new Port(
                name, kind, description, required, defaultValue, choices, least, most, maxItems, expression, example);
    }

    public Port oneOf(String... allowed) {
        return new Port(
                name,
                kind,
                description,
                required,
                defaultValue,
                List.of(allowed),
                minimum,
                maximum,
                maxItems,
                expression,
                example);
    }

    public Port atMost(int items) {
        return new Port(
                name, kind, description, required, defaultValue, choices, minimum, maximum, items, expression, example);
    }

    /** What a caller might write. */
    public Port example(JsonNode json) {
        return new Port(
                name, kind, description, required, defaultValue, choices, minimum, maximum, maxItems, expression, json);
    }

    public Port example(String text) {
        return example(TextNode.valueOf(text));
    }

    public Port example(double number) {
        return example(DoubleNode.valueOf(number));
    }

    private Port withDefault(JsonNode value) {
        return new Port(
                name, kind, description, required, value, choices, minimum, maximum, maxItems, expression, example);
    }
}
