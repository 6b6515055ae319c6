package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what English says by a verb other than "be". Not thread-safe. */
final class EnglishVerbs {
    private final Cursor c;
    private final EnglishPhrases phrases;
    private final EnglishConditions conditions;
    private final EnglishProperties properties;

    EnglishVerbs(Cursor cursor, EnglishPhrases phrases, EnglishProperties properties) {
        this.c = cursor;
        this.phrases = phrases;
        this.conditions = phrases.conditions();
        this.properties = properties;
    }

    /** Verbs other than "be"; conditions of them go into {@code said}. */
    List<Statement> read(List<Phrase> subjects, List<Condition> said, boolean[] not) {
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
    String quotes() {
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
        String property = properties.propertyName();
        if (!property.isEmpty() && c.take("of")) {
            properties.value(property).ifPresent(said::add);
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
