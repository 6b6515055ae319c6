package org.eyes4j.app.mcp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, each fault told by name. */
final class Params {
    private final String method;
    private final Map<?, ?> given;

    Params(String method, @Nullable Object given) {
        this.method = method;
        this.given = given instanceof Map<?, ?> map ? map : Map.of();
    }

    String text(String name) {
        return optional(name)
                .orElseThrow(() -> McpFault.params("'" + method + "' needs the parameter '" + name + "', a text"));
    }

    Optional<String> optional(String name) {
        Object value = given.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw McpFault.params("Expected the parameter '" + name + "' of '" + method + "' to be a text");
    }

    /** An object's members; none where it is missing. */
    Map<String, Object> object(String name) {
        Object value = given.get(name);
        Map<String, Object> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> members.put(String.valueOf(key), member));
        } else if (value != null) {
            throw McpFault.params("Expected the parameter '" + name + "' of '" + method + "' to be an object");
        }
        return members;
    }

    /** An object whose members are texts. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name).forEach((key, value) -> {
            if (!(value instanceof String text)) {
                throw McpFault.params("Expected the argument '" + McpFault.shortened(key) + "' to be a text");
            }
            texts.put(key, text);
        });
        return texts;
    }

    /** Another object's parameters. */
    Params inner(String name) {
        return new Params(method, object(name));
    }

    /** What progress is told under; empty when nobody wants to be told. */
    Optional<Object> progressToken() {
        Object token = object("_meta").get("progressToken");
        return token instanceof String || token instanceof Number ? Optional.of(token) : Optional.empty();
    }
}
