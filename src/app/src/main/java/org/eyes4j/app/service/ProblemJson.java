package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;

/** Problem details as RFC 9457 writes them: {@code type, title, status, detail, field?, faults?, retry_after?}. */
public final class ProblemJson {
    private static final String TYPES = "/problems/";

    private ProblemJson() {}

    public static ObjectNode of(Problem problem) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPES + problem.type().slug())
                .put("title", problem.type().title())
                .put("status", problem.type().status())
                .put("detail", problem.detail());
        if (!problem.field().isEmpty()) {
            node.put("field", problem.field());
        }
        if (!problem.faults().isEmpty()) {
            ArrayNode faults = node.putArray("faults");
            problem.faults()
                    .forEach(f -> faults.addObject().put("field", f.field()).put("detail", f.detail()));
        }
        problem.retryAfter().ifPresent(after -> node.put("retry_after", Math.max(1, after.toSeconds())));
        return node;
    }

    /** What {@link #of} wrote. */
    public static Problem read(JsonNode json) {
        String slug = json.path("type").asText().substring(TYPES.length());
        Problem.Type type = Arrays.stream(Problem.Type.values())
                .filter(t -> t.slug().equals(slug))
                .findFirst()
                .orElse(Problem.Type.INTERNAL);
        String detail = json.path("detail").asText();
        return json.path("field").isTextual() && type == Problem.Type.INVALID
                ? Problem.at(json.get("field").textValue(), detail)
                : json.has("retry_after")
                        ? Problem.later(
                                type,
                                detail,
                                Duration.ofSeconds(json.path("retry_after").asLong()))
                        : Problem.of(type, detail);
    }
}
