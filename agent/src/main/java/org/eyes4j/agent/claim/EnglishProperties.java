package org.eyes4j.agent.claim;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads English clauses about a property ("the number of cups is 3") and those with a verb of their own. Not thread-safe. */
final class EnglishProperties {
    private final Cursor c;
    private final EnglishPhrases phrases;
    private final EnglishConditions conditions;
    private final EnglishVerbs verbs;

    EnglishProperties(Cursor cursor, EnglishPhrases phrases) {
        this.c = cursor;
        this.phrases = phrases;
        this.conditions = phrases.conditions();
        this.verbs = new EnglishVerbs(cursor, phrases, this);
    }

    EnglishVerbs verbs() {
        return verbs;
    }

    List<Statement> read() {
        for (int form = 0; form < 6; form++) {
            c.reset(0);
            List<Statement> statements = switch (form) {
                case 0 -> number();
                case 1 -> property();
                case 2 -> distance();
                case 3 -> pictures();
                case 4 -> nearest();
                default -> text();
            };
            if (!statements.isEmpty() && c.atEnd()) {
                return statements;
            }
        }
        return List.of();
    }

    /** "The number of cups is 3.", "The total number of dogs is two." */
    private List<Statement> number() {
        c.takeAny(Set.of("the", "a"));
        c.takeAny(Set.of("total", "exact"));
        if (!(c.take("number of") || c.take("count of") || c.take("count for") || c.take("total of"))) {
            return List.of();
        }
        Optional<Phrase> what = phrases.phrase();
        c.takeAny(EnglishWords.THERE);
        boolean be = c.takeAny(Set.of("is", "are", "equals", "was")) || c.take(":") || c.take("=");
        boolean not = c.take("not");
        boolean about = EnglishMeasures.about(c);
        if (what.isEmpty() || !be || c.peek().count() < 0) {
            return List.of();
        }
        int n = c.next().count();
        Quantity quantity = about ? Quantity.of(Quantity.Form.ABOUT, n) : Quantity.exactly(n);
        return List.of(new Statement.Exists(what.get().with(quantity), not));
    }

    /** "The colour of the cup is red.", "The cup's width is 200 pixels.", "The cup has a height of 100 px." */
    private List<Statement> property() {
        c.takeAny(Set.of("the", "its", "a"));
        boolean its = c.peek(-1).is("its");
        c.takeAny(Set.of("main", "dominant", "predominant", "primary", "approximate"));
        String property = propertyName();
        Phrase owner;
        if (!property.isEmpty() && (its || c.take("of") || c.take("on"))) {
            Optional<Phrase> of = its ? Optional.of(Phrase.the(Phrase.IT)) : phrases.phrase();
            if (of.isEmpty()) {
                return List.of();
            }
            owner = of.get();
        } else {
            boolean whole = property.startsWith("colo")
                    && EnglishWords.BE.contains(c.peek().text());
            if (whole) {
                c.next();
                return value(property)
                        .map(v ->
                                List.<Statement>of(new Statement.Holds(Phrase.the(Phrase.PICTURE), List.of(v), false)))
                        .orElse(List.of());
            }
            c.reset(0);
            Optional<Phrase> of = phrases.phrase();
            if (of.isEmpty() || !c.take("'s") && !c.peek().text().matches("colou?rs?|width|height|area|label")) {
                return List.of();
            }
            c.takeAny(Set.of("main", "dominant", "predominant", "primary"));
            property = propertyName();
            owner = of.get();
        }
        boolean be = c.takeAny(EnglishWords.BE) || c.take(":") || c.takeAny(EnglishWords.SAY);
        boolean not = c.take("not");
        if (!be || property.isEmpty()) {
            return List.of();
        }
        Optional<Condition> condition = value(property);
        return condition
                .map(v -> List.<Statement>of(new Statement.Holds(owner, List.of(v), not)))
                .orElse(List.of());
    }

    /** The name of a property; empty where none comes next. */
    String propertyName() {
        return c.takeAny(List.of(
                "colours",
                "colors",
                "colour",
                "color",
                "width",
                "height",
                "area",
                "size",
                "share",
                "position",
                "location",
                "place",
                "label",
                "text",
                "lettering",
                "inscription",
                "words",
                "wording",
                "score",
                "confidence",
                "confidence score",
                "bounding box",
                "box",
                "content",
                "contents",
                "message"));
    }

    /** What is said of a property. */
    Optional<Condition> value(String property) {
        if (property.startsWith("colo")) {
            return conditions.predicate().filter(Condition.Coloured.class::isInstance);
        } else if (property.matches("text|lettering|inscription|words|wording|contents?|message")) {
            return c.peek().isQuote() ? Optional.of(new Condition.Says(c.next().text(), false)) : Optional.empty();
        } else if (property.equals("label")) {
            return c.peek().isQuote()
                    ? Optional.of(
                            new Condition.Labelled(Phrase.the(c.next().text().toLowerCase(java.util.Locale.ROOT))))
                    : conditions.predicate().filter(Condition.Labelled.class::isInstance);
        } else if (property.matches("score|confidence.*")) {
            boolean about = EnglishMeasures.about(c);
            if (c.peek().isNumber()) {
                Word word = c.next();
                boolean percent = c.take("%") || c.take("percent");
                double score = percent ? word.number() / 100 : word.number();
                return Optional.of(
                        new Condition.Scored(score, EnglishMeasures.tolerance(word, about) / (percent ? 100 : 1)));
            }
            return Optional.empty();
        } else if (property.matches("width|height|area|share")) {
            boolean about = EnglishMeasures.about(c);
            if (!c.peek().isNumber()) {
                return Optional.empty();
            }
            Word number = c.next();
            boolean percent = c.take("%") || c.take("percent");
            c.takeAny(List.of("square pixels", "pixels", "px", "pixel"));
            return Optional.of(new Condition.Measures(
                    percent ? "share" : property, number.number(), EnglishMeasures.tolerance(number, about)));
        }
        return conditions.predicate();
    }

    /** "The distance between the cat and the dog is 120 pixels." */
    private List<Statement> distance() {
        c.take("the");
        if (!(c.take("distance between") || c.take("distance from") || c.take("gap between"))) {
            return List.of();
        }
        Optional<Phrase> from = phrases.anchor();
        boolean link = c.take("and") || c.take("to");
        Optional<Phrase> to = link ? phrases.anchor() : Optional.empty();
        boolean be = c.takeAny(EnglishWords.BE) || c.take("measures");
        boolean about = EnglishMeasures.about(c);
        if (from.isEmpty() || to.isEmpty() || !be || !c.peek().isNumber()) {
            return List.of();
        }
        Word number = c.next();
        c.takeAny(List.of("pixels", "px"));
        return List.of(new Statement.Holds(
                from.get(),
                List.of(new Condition.Apart(number.number(), EnglishMeasures.tolerance(number, about), to.get())),
                false));
    }

    /** "The two pictures are the same." */
    private List<Statement> pictures() {
        c.takeAny(Set.of("the", "both", "these"));
        if (c.peek().count() == 2) {
            c.next();
        }
        if (!(c.take("pictures") || c.take("images") || c.take("photos"))) {
            return List.of();
        }
        if (c.take("differ")
                || c.take("are different")
                || c.take("are not the same")
                || c.take("are not identical")
                || c.take("do not match")) {
            return List.of(new Statement.Alike(false));
        }
        c.take("are");
        return c.take("the same")
                        || c.take("identical")
                        || c.take("alike")
                        || c.take("do not differ")
                        || c.take("match")
                        || c.take("not different")
                ? List.of(new Statement.Alike(true))
                : List.of();
    }

    /** "The thing nearest to the cat is the cup.", "Closest to the cat is the cup." */
    private List<Statement> nearest() {
        c.take("the");
        if (!(c.take("nearest to") || c.take("closest to"))) {
            return List.of();
        }
        Optional<Phrase> anchor = phrases.anchor();
        if (anchor.isEmpty() || !c.takeAny(Set.of("is", "stands", "sits"))) {
            return List.of();
        }
        return phrases.phrase()
                .map(p -> List.<Statement>of(new Statement.Holds(
                        p.with(Quantity.THE),
                        List.of(new Condition.Stands(Bearing.NEAREST, List.of(anchor.get()))),
                        false)))
                .orElse(List.of());
    }

    /** "It says OPEN.", "The text reads OPEN." */
    private List<Statement> text() {
        c.takeAny(List.of(
                "the text in it",
                "the text",
                "the lettering",
                "the inscription",
                "it",
                "the writing",
                "there",
                "the words",
                "text"));
        c.takeAny(List.of("on it", "written there"));
        if (c.mark() == 0
                || !(c.takeAny(EnglishWords.SAY)
                        || c.takeAny(Set.of("is", "are")) && c.peek().isQuote())) {
            return List.of();
        }
        c.take(":");
        if (c.atEnd()) {
            return List.of();
        }
        boolean quote = c.peek().isQuote()
                && !c.peek(1).isQuote()
                && !c.peek(1).is("and")
                && !c.peek(1).is(",")
                && !c.peek(1).is("followed")
                && !c.peek(1).is("then");
        String text = quote ? c.next().text() : c.peek().isQuote() ? verbs.quotes() : conditions.written();
        Optional<Condition> where = quote && !c.atEnd() ? conditions.places().place() : Optional.empty();
        if (where.isPresent()) {
            return List.of(new Statement.Exists(
                    Phrase.the("text").with(Quantity.ONE).with(where.get()).with(new Condition.Says(text, false)),
                    false));
        }
        return text.isEmpty()
                ? List.of()
                : List.of(new Statement.Exists(
                        Phrase.the("text").with(Quantity.ONE).with(new Condition.Says(text, false)), false));
    }
}
