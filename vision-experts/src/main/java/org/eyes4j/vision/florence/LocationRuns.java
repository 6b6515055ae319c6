package org.eyes4j.vision.florence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tokens that stand directly one after the other in a text. Done in one pass: the reference's regular expressions repeat groups,
 * which Java's engine answers to long texts with an overflowing stack.
 */
final class LocationRuns {
    static final Pattern LOCATION = Pattern.compile("<loc_(\\d+)>");
    static final Pattern PART = Pattern.compile("<loc_\\d+>|<sep>|<poly>|</poly>");

    private LocationRuns() {}

    /** Where a token stands. */
    record Token(int start, int end) {}

    /** Every longest row of tokens. */
    static List<List<Token>> of(String text, Pattern token) {
        List<List<Token>> runs = new ArrayList<>();
        Matcher matcher = token.matcher(text);
        List<Token> run = new ArrayList<>();
        while (matcher.find()) {
            if (!run.isEmpty() && run.get(run.size() - 1).end() != matcher.start()) {
                runs.add(run);
                run = new ArrayList<>();
            }
            run.add(new Token(matcher.start(), matcher.end()));
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return runs;
    }

    /** What {@code (?:token){4,}} finds. */
    static List<String> bare(String text, Pattern token) {
        return of(text, token).stream()
                .filter(run -> run.size() >= 4)
                .map(run -> text.substring(
                        run.get(0).start(), run.get(run.size() - 1).end()))
                .toList();
    }

    /**
     * What {@code [^<]+(?:token){4,}} finds: a row with the words before it. Without any, the first token without its bracket
     * stands for them, which is how the reference comes to labels as {@code loc_645>}.
     */
    static List<String> labelled(String text, Pattern token) {
        List<String> found = new ArrayList<>();
        int taken = 0;
        for (List<Token> run : of(text, token)) {
            int start = run.get(0).start();
            int end = run.get(run.size() - 1).end();
            int words = Math.max(text.lastIndexOf('<', start - 1) + 1, taken);
            if (words < start && run.size() >= 4) {
                found.add(text.substring(words, end));
                taken = end;
            } else if (words >= start && run.size() >= 5) {
                found.add(text.substring(start + 1, end));
                taken = end;
            }
        }
        return found;
    }

    /** A line of text with the eight locations after it. */
    record Quad(String words, List<String> bins) {}

    /** What {@code (.+?)} before eight locations finds. */
    static List<Quad> quads(String text) {
        List<Quad> found = new ArrayList<>();
        int line = 0;
        int from = 0;
        for (List<Token> run : of(text, LOCATION)) {
            int next = 0;
            while (next + 8 <= run.size()) {
                int start = run.get(next).start();
                int newLine = text.lastIndexOf('\n', start - 1) + 1;
                from = newLine > line ? Math.max(from, newLine) : from;
                line = Math.max(line, newLine);
                if (start <= from) {
                    // At least one character comes before: here a location has to stand for it.
                    next++;
                    continue;
                }
                List<String> bins = new ArrayList<>();
                for (Token token : run.subList(next, next + 8)) {
                    bins.add(text.substring(token.start() + 5, token.end() - 1));
                }
                found.add(new Quad(text.substring(from, start), bins));
                from = run.get(next + 7).end();
                next += 8;
            }
        }
        return found;
    }

    /** The rows of locations that a separator or the end follows. */
    static List<List<String>> polygons(String text) {
        List<List<String>> found = new ArrayList<>();
        for (List<Token> run : of(text, LOCATION)) {
            int end = run.get(run.size() - 1).end();
            if (end == text.length() || text.startsWith("<sep>", end)) {
                found.add(run.stream()
                        .map(t -> text.substring(t.start() + 5, t.end() - 1))
                        .toList());
            }
        }
        return found;
    }
}
