package org.eyes4j.agent.replay;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.run.CallBook;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;

/** Answers calls from a recording; those of swapped tools, and those that were never made, are made. Thread-safe. */
final class RecordedCalls implements CallBook {
    private final Map<String, ToolResult> recorded = new HashMap<>();
    private final Set<String> swapped;
    private final Set<String> made = new LinkedHashSet<>();

    RecordedCalls(List<MadeCall> calls, Set<String> swapped) {
        calls.forEach(call -> recorded.put(call.key(), call.result()));
        this.swapped = Set.copyOf(swapped);
    }

    @Override
    public Optional<ToolResult> find(ToolSpecification tool, String key) {
        ToolResult known = swapped.contains(tool.name()) ? null : recorded.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        return tool.is(Trait.EFFECT)
                ? Optional.of(ToolResult.failed(
                        FailureKind.CANCELLED,
                        "'" + tool.name() + "' changes something outside the run, and a replay repeats no effects",
                        "Ask again to have it done"))
                : Optional.empty();
    }

    @Override
    public synchronized void write(ToolSpecification tool, String key, ToolResult result) {
        made.add(tool.name());
    }

    /** Tools that were called in earnest. */
    synchronized List<String> made() {
        return List.copyOf(made);
    }
}
