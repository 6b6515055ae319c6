package org.eyes4j.app.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * A conversation as one page that needs nothing else: its questions and answers in order, each with the trace of its run
 * inside, where that is kept. No script, no request; whatever came from outside is escaped.
 */
public final class SessionHtml {
    private static final String STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
            + "padding:0 1rem;color-scheme:light dark}"
            + "article{border-top:1px solid;padding:1rem 0}small{opacity:.75}iframe{width:100%;height:80vh;border:1px solid}";

    private final StringBuilder out = new StringBuilder();

    private SessionHtml() {}

    /**
     * The page, UTF-8 text.
     *
     * @param told {@code {title, created, turns: [{question, answer, claims: [{text, status, regions}], run?}]}}
     * @param traces the page of a run's trace, by the run's id
     */
    public static String render(JsonNode told, Function<String, Optional<String>> traces) {
        return new SessionHtml().page(told, traces);
    }

    private String page(JsonNode told, Function<String, Optional<String>> traces) {
        String first = told.path("turns").path(0).path("question").asText("");
        String title = told.path("title").asText("").isBlank()
                ? first
                : told.path("title").asText();
        out.append("<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>");
        text(title);
        out.append("</title><style>").append(STYLE).append("</style></head><body><h1>");
        text(title);
        out.append("</h1><p><small>");
        text(told.path("created").asText());
        out.append("</small></p>\n");
        told.path("turns").forEach(turn -> turn(turn, traces));
        return out.append("</body></html>\n").toString();
    }

    private void turn(JsonNode turn, Function<String, Optional<String>> traces) {
        out.append("<article><h2>");
        text(turn.path("question").asText());
        out.append("</h2>\n");
        for (JsonNode claim : turn.path("claims")) {
            out.append("<p>");
            text(claim.path("text").asText());
            out.append(" <small>[");
            text(claim.path("status").asText());
            claim.path("regions").forEach(region -> {
                out.append(", ");
                text(region.asText());
            });
            out.append("]</small></p>\n");
        }
        traces.apply(turn.path("run").asText("")).ifPresent(page -> {
            out.append("<details><summary>trace</summary><iframe sandbox title=\"trace\" srcdoc=\"");
            text(page);
            out.append("\"></iframe></details>\n");
        });
        out.append("</article>\n");
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }
}
