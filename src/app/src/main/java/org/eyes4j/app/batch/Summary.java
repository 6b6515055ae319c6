package org.eyes4j.app.batch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.eyes4j.tools.ToolResult.FailureKind;

/**
 * What a batch came to.
 *
 * @param workflow its name
 * @param items how many there are, as far as that is known: all, unless it was stopped
 * @param done that are done, now or before
 * @param failures that failed, by kind
 * @param earlier of all these, those that an earlier run had settled
 * @param left items that were not begun or not ended; empty if nobody knows how many
 * @param stopped whether somebody stopped it
 * @param millis that it took
 * @param warnings what a person should know, each once
 */
public record Summary(
        String workflow,
        long items,
        long done,
        Map<FailureKind, Long> failures,
        long earlier,
        OptionalLong left,
        boolean stopped,
        long millis,
        List<String> warnings) {
    public Summary {
        failures = new TreeMap<>(failures);
        warnings = List.copyOf(warnings);
    }

    public long failed() {
        return failures.values().stream().mapToLong(n -> n).sum();
    }

    /** Whether there is nothing to go on with. */
    public boolean isComplete() {
        return !stopped;
    }

    /** In a sentence or two. */
    public String text() {
        StringBuilder text = new StringBuilder(workflow + ": " + count(done) + " done");
        if (failed() > 0) {
            text.append(", ").append(count(failed())).append(" failed (");
            String comma = "";
            for (Map.Entry<FailureKind, Long> kind : failures.entrySet()) {
                text.append(comma).append(count(kind.getValue())).append(' ').append(word(kind.getKey()));
                comma = ", ";
            }
            text.append(')');
        }
        if (earlier > 0) {
            text.append(", ").append(count(earlier)).append(" of them in an earlier run");
        }
        if (stopped) {
            text.append("; stopped");
            left.ifPresent(n -> text.append(" with ").append(count(n)).append(" left"));
        }
        return text.append(String.format(Locale.ROOT, "; %.1f s", millis / 1000.0))
                .toString();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String word(FailureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The same for programs. */
    public ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("workflow", workflow)
                .put("status", stopped ? "cancelled" : failed() > 0 ? "failed" : "done")
                .put("items", items)
                .put("done", done)
                .put("failed", failed());
        ObjectNode kinds = root.putObject("failures");
        failures.forEach((kind, number) -> kinds.put(word(kind), number));
        root.put("earlier", earlier);
        left.ifPresent(n -> root.put("left", n));
        root.put("millis", millis);
        ArrayNode array = root.putArray("warnings");
        warnings.forEach(array::add);
        return root;
    }
}
