package org.eyes4j.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.PlanStep;

/** One step of a trace as a card: what it was given, what it gave, how it went. */
final class StepCard {
    private static final int MOST_ARGUMENT = 600;

    private final ValueView values;
    private final List<String> ids;

    /**
     * A maker of cards.
     *
     * @param ids of the plan's steps, in order: what references link to
     */
    StepCard(ValueView values, List<String> ids) {
        this.values = values;
        this.ids = ids;
    }

    void draw(int index, JsonNode step, PlanStep planned, long runMillis, Markup out) {
        String status = status(step);
        out.open("article", "class", "card " + status, "id", "step-" + index);
        out.open("header");
        out.element("h3", planned.id());
        out.element("span", planned.tool(), "class", "tool");
        out.element("span", status, "class", "chip " + status);
        if (step.path("cached").asBoolean()) {
            out.element("span", "cached", "class", "chip quiet");
        }
        out.close("header");
        out.open("p", "class", "facts");
        String model = step.path("model").asText();
        if (!model.isEmpty()) {
            out.text("model ").element("b", model).text(" · ");
        }
        if (!status.equals("skipped")) {
            out.text(millis(step.path("millis").asLong()));
        }
        out.close("p");
        bar(step, runMillis, status, out);
        failure(step.path("failure"), out);
        step.path("warnings").forEach(warning -> out.element("p", warning.asText(), "class", "warning"));
        arguments(planned, out);
        if (step.has("value")) {
            values.draw(step.path("value"), out);
        }
        out.close("article");
    }

    static String status(JsonNode step) {
        String status = step.path("status").asText();
        return List.of("done", "failed", "skipped").contains(status) ? status : "skipped";
    }

    static String millis(long millis) {
        return millis < 1000 ? millis + " ms" : String.format(java.util.Locale.ROOT, "%.2f s", millis / 1000.0);
    }

    /** When the step ran, within the time of the whole run. */
    private static void bar(JsonNode step, long runMillis, String status, Markup out) {
        if (!step.has("after") || runMillis <= 0) {
            return;
        }
        double from = 100.0 * Math.min(step.path("after").asLong(), runMillis) / runMillis;
        double wide = Math.max(0.6, 100.0 * step.path("millis").asLong() / runMillis);
        out.open("svg", "class", "bar", "viewBox", "0 0 100 3", "preserveAspectRatio", "none", "aria-hidden", "true");
        out.open("rect", "class", "track", "width", "100", "height", "3", "rx", "1")
                .close("rect");
        out.open(
                        "rect",
                        "class",
                        status,
                        "x",
                        Markup.number(Math.min(from, 99.4)),
                        "width",
                        Markup.number(Math.min(wide, 100 - Math.min(from, 99.4))),
                        "height",
                        "3",
                        "rx",
                        "1")
                .close("rect");
        out.close("svg");
    }

    private static void failure(JsonNode failure, Markup out) {
        if (failure.isObject()) {
            out.open("p", "class", "failure")
                    .element("b", failure.path("message").asText());
            String hint = failure.path("hint").asText();
            if (!hint.isEmpty()) {
                out.text(" ").text(hint);
            }
            out.close("p");
        }
    }

    private void arguments(PlanStep step, Markup out) {
        if (step.with().isEmpty() && step.when() == null && step.forEach() == null) {
            return;
        }
        out.open("table", "class", "arguments");
        Argument list = step.forEach();
        if (list != null) {
            row("for each", list, out);
        }
        String when = step.when();
        if (when != null) {
            row("when", new Argument.Expression(when), out);
        }
        step.with().forEach((name, argument) -> row(name, argument, out));
        out.close("table");
    }

    private void row(String name, Argument argument, Markup out) {
        out.open("tr").element("th", name, "scope", "row").open("td");
        argument(argument, out);
        out.close("td").close("tr");
    }

    private void argument(Argument argument, Markup out) {
        if (argument instanceof Argument.Ref ref) {
            int step = ids.indexOf(ref.target());
            if (step >= 0) {
                out.element("a", ref.target(), "class", "ref", "href", "#step-" + step);
            } else {
                out.element("span", ref.target(), "class", "ref");
            }
        } else if (argument instanceof Argument.Expression expression) {
            out.element("code", Markup.brief(expression.cel(), MOST_ARGUMENT), "class", "cel");
        } else if (argument instanceof Argument.Items many) {
            many.items().forEach(item -> {
                argument(item, out);
                out.text(" ");
            });
        } else {
            JsonNode json = ((Argument.Literal) argument).json();
            out.element("code", Markup.brief(json.toString(), MOST_ARGUMENT));
        }
    }
}
