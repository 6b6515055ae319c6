package org.eyes4j.app.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An output of an item in few words, as its line has it. */
final class OutputText {
    private OutputText() {}

    /** @param output {@code {kind, value}} */
    static String of(JsonNode output) {
        JsonNode value = output.path("value");
        String kind = output.path("kind").asText();
        if (value.isMissingNode() || value.isNull()) {
            return "";
        } else if (value.isTextual() || value.isBoolean()) {
            return value.asText();
        } else if (value.isNumber()) {
            return new BigDecimal(value.asText()).stripTrailingZeros().toPlainString();
        }
        return switch (kind) {
            case "detections" -> labels(value.path("regions"));
            case "image", "depth_map" ->
                value.path("width").asText() + " x " + value.path("height").asText();
            case "masks" -> value.path("masks").size() + " masks";
            case "embedding" -> value.path("vector").size() + " numbers";
            case "classification" ->
                value.isEmpty() ? "" : value.get(0).path("label").asText();
            case "list<text>" -> items(value);
            case "list<image>" -> value.size() + " pictures";
            default -> value.toString();
        };
    }

    private static String items(JsonNode list) {
        StringBuilder text = new StringBuilder();
        list.forEach(item -> text.append(text.isEmpty() ? "" : "; ").append(item.asText()));
        return text.toString();
    }

    /** {@code 2 dog, 1 cat}; nothing for none. */
    private static String labels(JsonNode regions) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        regions.forEach(region -> counts.merge(region.path("label").asText(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }
}
