package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads English clauses about a property ("the number of cups is 3") and those with a verb of their own. Not thread-safe. */
final class EnglishProperties {
    private final Cursor c;
    private final EnglishPhrases phrases;
    private final EnglishConditions conditions;

    EnglishProperties(Cursor cursor, EnglishPhrases phrases) {
        this.c = cursor;
        this.phrases = phrases;
        this.conditions = phrases.conditions();
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

    private String propertyName() {
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

    private Optional<Condition> value(String property) {
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
        String text = quote ? c.next().text() : c.peek().isQuote() ? quotes() : conditions.written();
        Optional<Condition> where = quote && !c.atEnd() ? conditions.place() : Optional.empty();
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

    /** Verbs other than "be"; conditions of them go into {@code said}. */
    List<Statement> verb(List<Phrase> subjects, List<Condition> said, boolean[] not) {
        Phrase subject = subjects.get(0);
        int mark = c.mark();
        if (c.take("do not") || c.take("does not") || c.take("did not")) {
            not[0] = true;
        }
        if (c.takeAny(EnglishWords.SAY)
                || c.take("has the text")
                || c.take("has the words")
                || c.take("has the word")
                || c.take("contains the text")
                || c.take("links to")
                || c.take("decodes to")
                || c.take("encodes")
                || c.take("leads to")
                || c.take("points to")
                || c.take("shows the text")
                || c.take("shows the word")
                || c.take("contains the word")
                || c.take("contains the words")
                || c.take("contains the url")
                || c.take("contains the link")
                || c.take("contains") && c.peek().isQuote()
                || c.take("shows") && c.peek().isQuote()
                || c.take("has") && c.peek().isQuote()) {
            boolean part = c.peek(-1).is("word")
                    || c.peek(-1).is("contains")
                    || c.peek(-2).is("contains");
            c.take("the words");
            c.take("the word");
            c.take("that");
            c.take(":");
            if (c.atEnd()) {
                return List.of();
            }
            String text = c.peek().isQuote() && c.peek(1).text().isEmpty()
                    ? c.next().text()
                    : c.peek().isQuote() ? quotes() : conditions.written();
            return text.isEmpty()
                    ? List.of()
                    : List.of(new Statement.Holds(subject, List.of(new Condition.Says(text, part)), not[0]));
        }
        c.reset(mark);
        not[0] = c.take("do not") || c.take("does not");
        if (c.takeAny(EnglishWords.COVER)
                || c.take("takes up")
                || c.take("take up")
                || c.take("accounts for")
                || c.take("makes up")
                || c.take("make up")) {
            conditions.share().ifPresent(said::add);
        } else if (c.take("touches")
                || c.take("overlaps")
                || c.take("touch")
                || c.take("overlap")
                || c.take("overlaps with")) {
            phrases.anchor().ifPresent(a -> said.add(new Condition.Stands(Bearing.OVERLAPS, List.of(a))));
        } else if (c.take("measures")) {
            size(said);
        } else if (c.take("has") || c.take("have")) {
            return has(subjects, said);
        } else if (c.take("contains") || c.take("holds")) {
            List<Phrase> inside = phrases.list();
            return inside.stream()
                    .<Statement>map(p ->
                            new Statement.Exists(p.with(new Condition.Stands(Bearing.INSIDE, List.of(subject))), false))
                    .toList();
        }
        if (said.isEmpty()) {
            c.reset(mark);
            not[0] = false;
        }
        return List.of();
    }

    /** '"OPEN" and "24 HOURS"': each must be written there. */
    private String quotes() {
        List<String> all = new ArrayList<>();
        while (c.peek().isQuote()) {
            all.add(c.next().text());
            c.take(",");
            c.takeAny(List.of("followed by", "and then", "and below it", "and", "then"));
        }
        return String.join(" / ", all);
    }

    private void size(List<Condition> said) {
        boolean about = EnglishMeasures.about(c);
        if (!c.peek().isNumber()) {
            return;
        }
        Word width = c.next();
        c.takeAny(List.of("pixels", "px"));
        if ((c.take("x") || c.take("×") || c.take("by")) && c.peek().isNumber()) {
            Word height = c.next();
            c.takeAny(List.of("pixels", "px"));
            said.add(new Condition.Measures("width", width.number(), EnglishMeasures.tolerance(width, about)));
            said.add(new Condition.Measures("height", height.number(), EnglishMeasures.tolerance(height, about)));
        } else if (c.take("wide") || c.take("in width")) {
            said.add(new Condition.Measures("width", width.number(), EnglishMeasures.tolerance(width, about)));
        } else if (c.take("high") || c.take("tall") || c.take("in height")) {
            said.add(new Condition.Measures("height", width.number(), EnglishMeasures.tolerance(width, about)));
        }
    }

    /** "has a width of 200 pixels", "has a cup to its left", "has a score of 0.93", "has OPEN written on it". */
    private List<Statement> has(List<Phrase> subjects, List<Condition> said) {
        int mark = c.mark();
        c.takeAny(Set.of("a", "an", "the"));
        String property = propertyName();
        if (!property.isEmpty() && c.take("of")) {
            value(property).ifPresent(said::add);
            return List.of();
        }
        c.reset(mark);
        if (c.peek().isQuote()) {
            return List.of();
        }
        Optional<Condition> coat = coat();
        if (coat.isPresent()) {
            said.add(coat.get());
            return List.of();
        }
        List<Phrase> owned = phrases.list();
        boolean related = !owned.isEmpty()
                && owned.stream()
                        .allMatch(p -> p.conditions().stream()
                                .anyMatch(condition -> condition instanceof Condition.Stands s
                                        && s.anchors().get(0).is(Phrase.IT)));
        if (!related) {
            return List.of();
        }
        return owned.stream()
                .<Statement>map(p -> new Statement.Exists(bound(p, subjects.get(0)), false))
                .toList();
    }

    /** "has black fur". */
    private Optional<Condition> coat() {
        int mark = c.mark();
        c.takeAny(Set.of("a", "an"));
        List<String> colours = new ArrayList<>();
        while (EnglishWords.COLOURS.containsKey(c.peek().text())) {
            colours.add(String.valueOf(EnglishWords.COLOURS.get(c.next().text())));
            if (!EnglishWords.COLOURS.containsKey(c.peek(1).text()) || !c.take("and")) {
                continue;
            }
        }
        if (!colours.isEmpty()
                && c.takeAny(Set.of("fur", "coat", "feathers", "plumage", "colour", "color", "paint", "hue"))) {
            return Optional.of(new Condition.Coloured(colours, true));
        }
        c.reset(mark);
        return Optional.empty();
    }

    private static Phrase bound(Phrase phrase, Phrase owner) {
        List<Condition> conditions = new ArrayList<>();
        for (Condition condition : phrase.conditions()) {
            conditions.add(
                    condition instanceof Condition.Stands s
                            ? new Condition.Stands(s.bearing(), List.of(owner))
                            : condition);
        }
        return new Phrase(phrase.quantity(), phrase.noun(), phrase.plural(), conditions);
    }
}
