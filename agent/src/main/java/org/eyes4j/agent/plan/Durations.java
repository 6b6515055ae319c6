package org.eyes4j.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as a person writes them: {@code 90s}, {@code 500ms}, {@code 2m}, or a bare number of seconds. */
final class Durations {
    static final Duration MOST = Duration.ofHours(24);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s?(ms|s|m|h)");

    private Durations() {}

    /** Empty where the node says no time from 0 to {@link #MOST}. */
    static Optional<Duration> read(JsonNode node) {
        double millis;
        if (node.isNumber()) {
            millis = node.doubleValue() * 1000;
        } else {
            Matcher matcher = TEXT.matcher(node.isTextual() ? node.textValue().strip() : "");
            if (!matcher.matches()) {
                return Optional.empty();
            }
            millis = Double.parseDouble(matcher.group(1)) * unit(matcher.group(2));
        }
        return millis >= 0 && millis <= MOST.toMillis()
                ? Optional.of(Duration.ofMillis(Math.round(millis)))
                : Optional.empty();
    }

    static JsonNode write(Duration duration) {
        long millis = duration.toMillis();
        return TextNode.valueOf(millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms");
    }

    private static long unit(String name) {
        return switch (name) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
    }
}
