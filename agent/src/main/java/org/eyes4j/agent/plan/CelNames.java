package org.eyes4j.agent.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names a CEL expression may depend on, found by its tokens alone: strings, comments and fields after a dot do not
 * count. A variable of a macro counts though it is bound inside; that makes a step wait, never run too early.
 *
 * @param variables names that stand free
 * @param inputs names read off the variable {@code inputs}
 */
public record CelNames(Set<String> variables, Set<String> inputs) {
    private static final String INPUTS = "inputs";

    public static CelNames in(String cel) {
        Scanner scanner = new Scanner(cel);
        scanner.run();
        return new CelNames(Set.copyOf(scanner.variables), Set.copyOf(scanner.inputs));
    }

    /**
     * The expression with names that stand free, and names of inputs, written otherwise.
     *
     * @param variables new names by old; a name that is not there stays
     * @param inputs the same for names read off {@code inputs}
     */
    public static String renamed(String cel, Map<String, String> variables, Map<String, String> inputs) {
        Scanner scanner = new Scanner(cel);
        scanner.run();
        StringBuilder text = new StringBuilder(cel);
        for (int i = scanner.spots.size() - 1; i >= 0; i--) {
            Spot spot = scanner.spots.get(i);
            String old = cel.substring(spot.start, spot.end);
            text.replace(spot.start, spot.end, (spot.input ? inputs : variables).getOrDefault(old, old));
        }
        return text.toString();
    }

    public boolean usesItem() {
        return variables.contains(PlanStep.ITEM);
    }

    /** Where a name stands. */
    private record Spot(int start, int end, boolean input) {}

    /** One pass over the text. */
    private static final class Scanner {
        private final String cel;
        private final Set<String> variables = new LinkedHashSet<>();
        private final Set<String> inputs = new LinkedHashSet<>();
        private final List<Spot> spots = new ArrayList<>();
        private int at;
        private int inside;
        private boolean afterDot;
        private boolean afterInputs;
        private String last = "";

        Scanner(String cel) {
            this.cel = cel;
        }

        void run() {
            while (at < cel.length()) {
                char c = cel.charAt(at);
                if (Character.isWhitespace(c)) {
                    at++;
                } else if (cel.startsWith("//", at)) {
                    int end = cel.indexOf('\n', at);
                    at = end < 0 ? cel.length() : end;
                } else if (c == '"' || c == '\'') {
                    String text = string(false);
                    if (afterInputs && endsIndex()) {
                        inputs.add(text);
                        spots.add(new Spot(inside, inside + text.length(), true));
                    }
                    afterDot = false;
                    afterInputs = false;
                    last = "";
                } else if (Character.isLetter(c) || c == '_') {
                    word();
                } else if (Character.isDigit(c)) {
                    number();
                } else {
                    boolean index = c == '[' && lastWas(INPUTS);
                    afterDot = c == '.';
                    afterInputs = index || afterDot && lastWas(INPUTS);
                    last = "";
                    at++;
                }
            }
        }

        private boolean lastWas(String word) {
            return last.equals(word);
        }

        private void word() {
            int start = at;
            while (at < cel.length() && (Character.isLetterOrDigit(cel.charAt(at)) || cel.charAt(at) == '_')) {
                at++;
            }
            String word = cel.substring(start, at);
            boolean prefix = word.length() <= 2 && word.matches("[rRbB]+");
            if (prefix && at < cel.length() && (cel.charAt(at) == '"' || cel.charAt(at) == '\'')) {
                string(word.matches("(?i).*r.*"));
                last = "";
            } else if (!afterDot) {
                variables.add(word);
                spots.add(new Spot(start, at, false));
                last = word;
            } else {
                if (afterInputs) {
                    inputs.add(word);
                    spots.add(new Spot(start, at, true));
                }
                last = "";
            }
            afterDot = false;
            afterInputs = false;
        }

        private void number() {
            while (at < cel.length() && (Character.isLetterOrDigit(cel.charAt(at)) || cel.charAt(at) == '.')) {
                at++;
            }
            last = "";
            afterDot = false;
        }

        private String string(boolean raw) {
            char quote = cel.charAt(at);
            String fence = String.valueOf(quote).repeat(3);
            String end = cel.startsWith(fence, at) ? fence : String.valueOf(quote);
            at += end.length();
            int start = at;
            inside = start;
            while (at < cel.length() && !cel.startsWith(end, at)) {
                at += !raw && cel.charAt(at) == '\\' ? 2 : 1;
            }
            String text = cel.substring(Math.min(start, cel.length()), Math.min(at, cel.length()));
            at = Math.min(at + end.length(), cel.length());
            return text;
        }

        private boolean endsIndex() {
            int next = at;
            while (next < cel.length() && Character.isWhitespace(cel.charAt(next))) {
                next++;
            }
            return next < cel.length() && cel.charAt(next) == ']';
        }
    }
}
