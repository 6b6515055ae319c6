package org.eyes4j.app.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.app.batch.ItemResult;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.output.Printable;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/** What a workflow gave, for people. */
final class WorkflowText {
    private WorkflowText() {}

    /** An output a line or more. */
    static void print(ItemResult result, PrintStream out) {
        result.outputs().forEach((name, value) -> {
            boolean small = value instanceof Value.Text || value instanceof Value.Number || value instanceof Value.Flag;
            out.println(Printable.of(name + ": " + (small ? plain(value) : Json.text(ValueJson.toJson(value)))));
        });
    }

    private static String plain(Value value) {
        return value instanceof Value.Text text
                ? text.text()
                : ValueJson.toJson(value).asText();
    }

    /** One item in a line. */
    static String line(ItemResult result) {
        List<String> parts = new ArrayList<>();
        result.outputs().forEach((name, value) -> parts.add(name + ": " + brief(value)));
        result.failure()
                .ifPresent(f -> parts.add("failed: " + (f.step().isEmpty() ? "" : "step '" + f.step() + "': ")
                        + f.failure().explain()));
        return result.item() + "  " + String.join("; ", parts).replaceAll("\\s+", " ");
    }

    private static String brief(Value value) {
        String text = value instanceof Value.Detections detections
                ? detections.regions().size() + " regions"
                : value instanceof Value.Image image
                        ? image.frame().width() + " x " + image.frame().height()
                        : value instanceof Value.Text || value instanceof Value.Number || value instanceof Value.Flag
                                ? plain(value)
                                : ValueJson.toJson(value).toString();
        return text.length() > 200 ? text.substring(0, 197) + "..." : text;
    }
}
