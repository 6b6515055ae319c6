package org.eyes4j.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.tools.geometry.Frame;

/** What a language model was told and what it answered, call by call, and what was put right in its plans. */
final class ModelCallsView {
    private static final int MOST_TEXT = 40_000;
    private static final int HASH = 12;

    private final JsonNode trace;
    private final PictureSvg pictures;
    private final Set<Integer> shown = new HashSet<>();

    ModelCallsView(JsonNode trace, PictureSvg pictures) {
        this.trace = trace;
        this.pictures = pictures;
    }

    void draw(Markup out) {
        if (!trace.path("plan_edits").isEmpty()) {
            out.open("section").element("h2", "Put right in the plan").open("table", "class", "regions edits");
            out.open("tr");
            List.of("step", "what", "why", "sure").forEach(name -> out.element("th", name, "scope", "col"));
            out.close("tr");
            trace.path("plan_edits").forEach(edit -> edit(edit, out));
            out.close("table").close("section");
        }
        if (!trace.path("model_calls").isEmpty()) {
            out.open("section").element("h2", "Language model").open("div", "class", "calls");
            trace.path("model_calls").forEach(call -> call(call, out));
            out.close("div").close("section");
        }
    }

    /** How often a model was asked, how long that took, and what it cost. */
    static String spent(JsonNode trace) {
        int calls = trace.path("model_calls").size();
        long millis = 0;
        for (JsonNode call : trace.path("model_calls")) {
            millis += call.path("millis").asLong();
        }
        JsonNode usage = trace.path("usage");
        long tokens = usage.path("input_tokens").asLong()
                + usage.path("output_tokens").asLong();
        return (calls == 1 ? "once" : calls + " times") + ", " + StepCard.millis(millis)
                + (tokens == 0 ? "" : ", " + (usage.path("estimated").asBoolean() ? "about " : "") + tokens + " tokens")
                + (usage.has("cost")
                        ? String.format(
                                Locale.ROOT,
                                ", %.4f %s",
                                usage.path("cost").asDouble(),
                                usage.path("currency").asText())
                        : "");
    }

    private static void edit(JsonNode edit, Markup out) {
        out.open("tr")
                .element("td", edit.path("step").asText())
                .element("td", edit.path("sort").asText().replace('_', ' '))
                .element("td", edit.path("reason").asText())
                .element("td", Math.round(100 * edit.path("confidence").asDouble()) + " %")
                .close("tr");
    }

    private void call(JsonNode call, Markup out) {
        JsonNode reply = call.path("reply");
        boolean failed = reply.has("trouble");
        out.open("article", "class", "card " + (failed ? "failed" : "done")).open("header");
        out.element("h3", call.path("purpose").asText());
        out.element("span", call.path("model").asText(), "class", "tool");
        out.element("span", failed ? "failed" : "answered", "class", "chip " + (failed ? "failed" : "done"));
        out.close("header").open("p", "class", "facts");
        out.text(StepCard.millis(call.path("millis").asLong()));
        long read = reply.path("input_tokens").asLong();
        long written = reply.path("output_tokens").asLong();
        if (read + written > 0) {
            out.text(" · " + read + " tokens read, " + written + " written");
        }
        String hash = call.path("prompt").asText();
        if (!hash.isEmpty()) {
            out.text(" · prompt ").open("code", "title", hash).text(hash.substring(0, Math.min(HASH, hash.length())));
            out.close("code");
        }
        if (call.has("form")) {
            out.text(" · bound to the form of a " + call.path("form").asText());
        }
        out.close("p");
        told(call, out);
        if (failed) {
            out.open("p", "class", "failure").element("b", reply.path("message").asText());
            out.text(" ").text(reply.path("hint").asText()).close("p");
            text(reply.path("partial").asText(), out);
        } else {
            text(reply.path("text").asText(), out);
            toolUses(reply.path("calls"), out);
        }
        out.close("article");
    }

    /** Messages that no earlier call showed. */
    private void told(JsonNode call, Markup out) {
        int before = 0;
        for (JsonNode index : call.path("messages")) {
            JsonNode message = trace.path("messages").path(index.asInt(-1));
            if (!shown.add(index.asInt(-1))) {
                before++;
            } else if (message.isObject()) {
                message(message, out);
            }
        }
        if (before > 0) {
            out.element(
                    "p",
                    before + (before == 1 ? " message" : " messages") + " from before went along",
                    "class",
                    "quiet");
        }
    }

    private void message(JsonNode message, Markup out) {
        String text = message.path("text").asText();
        String tool = message.path("tool").asText();
        out.open("details");
        out.element(
                "summary",
                message.path("role").asText() + (tool.isEmpty() ? "" : " " + tool) + ", " + text.length()
                        + " characters");
        text(text, out);
        toolUses(message.path("calls"), out);
        out.close("details");
        if (!message.path("pictures").isEmpty()) {
            out.open("div", "class", "strip");
            message.path("pictures").forEach(index -> picture(index.asInt(-1), out));
            out.close("div");
        }
    }

    private void picture(int index, Markup out) {
        Optional<Frame> frame = Frames.read(trace.path("pictures").path(index).path("frame"));
        frame.ifPresent(f -> pictures.draw(index, f, List.of(), out));
    }

    private static void toolUses(JsonNode calls, Markup out) {
        if (!calls.isEmpty()) {
            out.open("ul");
            calls.forEach(c -> out.open("li")
                    .element("b", c.path("tool").asText())
                    .text(" ")
                    .element("code", Markup.brief(c.path("arguments").asText(), 2_000))
                    .close("li"));
            out.close("ul");
        }
    }

    private static void text(String text, Markup out) {
        if (!text.isBlank()) {
            out.element("pre", Markup.brief(text, MOST_TEXT), "class", "said");
        }
    }
}
