package org.eyes4j.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads plans as language models write them: fenced or amid prose, with trailing commas, single quotes, comments, Python's
 * words, brackets left open; as OpenAI's calls or HuggingGPT's tasks; with references in texts. What was not as it should
 * be is told in notes, one a sort. Nothing is evaluated; size, depth and number of values are bounded. Thread-safe.
 */
public final class TolerantPlanReader {
    private static final Pattern FENCE = Pattern.compile("```[\\w-]*[ \\t]*\\n?(.*?)(?:```|\\z)", Pattern.DOTALL);
    private static final int MOST_PLACES = 50;

    /** What came of a text. */
    public sealed interface Reading {
        /**
         * A plan. Whether it may run is the checker's to say.
         *
         * @param notes what was read with leniency; empty when the text was a plan as it should be
         */
        record Understood(Plan plan, List<String> notes) implements Reading {
            public Understood {
                notes = List.copyOf(notes);
            }
        }

        /** No plan, and why. */
        record NoPlan(List<Fault> faults) implements Reading {
            public NoPlan {
                faults = List.copyOf(faults);
            }
        }
    }

    private record Candidate(JsonNode tree, Set<String> notes) {}

    private TolerantPlanReader() {}

    /** The first plan in a text that can be read as one; never throws. */
    public static Reading read(String text) {
        if (text.length() > PlanCodec.MAX_CHARACTERS) {
            return no("A plan has at most " + PlanCodec.MAX_CHARACTERS + " characters, got " + text.length());
        }
        try {
            return new Reading.Understood(PlanCodec.parse(text), List.of());
        } catch (PlanFormatException strict) {
            return leniently(text);
        }
    }

    private static Reading leniently(String text) {
        List<String> reasons = new ArrayList<>();
        List<Fault> faults = List.of();
        for (Candidate candidate : candidates(text, reasons)) {
            Set<String> notes = new LinkedHashSet<>(candidate.notes);
            JsonNode shaped = new PlanShape(notes).shaped(candidate.tree);
            try {
                return new Reading.Understood(PlanCodec.fromJson(shaped), List.copyOf(notes));
            } catch (PlanFormatException e) {
                faults = faults.isEmpty() ? e.faults() : faults;
            }
        }
        if (!faults.isEmpty()) {
            return new Reading.NoPlan(faults);
        }
        return no(
                reasons.isEmpty()
                        ? "There is no JSON object with 'steps' in the text"
                        : "The text is no plan: " + reasons.get(0));
    }

    private static Reading no(String message) {
        return new Reading.NoPlan(List.of(new Fault(
                Fault.Code.FORMAT, "", message, "write one JSON object {\"inputs\", \"steps\", \"outputs\"}")));
    }

    /** Every value of the text that could be a plan, what stands in fences first. */
    private static List<Candidate> candidates(String text, List<String> reasons) {
        List<Candidate> found = new ArrayList<>();
        Matcher fence = FENCE.matcher(text);
        int fences = 0;
        while (fence.find() && fences++ < MOST_PLACES) {
            Set<String> notes = new LinkedHashSet<>();
            boolean alone = text.substring(0, fence.start()).isBlank()
                    && text.substring(fence.end()).isBlank();
            notes.add(alone ? "the fence around it was left out" : "the text around it was left out");
            collect(fence.group(1), notes, found, reasons);
        }
        if (found.isEmpty()) {
            collect(text, new LinkedHashSet<>(), found, reasons);
        }
        return found;
    }

    private static void collect(String text, Set<String> before, List<Candidate> found, List<String> reasons) {
        int at = 0;
        for (int tries = 0; tries < MOST_PLACES; tries++) {
            int start = next(text, at);
            if (start < 0) {
                return;
            }
            Set<String> notes = new LinkedHashSet<>(before);
            TolerantJson json = new TolerantJson(text, start, notes);
            try {
                JsonNode tree = json.read();
                if (PlanShape.isLikely(tree)) {
                    boolean around = !text.substring(0, start).isBlank()
                            || !text.substring(json.end()).isBlank();
                    if (around) {
                        notes.add("the text around it was left out");
                    }
                    found.add(new Candidate(tree, notes));
                    at = json.end();
                } else {
                    at = start + 1;
                }
            } catch (TolerantJson.NotJson e) {
                if (reasons.size() < 5) {
                    reasons.add(String.valueOf(e.getMessage()));
                }
                at = start + 1;
            }
        }
    }

    private static int next(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '{' || text.charAt(i) == '[') {
                return i;
            }
        }
        return -1;
    }
}
