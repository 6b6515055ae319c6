package org.eyes4j.tools.conform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.eyes4j.tools.conform.Finding.Outcome;

/**
 * What was found about a tool.
 *
 * @param tool its name
 * @param depth how closely it was looked at
 * @param findings one a check, in order
 */
public record Report(String tool, Depth depth, List<Finding> findings) {

    /** How closely a tool is looked at. */
    public enum Depth {
        /** At registration: a second or two besides the tool's own calls, of which there are some twenty. */
        QUICK,
        /** On demand: every hostile input, and a hundred calls. */
        FULL
    }

    public Report {
        findings = List.copyOf(findings);
    }

    /** Whether nothing failed. */
    public boolean passed() {
        return failures().isEmpty();
    }

    public List<Finding> failures() {
        return findings.stream().filter(Finding::isFailure).toList();
    }

    /** For people: what failed and how to mend it, what was skipped and why, and how much passed. */
    public String toText() {
        StringBuilder text =
                new StringBuilder(tool + " (" + depth.name().toLowerCase(Locale.ROOT) + "): " + count(Outcome.PASSED)
                        + " passed, " + count(Outcome.FAILED) + " failed, " + count(Outcome.SKIPPED) + " skipped");
        for (Outcome outcome : List.of(Outcome.FAILED, Outcome.SKIPPED)) {
            findings.stream()
                    .filter(f -> f.outcome() == outcome)
                    .forEach(f -> text.append("\n  ")
                            .append(outcome.name().toLowerCase(Locale.ROOT))
                            .append("  ")
                            .append(f.check())
                            .append(": ")
                            .append(f.explain()));
        }
        return text.toString();
    }

    /** {@code {tool, depth, passed, checks: [{check, outcome, message?, mend?}]}}. */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("tool", tool)
                .put("depth", depth.name().toLowerCase(Locale.ROOT))
                .put("passed", passed());
        ArrayNode checks = node.putArray("checks");
        for (Finding finding : findings) {
            ObjectNode check = checks.addObject()
                    .put("check", finding.check())
                    .put("outcome", finding.outcome().name().toLowerCase(Locale.ROOT));
            if (!finding.message().isEmpty()) {
                check.put("message", finding.message());
            }
            if (!finding.mend().isEmpty()) {
                check.put("mend", finding.mend());
            }
        }
        return node;
    }

    private long count(Outcome outcome) {
        return findings.stream().filter(f -> f.outcome() == outcome).count();
    }
}
