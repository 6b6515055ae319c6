package org.eyes4j.agent.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.jspecify.annotations.Nullable;

/**
 * Tools as a plan prompt lists them, a line each:
 *
 * <pre>
 * detect: Finds things in a picture (…) | image: image; labels?: list&lt;text&gt;, what to look for; threshold?: number 0..1 = 0.35 | -&gt; detections, best first
 * </pre>
 *
 * Where the budget does not hold all that, descriptions of ports go first, then of what is given, then tools at the end of the list.
 *
 * @param text the lines
 * @param offered the tools that stand in it
 * @param left tools that did not fit, which the last line counts
 */
public record ToolText(String text, List<ToolSpecification> offered, List<ToolSpecification> left) {
    /** Enough for about 25 tools in full. */
    public static final int DEFAULT_BUDGET = 3_000;

    private static final int SENTENCE = 240;
    private static final int FRAGMENT = 140;

    public ToolText {
        offered = List.copyOf(offered);
        left = List.copyOf(left);
    }

    /** How much of a tool is told. */
    private enum Detail {
        FULL,
        PORTS,
        SHORT
    }

    /**
     * @param tools best first
     * @param budget most tokens, by {@link Tokens#estimate}
     */
    public static ToolText of(List<ToolSpecification> tools, int budget) {
        for (Detail detail : Detail.values()) {
            String text = tools.stream().map(t -> line(t, detail)).collect(Collectors.joining("\n"));
            if (Tokens.estimate(text) <= budget) {
                return new ToolText(text, tools, List.of());
            }
        }
        List<String> lines = new ArrayList<>();
        int room = budget - Tokens.estimate(more(tools.size())) - 1;
        int shown = 0;
        for (ToolSpecification tool : tools) {
            String line = line(tool, Detail.SHORT);
            room -= Tokens.estimate(line) + 1;
            if (room < 0 && shown > 0) {
                break;
            }
            lines.add(line);
            shown++;
        }
        if (shown < tools.size()) {
            lines.add(more(tools.size() - shown));
        }
        return new ToolText(String.join("\n", lines), tools.subList(0, shown), tools.subList(shown, tools.size()));
    }

    private static String more(int tools) {
        return "(" + tools + " more tools, which fit the request less, are not listed)";
    }

    private static String line(ToolSpecification tool, Detail detail) {
        String ports = tool.inputs().stream().map(p -> port(p, detail)).collect(Collectors.joining("; "));
        String output = detail == Detail.SHORT || tool.outputDescription().isBlank()
                ? ""
                : ", " + fragment(tool.outputDescription());
        return tool.name() + ": " + CleanText.line(tool.description(), SENTENCE) + " | " + ports + " | -> "
                + tool.output() + output;
    }

    private static String port(Port port, Detail detail) {
        StringBuilder out = new StringBuilder(port.name());
        out.append(port.required() ? ": " : "?: ")
                .append(port.expression() ? "cel" : port.kind().toString());
        if (!port.choices().isEmpty()) {
            out.append(" {")
                    .append(port.choices().stream()
                            .map(c -> CleanText.line(c, 40))
                            .collect(Collectors.joining(" ")))
                    .append('}');
        }
        if (port.minimum() != null || port.maximum() != null) {
            out.append(' ').append(number(port.minimum())).append("..").append(number(port.maximum()));
        }
        if (port.defaultValue() != null) {
            out.append(" = ").append(CleanText.line(port.defaultValue().toString(), 40));
        }
        if (detail == Detail.FULL) {
            out.append(", ").append(fragment(port.description()));
        }
        return out.toString();
    }

    private static String fragment(String text) {
        return CleanText.line(text, FRAGMENT);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : NumberText.of(value);
    }
}
