package org.eyes4j.agent.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.tools.geometry.BoundingBox;

/**
 * What a conversation knows, in words for a language model: its pictures, every thing seen, and what was asked and answered.
 * Where that is more than a budget, the oldest turns shrink first, to a line each, then to a count; things are never left out.
 */
public final class SceneText {
    private static final int MOST_LINE = 160;
    private static final int MOST_TEXT = 60;

    private SceneText() {}

    /** About how many tokens a text is: one a Chinese character, one four others. */
    public static int tokens(String text) {
        int wide = (int) text.codePoints().filter(c -> c >= 0x2E80).count();
        return wide + (text.length() - wide + 3) / 4;
    }

    /** The whole, within about so many tokens where the things known leave room. Empty for a conversation without turns. */
    public static String of(SceneLedger ledger, int budget) {
        if (ledger.turns().isEmpty()) {
            return "";
        }
        List<String> fixed = new ArrayList<>();
        fixed.add("Pictures:");
        // Not their titles: those are names and paths of a person's files.
        ledger.pictures().forEach(p -> fixed.add("- " + p.name() + ": " + p.width() + "x" + p.height()));
        if (!ledger.regions().isEmpty()) {
            fixed.add("Things seen (id label picture x1,y1,x2,y2):");
            ledger.regions().forEach(found -> fixed.add("- " + region(found)));
        }
        String known = String.join("\n", fixed);
        List<String> history = history(ledger.turns(), budget - tokens(known));
        return history.isEmpty() ? known : known + "\nEarlier questions and answers:\n" + String.join("\n", history);
    }

    /** What stands for things that the question speaks of; empty for nothing. */
    static String inputs(Map<String, List<FoundRegion>> given) {
        StringBuilder text = new StringBuilder();
        given.forEach((name, regions) -> text.append("\n(inputs.")
                .append(name)
                .append(") in the question is the plan's input ")
                .append(name)
                .append(", detections: ")
                .append(String.join(
                        ", ", regions.stream().map(found -> found.region().id()).toList())));
        return text.toString();
    }

    private static String region(FoundRegion found) {
        BoundingBox box = found.region().box();
        String text = found.region().text();
        return String.format(
                Locale.ROOT,
                "%s %s %s %.0f,%.0f,%.0f,%.0f%s",
                found.region().id(),
                found.region().label(),
                found.picture().image(),
                box.x1(),
                box.y1(),
                box.x2(),
                box.y2(),
                text == null ? "" : " \"" + line(text, MOST_TEXT) + "\"");
    }

    /** The newest turns in full as far as they fit, the older ones in a line, the oldest counted. */
    private static List<String> history(List<Turn> turns, int budget) {
        List<String> lines = new ArrayList<>();
        turns.forEach(turn -> lines.add(full(turn)));
        int used = lines.stream().mapToInt(line -> tokens(line) + 1).sum();
        for (int i = 0; i < lines.size() - 1 && used > budget; i++) {
            String brief = brief(turns.get(i));
            used -= tokens(lines.get(i)) - tokens(brief);
            lines.set(i, brief);
        }
        int gone = 0;
        while (used > budget && gone < lines.size() - 1) {
            used -= tokens(lines.get(gone)) + 1;
            gone++;
        }
        List<String> kept = new ArrayList<>(lines.subList(gone, lines.size()));
        if (used > budget && kept.size() == 1) {
            kept.set(0, brief(turns.get(turns.size() - 1)));
        }
        if (gone > 0) {
            kept.add(0, "(" + gone + (gone == 1 ? " turn" : " turns") + " before these)");
        }
        return kept;
    }

    private static String full(Turn turn) {
        return "- Q: " + oneLine(turn.question()) + "\n  A: " + oneLine(turn.answer())
                + (turn.focus().isEmpty() ? "" : " [" + String.join(", ", turn.focus()) + "]");
    }

    private static String brief(Turn turn) {
        return "- " + line(turn.question(), MOST_LINE / 2) + " -> " + line(turn.answer(), MOST_LINE / 2);
    }

    private static String line(String text, int most) {
        String line = oneLine(text);
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
