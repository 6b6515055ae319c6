package org.eyes4j.agent.claim;

import java.util.List;
import org.eyes4j.agent.claim.Quantity.Form;
import org.jspecify.annotations.Nullable;

/** Reads how many English speaks of. Not thread-safe. */
final class EnglishQuantities {
    private static final List<String> SEVERAL = List.of(
            "several",
            "multiple",
            "various",
            "numerous",
            "some",
            "a few",
            "a number of",
            "a group of",
            "a bunch of",
            "a handful of",
            "many",
            "lots of",
            "a lot of",
            "a variety of",
            "different");
    private static final List<String> TWO = List.of("a couple of", "a pair of", "couple of", "pair of");

    private final Cursor c;

    EnglishQuantities(Cursor cursor) {
        this.c = cursor;
    }

    /** What comes next, if it says how many. */
    @Nullable
    Quantity read() {
        Form bound = c.takeAny(List.of("at least", "a minimum of", "no fewer than", "no less than"))
                        .isEmpty()
                ? c.takeAny(List.of("at most", "no more than", "up to", "a maximum of"))
                                .isEmpty()
                        ? Form.EXACTLY
                        : Form.AT_MOST
                : Form.AT_LEAST;
        int shift = 0;
        if (bound == Form.EXACTLY
                && (c.peek().is("more") || c.peek().is("over"))
                && (c.take("more than") || c.peek(1).isNumber() && c.take("over"))) {
            bound = Form.AT_LEAST;
            shift = 1;
        } else if (bound == Form.EXACTLY
                && !c.takeAny(List.of("fewer than", "less than")).isEmpty()) {
            bound = Form.AT_MOST;
            shift = -1;
        } else if (c.peek(1).isNumber()
                && !c.takeAny(List.of(
                                "about", "approximately", "around", "roughly", "nearly", "almost", "some", "circa"))
                        .isEmpty()) {
            bound = Form.ABOUT;
        }
        c.takeAny(List.of("a total of", "total of", "exactly", "only", "just", "precisely", "merely"));
        if (c.take("a single") || c.take("one single")) {
            return Quantity.exactly(1);
        }
        if (c.peek().count() >= 0 && !c.peek(1).is("%") && !isUnit(c.peek(1))) {
            int n = c.next().count();
            c.take("of the");
            c.takeAny(List.of("of these", "of those"));
            if (c.peek().count() >= 0) {
                c.next();
            }
            Quantity quantity = bound == Form.EXACTLY ? Quantity.exactly(n) : Quantity.of(bound, n + shift);
            return quantity;
        }
        if (bound != Form.EXACTLY) {
            return null;
        }
        if (c.take("none of the")
                || c.take("neither of the")
                || c.take("none of these")
                || c.take("neither")
                || c.take("no")
                || c.take("not any")
                || c.take("not a single")
                || c.take("not one")) {
            return Quantity.NONE;
        } else if (c.take("both of the") || c.take("both the") || c.take("both of these") || c.take("both")) {
            return Quantity.exactly(2).known();
        } else if (!c.takeAny(List.of(
                        "any of the",
                        "any other",
                        "any of",
                        "all other",
                        "every other",
                        "all of the",
                        "all of these",
                        "all of those",
                        "all the",
                        "all these",
                        "all",
                        "each of the",
                        "each",
                        "every"))
                .isEmpty()) {
            return c.peek().count() > 0 ? Quantity.exactly(c.next().count()).known() : Quantity.ALL;
        } else if (!c.takeAny(TWO).isEmpty()) {
            return Quantity.exactly(2);
        } else if (!c.takeAny(SEVERAL).isEmpty()) {
            return Quantity.SEVERAL;
        } else if (!c.takeAny(List.of("a", "an", "another", "any")).isEmpty()) {
            return Quantity.ONE;
        } else if (!c.takeAny(
                        List.of("the only", "the", "this", "that", "these", "those", "its", "their", "his", "her"))
                .isEmpty()) {
            c.takeAny(List.of("only", "single"));
            return c.peek().count() > 0 && !isUnit(c.peek(1)) && !c.peek().is("one")
                    ? Quantity.exactly(c.next().count()).known()
                    : Quantity.THE;
        }
        return null;
    }

    private static boolean isUnit(Word word) {
        return word.is("px")
                || word.is("pixel")
                || word.is("pixels")
                || word.is("percent")
                || word.is("percentage")
                || word.is("per");
    }
}
