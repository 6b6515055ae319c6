package org.eyes4j.agent.claim;

import java.util.List;
import java.util.Optional;

/** Reads sizes in English: so many pixels wide, so many per cent. Stateless. */
final class EnglishMeasures {
    private static final double ROUGHLY = 0.15;

    private EnglishMeasures() {}

    static Optional<Condition> of(Cursor c, EnglishPhrases phrases) {
        int mark = c.mark();
        boolean about = about(c);
        if (!c.peek().isNumber()) {
            c.reset(mark);
            return Optional.empty();
        }
        Word number = c.next();
        if (c.take("%") || c.take("percent") || c.take("per cent")) {
            c.take("of it");
            return Optional.of(new Condition.Measures("share", number.number(), tolerance(number, about)));
        }
        boolean unit = c.take("pixels") || c.take("px") || c.take("pixel");
        boolean square = c.take("squared") || c.take("in area");
        if (c.take("wide") || c.take("in width") || c.take("across")) {
            return Optional.of(new Condition.Measures("width", number.number(), tolerance(number, about)));
        } else if (c.take("high") || c.take("tall") || c.take("in height")) {
            return Optional.of(new Condition.Measures("height", number.number(), tolerance(number, about)));
        } else if (unit && (c.take("away from") || c.take("from") || c.take("apart from"))) {
            Optional<Phrase> other = phrases.anchor();
            if (other.isPresent()) {
                return Optional.of(new Condition.Apart(number.number(), tolerance(number, about), other.get()));
            }
        } else if (unit && (square || c.take("large"))) {
            return Optional.of(new Condition.Measures("area", number.number(), tolerance(number, about)));
        }
        c.reset(mark);
        return Optional.empty();
    }

    static Optional<Condition> share(Cursor c) {
        int mark = c.mark();
        boolean about = about(c);
        if (c.peek().isNumber()) {
            Word number = c.next();
            if (c.take("%") || c.take("percent") || c.take("per cent")) {
                c.takeAny(List.of("of it", "of its area", "of the area"));
                return Optional.of(new Condition.Measures("share", number.number(), tolerance(number, about)));
            }
        }
        c.reset(mark);
        return Optional.empty();
    }

    static boolean about(Cursor c) {
        return !c.takeAny(List.of(
                        "about",
                        "approximately",
                        "around",
                        "roughly",
                        "nearly",
                        "almost",
                        "some",
                        "circa",
                        "close to",
                        "just over",
                        "just under",
                        "a little over"))
                .isEmpty();
    }

    /** Half of the last digit that is written, or two in a hundred; more where the number is only about right. */
    static double tolerance(Word number, boolean about) {
        int point = number.text().indexOf('.');
        int digits = point < 0 ? 0 : number.text().length() - point - 1;
        double rounding = 0.55 * Math.pow(10, -digits);
        return Math.max(rounding, Math.abs(number.number()) * (about ? ROUGHLY : 0.02));
    }
}
