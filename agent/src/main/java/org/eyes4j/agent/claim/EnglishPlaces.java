package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.claim.Condition.At;
import org.jspecify.annotations.Nullable;

/** Reads where English says that things are: in the picture, and among other things. Not thread-safe. */
final class EnglishPlaces {
    private static final Set<String> ALONG =
            Set.of("on", "at", "in", "to", "towards", "toward", "near", "along", "from");
    private static final Set<String> FAR = Set.of("far", "very", "extreme", "immediate", "direct", "own");
    private static final Set<String> EMPHASIS = Set.of(
            "right", "just", "directly", "immediately", "slightly", "positioned", "located", "somewhere", "situated");

    private final Cursor c;
    private final EnglishPhrases phrases;

    EnglishPlaces(Cursor cursor, EnglishPhrases phrases) {
        this.c = cursor;
        this.phrases = phrases;
    }

    /** A place in the picture or among other things. */
    Optional<Condition> where() {
        Optional<Condition> place = place();
        return place.isPresent() ? place : bearing();
    }

    /** "on the left", "in the top right corner", "in the centre"; not "on the left of the cup". */
    Optional<Condition> place() {
        int start = c.mark();
        while (c.takeAny(EMPHASIS) || c.peek().is("up") && c.take("up")) {
            // Said for weight.
        }
        boolean along = c.takeAny(ALONG);
        c.takeAny(List.of("the"));
        boolean far = false;
        while (c.takeAny(FAR)) {
            far = true;
        }
        int across = At.ANY;
        int down = At.ANY;
        int middles = 0;
        int words = 0;
        while (c.peek().sort() == Word.Sort.WORD) {
            String text = c.peek().text();
            if (text.equals("left") || text.equals("right") || text.equals("lefthand") || text.equals("righthand")) {
                across = text.startsWith("left") ? -1 : 1;
            } else if (text.equals("top") || text.equals("upper")) {
                down = -1;
            } else if (text.equals("bottom") || text.equals("lower")) {
                down = 1;
            } else if (text.equals("middle")
                    || text.equals("centre")
                    || text.equals("center")
                    || text.equals("central")) {
                middles++;
            } else {
                break;
            }
            c.next();
            words++;
        }
        if (words == 0) {
            c.reset(start);
            return Optional.empty();
        }
        boolean half = c.peek().is("half");
        boolean part = false;
        while (c.takeAny(EnglishWords.PARTS)) {
            part = true;
        }
        if (middles > 0) {
            across = across == At.ANY ? 0 : across;
            down = down == At.ANY && (across == 0 || middles > 1 || words > 1) ? 0 : down;
        }
        boolean other = c.peek().is("of") && !c.peek(1).is("them") || c.peek().is("than");
        boolean noun = !part && EnglishWords.mayBeNoun(c.peek()) && !along;
        if (other || noun || !along && !part && words == 1 && !far && EnglishWords.mayBeNoun(c.peek())) {
            c.reset(start);
            return Optional.empty();
        }
        return Optional.of(new At(across, down, half));
    }

    /** "left", "upper right" before a noun. */
    boolean side(List<Condition> said) {
        int mark = c.mark();
        int across = At.ANY;
        int down = At.ANY;
        int words = 0;
        while (c.peek().sort() == Word.Sort.WORD) {
            String text = c.peek().text();
            if (text.equals("left") || text.equals("right")) {
                across = text.equals("left") ? -1 : 1;
            } else if (text.equals("top") || text.equals("upper")) {
                down = -1;
            } else if (text.equals("bottom") || text.equals("lower")) {
                down = 1;
            } else if (text.equals("middle")
                    || text.equals("central")
                    || text.equals("centre")
                    || text.equals("center")) {
                across = 0;
            } else if (text.equals("hand") && words > 0) {
                c.next();
                continue;
            } else {
                break;
            }
            c.next();
            words++;
        }
        boolean noun = EnglishWords.mayBeNoun(c.peek())
                        && !EnglishWords.PARTS.contains(c.peek().text())
                || c.peek().is("one")
                || EnglishWords.COLOURS.containsKey(c.peek().text());
        if (words == 0 || !noun) {
            c.reset(mark);
            return false;
        }
        said.add(new At(across, down));
        return true;
    }

    /** "to the left of the cat", "between the dog and the cup", "nearest to it". */
    Optional<Condition> bearing() {
        int start = c.mark();
        while (c.takeAny(EMPHASIS) && !c.peek(-1).is("right")
                || c.peek(-1).is("right") && c.peek().is("of")) {
            if (c.peek().is("of")) {
                c.reset(c.mark() - 1);
                break;
            }
        }
        c.takeAny(List.of("the"));
        for (Map.Entry<String, Bearing> entry : EnglishWords.BEARINGS) {
            boolean agent = entry.getKey().equals("by")
                    && !EnglishWords.BE.contains(c.peek(-1).text())
                    && !EnglishWords.SIT.contains(c.peek(-1).text())
                    && !EnglishWords.STAND.contains(c.peek(-1).text());
            if (agent || !c.take(entry.getKey())) {
                continue;
            }
            if (entry.getValue() != Bearing.BETWEEN && (c.take("each other") || c.take("one another"))) {
                return Optional.of(new Condition.Stands(entry.getValue(), List.of(Phrase.the(Phrase.EACH_OTHER))));
            }
            Optional<Condition> stands = stands(entry.getValue());
            if (stands.isPresent()) {
                return stands;
            }
            c.reset(start);
            c.takeAny(EMPHASIS);
        }
        c.reset(start);
        return side();
    }

    private Optional<Condition> stands(Bearing bearing) {
        if (bearing != Bearing.BETWEEN) {
            c.take("both");
            Optional<Phrase> anchor = phrases.anchor();
            if (anchor.isEmpty()) {
                return Optional.empty();
            }
            List<Phrase> anchors = new ArrayList<>(List.of(anchor.get()));
            int mark = c.mark();
            if (c.take("and")) {
                int before = c.mark();
                Optional<Phrase> second = phrases.anchor();
                // "left of the cat and the dog" is said of both; "left of the cat and the dog is red" is not.
                boolean verb = EnglishWords.BE.contains(c.peek().text())
                        || c.isAny(EnglishWords.SAY)
                        || c.isAny(EnglishWords.STAND)
                        || c.isAny(EnglishWords.COVER);
                if (second.isPresent() && !verb && second.get().quantity().definite() && c.mark() > before) {
                    anchors.add(second.get());
                } else {
                    c.reset(mark);
                }
            }
            return Optional.of(new Condition.Stands(bearing, anchors));
        }
        Optional<Phrase> first = phrases.anchor();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        if (c.take("and")) {
            return phrases.anchor().map(second -> new Condition.Stands(Bearing.BETWEEN, List.of(first.get(), second)));
        }
        return first.get().plural()
                ? Optional.of(new Condition.Stands(Bearing.BETWEEN, List.of(first.get())))
                : Optional.empty();
    }

    /** "to the cat's left", "to its right". */
    private Optional<Condition> side() {
        int start = c.mark();
        if (c.takeAny(Set.of("to", "on", "at"))) {
            @Nullable Phrase anchor = null;
            if (c.take("its") || c.take("his") || c.take("her") || c.take("their")) {
                anchor = Phrase.the(Phrase.IT);
            } else {
                Optional<Phrase> whose = phrases.anchor();
                anchor = whose.isPresent() && c.take("'s") ? whose.get() : null;
            }
            boolean left = c.peek().is("left");
            if (anchor != null && (left || c.peek().is("right"))) {
                c.next();
                c.takeAny(EnglishWords.PARTS);
                return Optional.of(new Condition.Stands(left ? Bearing.LEFT_OF : Bearing.RIGHT_OF, List.of(anchor)));
            }
        }
        c.reset(start);
        return Optional.empty();
    }
}
