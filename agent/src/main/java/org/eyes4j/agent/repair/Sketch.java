package org.eyes4j.agent.repair;

import java.util.List;

/**
 * A plan as language models sketch it: tools by name, arguments as texts, links between steps.
 *
 * @param request what was asked for, in the user's words
 * @param steps in order
 * @param links by position of steps
 */
public record Sketch(String request, List<Step> steps, List<Link> links) {
    public Sketch {
        steps = List.copyOf(steps);
        links = List.copyOf(links);
        for (Link link : links) {
            if (Math.max(link.from, link.to) >= steps.size() || Math.min(link.from, link.to) < 0) {
                throw new IllegalArgumentException(
                        "A link goes between two of " + steps.size() + " steps, got " + link);
            }
        }
    }

    /**
     * One call.
     *
     * @param tool a name, which no tool may have
     * @param about what it shall do, in words; may be empty
     * @param arguments literals, and {@code <node-K>} for the result of step K, counted from 0
     */
    public record Step(String tool, String about, List<String> arguments) {
        public Step {
            arguments = List.copyOf(arguments);
        }
    }

    /** What step {@code from} gives goes into step {@code to}. */
    public record Link(int from, int to) {}
}
