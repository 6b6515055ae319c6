package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eyes4j.agent.claim.Quantity.Form;
import org.eyes4j.agent.language.English;
import org.jspecify.annotations.Nullable;

/** Reads English noun phrases: how many, of what kind, and what tells them apart. Not thread-safe. */
final class EnglishPhrases {
    private static final Set<String> SEEN = Set.of(
            "visible",
            "detected",
            "other",
            "same",
            "found",
            "identified",
            "different",
            "separate",
            "distinct",
            "individual",
            "recognizable",
            "printed",
            "written",
            "shown",
            "depicted",
            "single",
            "whole",
            "entire",
            "main",
            "following",
            "actual",
            "total",
            "respective");
    private static final List<String> CONTAINERS =
            List.of("instances of", "instance of", "pieces of", "piece of", "examples of", "kinds of", "types of");

    private final Cursor c;
    private final Kinds kinds;
    private final Predicate<String> several;
    private final EnglishConditions conditions;

    EnglishPhrases(Cursor cursor, Kinds kinds, Predicate<String> several, String sentence) {
        this.c = cursor;
        this.kinds = kinds;
        this.several = several;
        this.conditions = new EnglishConditions(cursor, this, sentence);
    }

    EnglishConditions conditions() {
        return conditions;
    }

    /** A noun phrase with all that is said of it. */
    Optional<Phrase> phrase() {
        return read(true, null);
    }

    /** What something else stands to: what follows it is said of that, unless there are several to tell apart. */
    Optional<Phrase> anchor() {
        int start = c.mark();
        Optional<Phrase> plain = read(false, null);
        if (plain.isPresent()
                && several.test(plain.get().noun())
                && !plain.get().plural()) {
            c.reset(start);
            return read(true, null);
        }
        return plain;
    }

    /** "two cups, a cat and 3 dogs". */
    List<Phrase> list() {
        List<Phrase> list = new ArrayList<>();
        c.take("both");
        boolean neither = c.is("neither") && !c.peek(1).is("of") && c.take("neither");
        Optional<Phrase> first = phrase().map(p -> neither ? p.with(Quantity.NONE) : p);
        if (first.isEmpty()) {
            return list;
        }
        list.add(first.get());
        while (true) {
            int mark = c.mark();
            boolean linked = c.take(",")
                    | c.takeAny(List.of(
                                            "and also",
                                            "and",
                                            "as well as",
                                            "along with",
                                            "together with",
                                            "plus",
                                            "&",
                                            "or",
                                            "nor"))
                                    .length()
                            > 0;
            boolean alike = !c.peek(-1).is("and") && !c.peek(-1).is("also");
            Optional<Phrase> next = linked ? read(true, list.get(list.size() - 1)) : Optional.empty();
            if (next.isEmpty() || next.get().is("one") || next.get().is(Phrase.OTHER)) {
                c.reset(mark);
                return list;
            }
            list.add(
                    neither
                                    || alike
                                            && list.get(0).quantity().form() == Form.NONE
                                            && next.get().quantity().form() != Form.EXACTLY
                                            && next.get().quantity().form() != Form.ONE
                            ? next.get().with(Quantity.NONE)
                            : next.get());
        }
    }

    private Optional<Phrase> read(boolean whole, @Nullable Phrase before) {
        int start = c.mark();
        Optional<Phrase> pronoun = pronoun();
        if (pronoun.isPresent()) {
            return pronoun.map(p -> whole ? conditions.after(p) : p);
        }
        Quantity quantity = new EnglishQuantities(c).read();
        List<Condition> said = new ArrayList<>();
        boolean other = quantity != null && quantity.definite() && c.is("other");
        int ordinal = before(said);
        if (other && c.peek().count() > 1) {
            quantity = Quantity.exactly(c.next().count()).known();
        }
        String noun = head();
        boolean plural = false;
        if (noun.isEmpty()) {
            boolean alone = quantity != null
                    && (quantity.definite() && !said.isEmpty()
                            || quantity.form() != Form.THE && quantity.form() != Form.ONE);
            if (before != null && quantity != null && quantity.form() == Form.EXACTLY) {
                noun = before.noun();
            } else if (alone) {
                noun = "one";
            } else {
                c.reset(start);
                return Optional.empty();
            }
        } else {
            plural = !English.singular(noun).equals(noun) && !noun.equals("scissors") && !noun.equals("skis");
        }
        if (quantity == null) {
            quantity = plural ? Quantity.SEVERAL : Quantity.THE;
        }
        if (noun.equals("scissors")
                && quantity.equals(Quantity.exactly(2))
                && c.peek(-2).is("of")) {
            quantity = Quantity.ONE;
        }
        if (quantity.number() > 1 || quantity.form() == Form.ALL) {
            plural = true;
        }
        if (!quantity.definite()) {
            // "One white cup" is one that is mainly white; "the white cup" may be the one with any white.
            said.replaceAll(condition -> condition instanceof Condition.Coloured coloured
                    ? new Condition.Coloured(coloured.colours(), true)
                    : condition);
        }
        String kind = noun.equals("one") || noun.equals("ones") ? "one" : kinds.canonical(noun);
        Phrase phrase = new Phrase(
                plural && other && quantity.form() == Form.THE ? Quantity.ALL : quantity,
                other ? Phrase.OTHER : kind,
                plural,
                said);
        phrase = ordinal == 0 ? phrase : conditions.ranked(phrase, ordinal);
        return Optional.of(whole ? conditions.after(phrase) : conditions.mark(phrase));
    }

    private Optional<Phrase> pronoun() {
        int start = c.mark();
        Word word = c.peek();
        boolean alone = !EnglishWords.mayBeNoun(c.peek(1))
                && !EnglishWords.COLOURS.containsKey(c.peek(1).text())
                && !c.peek(1).isNumber()
                && !EnglishWords.MOST.containsKey(c.peek(1).text());
        if (c.take("it") || c.take("he") || c.take("she")) {
            return Optional.of(Phrase.the(Phrase.IT));
        } else if (c.take("both of them") || c.take("both of these")) {
            return Optional.of(new Phrase(Quantity.exactly(2).known(), Phrase.IT, true, List.of()));
        } else if (c.take("all of them") || c.take("each of them") || c.take("all of these")) {
            return Optional.of(new Phrase(Quantity.ALL, Phrase.IT, true, List.of()));
        } else if (c.take("none of them") || c.take("neither of them")) {
            return Optional.of(new Phrase(Quantity.NONE, "one", true, List.of()));
        } else if (c.take("they") || c.take("them")) {
            return Optional.of(new Phrase(Quantity.ALL, Phrase.IT, true, List.of()));
        } else if (word.is("both") && alone && c.take("both")) {
            return Optional.of(new Phrase(Quantity.exactly(2).known(), Phrase.IT, true, List.of()));
        } else if (word.is("all") && alone && !c.peek(1).is("of") && !c.peek(1).is("the") && c.take("all")) {
            return Optional.of(new Phrase(Quantity.ALL, Phrase.IT, true, List.of()));
        } else if (word.is("neither") && alone && !c.peek(1).is("of") && c.take("neither")) {
            return Optional.of(new Phrase(Quantity.NONE, "one", true, List.of()));
        } else if ((c.take("the other one") || c.take("the other"))
                && !EnglishWords.mayBeNoun(c.peek())
                && c.peek().count() < 0) {
            return Optional.of(Phrase.the(Phrase.OTHER));
        }
        c.reset(start);
        if ((word.is("this") || word.is("that") || word.is("these") || word.is("those"))
                && alone
                && !c.peek(1).is("one")) {
            c.next();
            return Optional.of(
                    word.is("this") || word.is("that")
                            ? Phrase.the(Phrase.IT)
                            : new Phrase(Quantity.ALL, Phrase.IT, true, List.of()));
        } else if (word.isNumber()
                && word.count() >= 0
                && c.peek(1).is("of")
                && c.peek(2).is("them")) {
            c.reset(c.mark() + 3);
            return Optional.of(new Phrase(Quantity.exactly(word.count()), "one", word.count() > 1, List.of()));
        }
        if (word.is("nothing")) {
            c.next();
            return Optional.of(new Phrase(Quantity.NONE, Phrase.THING, false, List.of()));
        } else if (word.is("nobody")
                || c.peek().is("no") && c.peek(1).is("one") && c.peek(1).isNumber()) {
            c.reset(c.mark() + (word.is("nobody") ? 1 : 2));
            return Optional.of(new Phrase(Quantity.NONE, "person", false, List.of()));
        }
        return Optional.empty();
    }

    /** What stands before the noun; gives an ordinal that waits for its order, 0 without one. */
    private int before(List<Condition> said) {
        int ordinal = 0;
        List<String> colours = new ArrayList<>();
        while (true) {
            Word word = c.peek();
            String text = word.text();
            if (word.sort() != Word.Sort.WORD) {
                break;
            }
            Rank most = EnglishWords.MOST.get(text);
            int nth = EnglishWords.ORDINALS.indexOf(text);
            boolean tint =
                    Set.of("dark", "light", "bright", "pale", "deep", "vivid").contains(text)
                            && EnglishWords.COLOURS.containsKey(c.peek(1).text());
            String colour = EnglishWords.COLOURS.get(text);
            boolean colourNoun = text.equals("orange") && !EnglishWords.mayBeNoun(c.peek(1));
            if (tint || SEEN.contains(text)) {
                c.next();
            } else if (colour != null && !colourNoun) {
                c.next();
                colours.add(colour);
                if (c.peek().is("coloured") || c.peek().is("colored")) {
                    c.next();
                }
                if (c.peek().is("and")
                        && EnglishWords.COLOURS.containsKey(c.peek(1).text())) {
                    c.next();
                }
            } else if (most != null) {
                c.next();
                said.add(new Condition.Ranked(most, Math.max(1, ordinal)));
                ordinal = 0;
            } else if (nth > 0) {
                c.next();
                ordinal = nth;
            } else if (text.equals("last")) {
                c.next();
                ordinal = -1;
            } else if (conditions.places().side(said)) {
                continue;
            } else {
                break;
            }
        }
        if (!colours.isEmpty()) {
            said.add(new Condition.Coloured(colours, false));
        }
        return adjectives(said, ordinal);
    }

    /** Words that nobody measures, before a noun that is known. */
    private int adjectives(List<Condition> said, int ordinal) {
        int ahead = 0;
        while (ahead < 4 && EnglishWords.mayBeNoun(c.peek(ahead)) && known(ahead) == 0) {
            ahead++;
        }
        if (ahead > 0 && known(ahead) > 0) {
            for (int i = 0; i < ahead; i++) {
                said.add(new Condition.Described(c.next().text()));
            }
        }
        return ordinal;
    }

    /** Whether a single word comes next that names no known thing and has nothing before it. */
    boolean isBareWord() {
        Word word = c.peek();
        return EnglishWords.mayBeNoun(word)
                && known(0) == 0
                && !EnglishWords.THERE.contains(word.text())
                && !EnglishWords.COLOURS.containsKey(word.text())
                && !EnglishWords.MOST.containsKey(word.text())
                && !EnglishWords.MORE.containsKey(word.text())
                && !EnglishWords.mayBeNoun(c.peek(1));
    }

    /** How many words from here on name a known kind. */
    private int known(int ahead) {
        for (int n = 4; n > 0; n--) {
            StringBuilder words = new StringBuilder();
            for (int i = 0; i < n; i++) {
                words.append(i == 0 ? "" : " ").append(c.peek(ahead + i).text());
                if (c.peek(ahead + i).sort() != Word.Sort.WORD) {
                    words.setLength(0);
                    break;
                }
            }
            if (!words.isEmpty() && kinds.knows(words.toString())) {
                return n;
            }
        }
        return 0;
    }

    private String head() {
        if (CONTAINERS.stream().anyMatch(c::take)) {
            c.take("the");
        }
        if (c.peek().is("bounding") && (c.peek(1).is("box") || c.peek(1).is("boxes"))) {
            return "";
        }
        if (c.peek().is("one") && c.peek().isNumber() || c.peek().is("ones")) {
            c.next();
            return "one";
        }
        int n = known(0);
        if (n == 0
                && EnglishWords.mayBeNoun(c.peek())
                && !EnglishWords.COLOURS.containsKey(c.peek().text())
                && !EnglishWords.MORE.containsKey(c.peek().text())
                && !EnglishWords.THERE.contains(c.peek().text())) {
            n = 1;
        }
        if (n == 1
                && EnglishWords.mayBeNoun(c.peek())
                && EnglishWords.mayBeNoun(c.peek(1))
                && known(1) == 0
                && !EnglishWords.THERE.contains(c.peek(1).text())
                && !EnglishWords.COLOURS.containsKey(c.peek(1).text())
                && !EnglishWords.MORE.containsKey(c.peek(1).text())
                && c.peek(1).text().length() > 2) {
            // A compound that nobody knows ("cat food") is not what its first word says.
            n = 2;
        }
        StringBuilder noun = new StringBuilder();
        for (int i = 0; i < n; i++) {
            noun.append(i == 0 ? "" : " ").append(c.next().text());
        }
        return noun.toString();
    }
}
