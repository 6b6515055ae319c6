package org.eyes4j.agent.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eyes4j.tools.ArgumentChecker;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.ValueJson;

/** Literals written as a port takes them, their meaning kept. */
final class Literals {
    private static final Frame SOME_PICTURE = Frame.of("picture", 1 << 15, 1 << 15);
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,15}(\\.\\d{1,15})?|\\.\\d{1,15})([eE][+-]?\\d{1,2})?");

    /** A literal as it should be written, and how sure that is. */
    record Coerced(JsonNode json, double confidence) {}

    private Literals() {}

    /** Whether a port takes a literal as it stands. */
    static boolean readable(Port port, JsonNode json) {
        if (port.expression()) {
            return json.isTextual();
        }
        try {
            ToolSpecification alone = ToolSpecification.named("tool")
                    .describedAs("One port")
                    .takes(port)
                    .gives(Kind.ANY, "nothing");
            return ArgumentChecker.faults(
                            alone, Map.of(port.name(), ValueJson.fromJson(json, port.kind(), SOME_PICTURE)))
                    .isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The literal written as the port takes it; empty where none of what it can mean fits. */
    static Optional<Coerced> coerced(Port port, JsonNode json) {
        if (port.expression()) {
            return json.isBoolean() || json.isNumber()
                    ? Optional.of(new Coerced(TextNode.valueOf(json.asText()), 0.9))
                    : Optional.empty();
        }
        return as(port, port.kind(), json, 0).filter(c -> readable(port, c.json));
    }

    private static Optional<Coerced> as(Port port, Kind kind, JsonNode json, int depth) {
        if (depth > 4) {
            return Optional.empty();
        }
        if (kind instanceof Kind.ListKind list) {
            return list(port, list.element(), json, depth);
        }
        if (json.isArray() && json.size() == 1) {
            return as(port, kind, json.get(0), depth + 1).map(c -> new Coerced(c.json, Math.min(c.confidence, 0.92)));
        }
        if (json.isObject() && json.size() == 1 && json.has("value")) {
            return as(port, kind, json.get("value"), depth + 1);
        }
        if (kind == Kind.NUMBER) {
            return number(port, json);
        } else if (kind == Kind.FLAG) {
            return flag(json);
        } else if (kind == Kind.TEXT) {
            return text(port, json);
        }
        return Optional.empty();
    }

    private static Optional<Coerced> list(Port port, Kind element, JsonNode json, int depth) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        if (!json.isArray()) {
            if (element == Kind.TEXT && json.isTextual() && json.textValue().contains(",")) {
                for (String part : json.textValue().split(",")) {
                    if (!part.isBlank()) {
                        items.add(part.strip());
                    }
                }
                return Optional.of(new Coerced(items, 0.75));
            }
            return one(port, element, json, depth)
                    .map(c -> new Coerced(items.add(c.json), Math.min(0.95, c.confidence)));
        }
        double confidence = 0.97;
        for (JsonNode item : json) {
            Optional<Coerced> one = one(port, element, item, depth);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            items.add(one.get().json);
            confidence = Math.min(confidence, one.get().confidence);
        }
        return Optional.of(new Coerced(items, confidence));
    }

    private static Optional<Coerced> one(Port port, Kind element, JsonNode json, int depth) {
        boolean asItIs =
                element == Kind.TEXT && json.isTextual() && port.choices().isEmpty()
                        || element == Kind.NUMBER && json.isNumber()
                        || element == Kind.FLAG && json.isBoolean();
        return asItIs ? Optional.of(new Coerced(json, 0.97)) : as(port, element, json, depth + 1);
    }

    private static Optional<Coerced> number(Port port, JsonNode json) {
        double value;
        double confidence = 0.97;
        if (json.isNumber()) {
            value = json.doubleValue();
        } else if (json.isTextual()) {
            String text = json.textValue().strip();
            boolean percent = text.endsWith("%");
            String digits = (percent ? text.substring(0, text.length() - 1) : text).strip();
            if (!NUMBER.matcher(digits).matches()) {
                return Optional.empty();
            }
            value = Double.parseDouble(digits);
            if (percent && port.maximum() != null && port.maximum() <= 1) {
                value /= 100;
                confidence = 0.9;
            }
        } else {
            return Optional.empty();
        }
        Double least = port.minimum();
        Double most = port.maximum();
        if (most != null && most == 1 && value > 1 && value <= 100) {
            return Optional.of(new Coerced(plain(value / 100), 0.7));
        }
        if (least != null && value < least) {
            return Optional.of(new Coerced(plain(least), 0.45));
        }
        if (most != null && value > most) {
            return Optional.of(new Coerced(plain(most), 0.45));
        }
        return Optional.of(new Coerced(plain(value), confidence));
    }

    private static JsonNode plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? LongNode.valueOf((long) value)
                : DoubleNode.valueOf(value);
    }

    private static Optional<Coerced> flag(JsonNode json) {
        String text =
                json.isTextual() || json.isNumber() ? json.asText().strip().toLowerCase(Locale.ROOT) : "";
        return switch (text) {
            case "true", "yes", "on", "1", "1.0" -> Optional.of(new Coerced(BooleanNode.TRUE, 0.95));
            case "false", "no", "off", "0", "0.0" -> Optional.of(new Coerced(BooleanNode.FALSE, 0.95));
            default -> Optional.empty();
        };
    }

    private static Optional<Coerced> text(Port port, JsonNode json) {
        if (!json.isValueNode() || json.isNull()) {
            return Optional.empty();
        }
        String text = json.asText();
        if (port.choices().isEmpty() || port.choices().contains(text)) {
            return Optional.of(new Coerced(TextNode.valueOf(text), 0.95));
        }
        String folded = fold(text);
        for (String choice : port.choices()) {
            if (fold(choice).equals(folded)) {
                return Optional.of(new Coerced(TextNode.valueOf(choice), 0.97));
            }
        }
        if (folded.length() >= 3) {
            List<String> within = port.choices().stream()
                    .filter(c -> fold(c).contains(folded) || folded.contains(fold(c)) && fold(c).length() >= 3)
                    .toList();
            if (within.size() == 1) {
                return Optional.of(new Coerced(TextNode.valueOf(within.get(0)), 0.85));
            }
        }
        return Names.nearest(text, port.choices()).map(c -> new Coerced(TextNode.valueOf(c), 0.8));
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
