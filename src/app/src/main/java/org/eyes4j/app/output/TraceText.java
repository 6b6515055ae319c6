package org.eyes4j.app.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Locale;

/** A kept run for a person at a terminal: what was answered, what ran, what a language model was asked. */
public final class TraceText {
    private static final int HASH = 12;

    private final JsonNode trace;
    private final PrintStream out;

    private TraceText(JsonNode trace, PrintStream out) {
        this.trace = trace;
        this.out = out;
    }

    /**
     * Prints a run.
     *
     * @param trace as {@code trace.json} has it
     */
    public static void print(JsonNode trace, PrintStream out) {
        new TraceText(trace, out).print();
    }

    private void print() {
        line(trace.path("question").asText());
        trace.path("answer").path("claims").forEach(this::claim);
        line("");
        trace.path("steps").forEach(this::step);
        if (!trace.path("model_calls").isEmpty()) {
            line("");
            trace.path("model_calls").forEach(this::call);
        }
        trace.path("plan_edits").forEach(this::edit);
        line("");
        line(trace.path("regions").size() + " regions, planner "
                + trace.path("planner").asText() + ", " + trace.path("millis").asLong() + " ms, started "
                + trace.path("started").asText());
        usage(trace.path("usage"));
        trace.path("warnings").forEach(w -> line("note: " + w.asText()));
    }

    private void claim(JsonNode claim) {
        line("  [" + claim.path("status").asText() + "] " + claim.path("text").asText());
        if (claim.has("draft")) {
            line("    the language model had said: " + claim.path("draft").asText());
        }
    }

    private void step(JsonNode step) {
        String cached = step.path("cached").asBoolean() ? ", from the cache" : "";
        line(String.format(
                Locale.ROOT,
                "%-16s %-18s %-14s %7s %6d ms%s",
                step.path("id").asText(),
                step.path("tool").asText(),
                step.path("model").asText("-"),
                step.path("status").asText(),
                step.path("millis").asLong(),
                cached));
        failure(step.path("failure"));
    }

    private void call(JsonNode call) {
        JsonNode reply = call.path("reply");
        String hash = call.path("prompt").asText();
        line(String.format(
                Locale.ROOT,
                "%-16s %-18s %-14s %7s %6d ms",
                call.path("purpose").asText(),
                call.path("model").asText(),
                hash.substring(0, Math.min(HASH, hash.length())),
                reply.has("trouble") ? "failed" : "done",
                call.path("millis").asLong()));
        if (reply.has("trouble")) {
            failure(reply);
        }
    }

    private void edit(JsonNode edit) {
        String step = edit.path("step").asText();
        line("put right in the plan" + (step.isEmpty() ? "" : ", step " + step) + ": "
                + edit.path("reason").asText());
    }

    private void failure(JsonNode failure) {
        if (failure.isObject()) {
            line("    " + failure.path("message").asText() + " "
                    + failure.path("hint").asText());
        }
    }

    private void usage(JsonNode usage) {
        if (usage.isObject()) {
            line(usage.path("model_calls").asInt() + " calls of a language model, "
                    + usage.path("input_tokens").asLong() + " tokens read, "
                    + usage.path("output_tokens").asLong() + " written"
                    + (usage.path("estimated").asBoolean() ? " (estimated)" : "")
                    + (usage.has("cost")
                            ? String.format(
                                    Locale.ROOT,
                                    ", %.4f %s",
                                    usage.path("cost").asDouble(),
                                    usage.path("currency").asText())
                            : ""));
        }
    }

    private void line(String text) {
        out.println(Printable.of(text).stripTrailing());
    }
}
