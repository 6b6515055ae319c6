package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eyes4j.agent.claim.Quantity.Form;

/** Reads one English clause whole, or not at all. Not thread-safe. */
final class EnglishClauses {
    private final Cursor c;
    private final EnglishPhrases phrases;
    private final EnglishConditions conditions;
    private final EnglishProperties properties;
    private final EnglishDeeds deeds;
    private final EnglishCounts counts;

    EnglishClauses(Cursor cursor, Kinds kinds, Predicate<String> several, String sentence) {
        this.c = cursor;
        this.phrases = new EnglishPhrases(cursor, kinds, several, sentence);
        this.conditions = phrases.conditions();
        this.properties = new EnglishProperties(cursor, phrases);
        this.deeds = new EnglishDeeds(cursor, phrases);
        this.counts = new EnglishCounts(cursor, phrases);
    }

    /** What the clause states; nothing where any word of it is left over. */
    List<Statement> read() {
        List<Supplier<List<Statement>>> forms = List.of(
                this::alone,
                deeds::read,
                counts::there,
                counts::seen,
                counts::shown,
                counts::more,
                this::sequence,
                properties::read,
                this::inverted,
                this::quoted,
                this::subject,
                this::colon,
                this::fragment);
        for (Supplier<List<Statement>> form : forms) {
            c.reset(0);
            List<Statement> statements = form.get();
            if (!statements.isEmpty() && c.atEnd()) {
                return statements;
            }
        }
        return List.of();
    }

    /** "3", "red", '"OPEN"'. */
    private List<Statement> alone() {
        c.take("it is");
        if (c.peek().isNumber()
                && c.peek(1).sort() == Word.Sort.MARK
                && c.peek(1).text().isEmpty()) {
            return List.of(new Statement.Amount(c.next().number()));
        }
        if (c.peek().isQuote() && c.peek(1).text().isEmpty()) {
            return List.of(new Statement.Quoted(c.next().text()));
        }
        return List.of();
    }

    /** "From left to right: a cat, a cup and a dog." */
    private List<Statement> sequence() {
        Rank by = c.take("from left to right") || c.take("left to right")
                ? Rank.LEFT
                : c.take("from right to left") || c.take("right to left")
                        ? Rank.RIGHT
                        : c.take("from top to bottom") || c.take("top to bottom")
                                ? Rank.TOP
                                : c.take("from bottom to top") ? Rank.BOTTOM : Rank.SUREST;
        if (by == Rank.SUREST) {
            return List.of();
        }
        c.takeAny(List.of(",", ":"));
        c.takeAny(List.of(
                "there are",
                "there is",
                "i see",
                "you can see",
                "we see",
                "the picture shows",
                "the things are",
                "the objects are",
                "they are",
                "it shows",
                "we have"));
        c.takeAny(List.of(",", ":"));
        List<Phrase> coloured = colours();
        List<Phrase> things = new ArrayList<>(coloured);
        while (!c.atEnd()) {
            Optional<Phrase> next = phrases.phrase();
            if (next.isEmpty()) {
                return List.of();
            }
            things.add(next.get());
            c.take(",");
            c.takeAny(List.of("and then", "and", "then"));
        }
        return things.size() < 2 ? List.of() : List.of(new Statement.Sequence(by, things));
    }

    /** "the cups are red, blue and white": one after the other. */
    private List<Phrase> colours() {
        int mark = c.mark();
        Optional<Phrase> kind = phrases.phrase();
        boolean be = kind.isPresent() && c.takeAny(Set.of("are"));
        Optional<Condition> condition = be ? conditions.predicate() : Optional.empty();
        if (condition.isPresent()
                && condition.get() instanceof Condition.Coloured coloured
                && coloured.colours().size() > 1
                && c.atEnd()) {
            return coloured.colours().stream()
                    .map(colour -> new Phrase(
                            Quantity.ONE,
                            kind.orElseThrow().noun(),
                            false,
                            List.of(new Condition.Coloured(List.of(colour), true))))
                    .toList();
        }
        c.reset(mark);
        return List.of();
    }

    /** "On the left is a cup.", "To the left of the cat there are two cups." */
    private List<Statement> inverted() {
        Optional<Condition> where = conditions.places().where();
        if (where.isEmpty()) {
            return List.of();
        }
        c.take(",");
        boolean see = (c.takeAny(Set.of("i", "we", "you")) | c.takeAny(Set.of("can"))) && c.takeAny(EnglishWords.SEE);
        boolean verb = see
                || c.take("there")
                        | c.takeAny(
                                Set.of("is", "are", "sits", "stands", "lies", "rests", "sit", "stand", "lie", "hangs"));
        boolean not = c.take("not");
        if (!verb) {
            return List.of();
        }
        List<Phrase> list = phrases.list();
        while (c.takeAny(EnglishWords.THERE) || c.takeAny(EnglishWords.STAND)) {
            // Said of what is there at all.
        }
        return list.stream()
                .<Statement>map(phrase -> phrase.quantity().definite()
                        ? new Statement.Holds(phrase, List.of(where.get()), not)
                        : new Statement.Exists(phrase.with(where.get()), not))
                .toList();
    }

    /** '"OPEN" is written on the sign.' */
    private List<Statement> quoted() {
        c.takeAny(List.of(
                "the words",
                "the word",
                "the text",
                "the phrase",
                "the letters",
                "the lettering",
                "the inscription",
                "the label",
                "words",
                "text"));
        if (!c.peek().isQuote()) {
            return List.of();
        }
        Condition says = new Condition.Says(c.next().text(), true);
        boolean not = false;
        if (c.takeAny(Set.of("is", "are", "appears", "appear", "can", "was"))) {
            not = c.take("not");
            c.take("be");
            while (c.takeAny(EnglishWords.STAND)
                    || c.takeAny(EnglishWords.THERE)
                    || c.takeAny(Set.of(
                            "read", "visible", "written", "printed", "lettered", "painted", "engraved", "legible"))) {
                // Said of what is written.
            }
        }
        Phrase text = Phrase.the("text").with(says);
        if (c.atEnd()) {
            return List.of(new Statement.Exists(text.with(Quantity.ONE), not));
        }
        Optional<Condition> where = conditions.places().where();
        if (where.isPresent()
                && where.get() instanceof Condition.Stands s
                && Surfaces.isSurface(s.anchors().get(0).noun())) {
            return List.of(new Statement.Holds(s.anchors().get(0), List.of(says), not));
        }
        boolean denied = not;
        return where.map(w -> List.<Statement>of(new Statement.Holds(text, List.of(w), denied)))
                .orElse(List.of());
    }

    /** "The cup is red.", "The sign says OPEN.", "The cat covers 12 % of the picture." */
    private List<Statement> subject() {
        List<Phrase> subjects = phrases.list();
        if (subjects.isEmpty()) {
            return List.of();
        }
        Phrase subject = subjects.get(0);
        List<Condition> said = new ArrayList<>();
        boolean[] not = {false};
        List<Statement> predicate = properties.verbs().read(subjects, said, not);
        if (!predicate.isEmpty()) {
            return predicate;
        }
        if (said.isEmpty() && !be(not, said)) {
            return List.of();
        }
        if (said.isEmpty()) {
            int mark = c.mark();
            while (c.takeAny(EnglishWords.THERE)) {
                // Said of what is there at all.
            }
            if (c.atEnd() && c.mark() > mark) {
                return subjects.stream()
                        .<Statement>map(s -> new Statement.Exists(s, not[0]))
                        .toList();
            }
            c.reset(mark);
            if (c.take("missing") || c.take("absent")) {
                return subjects.stream()
                        .<Statement>map(s -> new Statement.Exists(s.with(not[0] ? Quantity.ONE : Quantity.NONE), false))
                        .toList();
            }
        }
        if (said.isEmpty()) {
            not[0] |= c.take("not");
            Optional<Condition> first = conditions.predicate();
            if (first.isEmpty()) {
                return List.of();
            }
            said.add(first.get());
        }
        List<Statement> denied = new ArrayList<>();
        while (!c.atEnd()) {
            int mark = c.mark();
            boolean link = c.take(",")
                    | !c.takeAny(List.of("and is", "and are", "and", "but", "but is"))
                            .isEmpty();
            boolean otherwise = link && c.take("not");
            Optional<Condition> next = conditions.predicate();
            if (next.isEmpty()
                    || c.mark() == mark
                    || !link && !(isPlace(next.get()) && said.stream().anyMatch(EnglishClauses::isPlace))) {
                return List.of();
            }
            if (otherwise) {
                denied.add(new Statement.Holds(subject, List.of(next.get()), true));
            } else {
                said.add(next.get());
            }
        }
        List<Statement> statements = new ArrayList<>();
        subjects.forEach(one -> statements.add(new Statement.Holds(one, said, not[0])));
        statements.addAll(denied);
        return statements;
    }

    private static boolean isPlace(Condition condition) {
        return condition instanceof Condition.At
                || condition instanceof Condition.Stands
                || condition instanceof Condition.Labelled;
    }

    private boolean be(boolean[] not, List<Condition> said) {
        boolean modal =
                c.takeAny(Set.of("can", "could", "may", "might", "must", "do", "does", "did", "to", "has", "have"));
        not[0] |= c.take("not");
        if (modal && c.take("been")) {
            return true;
        }
        if (c.takeAny(EnglishWords.BE)) {
            not[0] |= c.take("not");
            c.take("both");
            c.take("all");
            return true;
        }
        if (c.isAny(EnglishWords.SIT) || c.isAny(Set.of("exists", "exist"))) {
            if (c.peek(1).text().isEmpty()) {
                return true;
            }
            c.next();
            Optional<Condition> where = conditions.places().where();
            where.ifPresent(said::add);
            return where.isPresent();
        }
        return false;
    }

    /** "Cups: 3", "Colour: red". */
    private List<Statement> colon() {
        Optional<Phrase> what = phrases.phrase();
        if (what.isEmpty() || !(c.take(":") || c.take("=") || c.take("—"))) {
            return List.of();
        }
        if (c.peek().count() >= 0 && c.peek(1).text().isEmpty()) {
            return List.of(new Statement.Exists(
                    what.get().with(Quantity.exactly(c.next().count())), false));
        }
        if (c.take("none")) {
            return List.of(new Statement.Exists(what.get().with(Quantity.NONE), false));
        }
        if (c.peek().isQuote()) {
            return List.of(new Statement.Holds(
                    what.get(), List.of(new Condition.Says(c.next().text(), false)), false));
        }
        Optional<Condition> condition = conditions.predicate();
        return condition
                .map(s -> List.<Statement>of(new Statement.Holds(what.get().with(Quantity.THE), List.of(s), false)))
                .orElse(List.of());
    }

    /** "Two cups and a dog." */
    private List<Statement> fragment() {
        List<Phrase> list = phrases.list();
        while (c.takeAny(EnglishWords.THERE)) {
            // Said of what is there at all.
        }
        boolean placed = !list.isEmpty()
                && list.stream()
                        .allMatch(p -> p.quantity().form() == Form.THE
                                && !p.conditions().isEmpty()
                                && p.conditions().stream().allMatch(EnglishClauses::isPlace));
        if (placed) {
            return list.stream()
                    .<Statement>map(p -> new Statement.Holds(
                            new Phrase(p.quantity(), p.noun(), p.plural(), List.of()), p.conditions(), false))
                    .toList();
        }
        boolean numbered = list.stream().allMatch(p -> p.quantity().form() != Form.THE);
        return numbered
                ? list.stream()
                        .<Statement>map(p -> new Statement.Exists(p, false))
                        .toList()
                : List.of();
    }
}
