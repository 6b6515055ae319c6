package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eyes4j.app.service.Problem;

/**
 * What a run of {@code ask} came to, as a message: its text in the pieces that it is streamed in, its citations, the calls that
 * it wishes for.
 *
 * @param pieces of the text, sentence by sentence
 * @param annotations citations of regions and values, in OpenAI's form {@code url_citation}; empty unless they were asked for
 */
record Told(List<String> pieces, List<Annotation> annotations, JsonNode result) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What a stretch of the text rests on; the address is that of the run's trace. */
    record Annotation(int start, int end, String title, String url) {}

    /**
     * Reads a result.
     *
     * @param marked whether the text bears marks of what it rests on
     * @throws Problem if there is no answer
     */
    static Told of(JsonNode result, boolean marked) {
        String outcome = result.path("outcome").asText("answered");
        String answer = result.path("answer").asText();
        switch (outcome) {
            case "no_model" -> throw Problem.of(Problem.Type.NOT_INSTALLED, answer);
            case "model_failed" -> throw Problem.of(Problem.Type.UNAVAILABLE, answer);
            case "faulty_plan" -> throw Problem.of(Problem.Type.INVALID, answer);
            default -> {}
        }
        if (result.has("unclear")) {
            return new Told(List.of(result.get("unclear").asText()), List.of(), result);
        } else if (result.has("form")) {
            return new Told(List.of(result.get("form").toString()), List.of(), result);
        } else if (!result.path("calls").isEmpty()) {
            return new Told(answer.isEmpty() ? List.of() : List.of(answer), List.of(), result);
        }
        return marked ? marked(result, answer) : new Told(plain(result, answer), List.of(), result);
    }

    /** Whether a form was asked for and did not come; why stands among the warnings. */
    void demandForm() {
        if (!result.has("form") && result.path("calls").isEmpty()) {
            JsonNode warnings = result.path("warnings");
            throw Problem.of(
                    Problem.Type.UNAVAILABLE,
                    warnings.isEmpty()
                            ? "The answer was not put into the form that was asked for"
                            : warnings.get(warnings.size() - 1).asText());
        }
    }

    private static List<String> plain(JsonNode result, String answer) {
        List<String> pieces = new ArrayList<>();
        int done = 0;
        for (JsonNode claim : result.path("claims")) {
            int at = answer.indexOf(claim.path("text").asText(), done);
            if (at >= 0) {
                int end = at + claim.path("text").asText().length();
                pieces.add(answer.substring(done, end));
                done = end;
            }
        }
        if (done < answer.length()) {
            pieces.add(answer.substring(done));
        }
        return pieces;
    }

    private static Told marked(JsonNode result, String answer) {
        List<String> pieces = new ArrayList<>();
        List<Annotation> annotations = new ArrayList<>();
        String trace = "/api/v1/runs/" + result.path("run").asText() + "/trace";
        int done = 0;
        int length = 0;
        for (JsonNode claim : result.path("claims")) {
            String text = claim.path("text").asText();
            int at = answer.indexOf(text, done);
            if (at < 0) {
                continue;
            }
            String piece = answer.substring(done, at + text.length());
            int start = length + at - done;
            List<String> evidence = new ArrayList<>();
            for (JsonNode e : claim.path("evidence")) {
                String what = e.path("id").asText(e.path("value").asText());
                evidence.add(
                        e.path("kind").asText().equals("region")
                                ? what
                                : e.path("kind").asText() + " " + what);
            }
            String mark = evidence.isEmpty()
                    ? " [" + claim.path("status").asText() + "]"
                    : evidence.stream().distinct().limit(12).collect(Collectors.joining(", ", " [", "]"));
            pieces.add(piece + mark);
            evidence.stream()
                    .distinct()
                    .forEach(e -> annotations.add(new Annotation(start, start + text.length(), e, trace)));
            length += piece.length() + mark.length();
            done = at + text.length();
        }
        if (done < answer.length()) {
            pieces.add(answer.substring(done));
        }
        return new Told(pieces, annotations, result);
    }

    String text() {
        return String.join("", pieces);
    }

    JsonNode calls() {
        return result.path("calls");
    }

    /** What eyes4j has more than a text. */
    ObjectNode extension() {
        ObjectNode node = JSON.objectNode();
        for (String member : List.of(
                "run",
                "session",
                "claims",
                "regions",
                "pictures",
                "plan",
                "steps",
                "artifacts",
                "planner",
                "warnings",
                "unclear",
                "options")) {
            if (result.has(member)) {
                node.set(member, result.get(member));
            }
        }
        return node;
    }

    ArrayNode citations(boolean flat) {
        ArrayNode all = JSON.arrayNode();
        for (Annotation a : annotations) {
            ObjectNode one = all.addObject().put("type", "url_citation");
            (flat ? one : one.putObject("url_citation"))
                    .put("start_index", a.start())
                    .put("end_index", a.end())
                    .put("title", a.title())
                    .put("url", a.url());
        }
        return all;
    }

    long inputTokens() {
        return result.path("usage").path("input_tokens").asLong();
    }

    long outputTokens() {
        return result.path("usage").path("output_tokens").asLong();
    }

    /** Something of a client's, short enough for a message. */
    static String brief(String text) {
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }
}
