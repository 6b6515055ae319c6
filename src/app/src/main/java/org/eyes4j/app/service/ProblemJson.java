package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Problem details as RFC 9457 writes them: {@code type, title, status, detail, field?, retry_after?}. */
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
        problem.retryAfter().ifPresent(after -> node.put("retry_after", Math.max(1, after.toSeconds())));
        return node;
    }
}
