package org.eyes4j.config.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The free settings of a model's pre- or post-processing. Each family knows its own; these getters give them with a
 * message that names the model when one is missing or of another type. Immutable.
 */
public final class Parameters {
    private final String owner;
    private final Map<String, Object> values;

    /**
     * Parameters of a model.
     *
     * @param owner told in messages, as {@code coco-ssd: preprocess}
     * @param values texts, numbers, flags, lists and maps of those
     */
    public Parameters(String owner, Map<String, Object> values) {
        this.owner = owner;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** All of them, in the manifest's order. */
    public Map<String, Object> values() {
        return values;
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** A whole number. */
    public int integer(String key) {
        Number value = as(key, Number.class, "a whole number");
        if (value.doubleValue() != value.intValue()) {
            throw fault(key, "a whole number", value);
        }
        return value.intValue();
    }

    public int integer(String key, int fallback) {
        return has(key) ? integer(key) : fallback;
    }

    public double number(String key) {
        return as(key, Number.class, "a number").doubleValue();
    }

    public double number(String key, double fallback) {
        return has(key) ? number(key) : fallback;
    }

    public String text(String key) {
        return as(key, String.class, "text");
    }

    public String text(String key, String fallback) {
        return has(key) ? text(key) : fallback;
    }

    public boolean flag(String key, boolean fallback) {
        return has(key) ? as(key, Boolean.class, "true or false") : fallback;
    }

    /** A list of numbers. */
    public List<Double> numbers(String key) {
        return list(key, "a list of numbers").stream()
                .map(v -> {
                    if (v instanceof Number n) {
                        return n.doubleValue();
                    }
                    throw fault(key, "a list of numbers", v);
                })
                .toList();
    }

    /** A list of texts. */
    public List<String> texts(String key) {
        return list(key, "a list of texts").stream().map(String::valueOf).toList();
    }

    /** The parameters of one part of the model, as {@code detector}. */
    public Parameters nested(String key) {
        Map<String, Object> nested = new LinkedHashMap<>();
        ((Map<?, ?>) as(key, Map.class, "a map")).forEach((k, v) -> nested.put(String.valueOf(k), v));
        return new Parameters(owner + "." + key, nested);
    }

    private List<?> list(String key, String expected) {
        return as(key, List.class, expected);
    }

    private <T> T as(String key, Class<T> type, String expected) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    owner + ": expected " + expected + " at `" + key + "`, found only " + values.keySet());
        }
        if (!type.isInstance(value)) {
            throw fault(key, expected, value);
        }
        return type.cast(value);
    }

    private IllegalArgumentException fault(String key, String expected, Object value) {
        return new IllegalArgumentException(
                owner + ": expected " + expected + " at `" + key + "`, found `" + value + "`");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters p && p.owner.equals(owner) && p.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
