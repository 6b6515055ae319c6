package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.claim.Quantity.Form;

/** Reads English clauses about what there is, and how many. Not thread-safe. */
final class EnglishCounts {
    private final Cursor c;
    private final EnglishPhrases phrases;
    private final EnglishConditions conditions;

    EnglishCounts(Cursor cursor, EnglishPhrases phrases) {
        this.c = cursor;
        this.phrases = phrases;
        this.conditions = phrases.conditions();
    }

    /** "There are two cups and no dog." */
    List<Statement> there() {
        boolean among = c.takeAny(List.of("among the objects", "among the things", "among the items", "among them"))
                        .length()
                > 0;
        if (!among && !c.take("there")) {
            return List.of();
        }
        c.takeAny(Set.of("must", "may", "might", "should", "can", "could", "do", "does"));
        boolean not = c.take("not");
        c.takeAny(List.of(
                "appears to be", "appear to be", "seems to be", "seem to be", "appears", "seems", "exists", "exist"));
        boolean be = c.takeAny(Set.of("is", "are", "was", "were", "be"))
                || c.peek(-1).text().matches("be|exists?|appears|seems");
        not |= c.take("not");
        c.take("to be");
        return be ? existence(not) : List.of();
    }

    /** "I can see two cups.", "I count 3 dogs.", "We did not find any dog." */
    List<Statement> seen() {
        boolean we = c.takeAny(Set.of("i", "we", "you"))
                || c.take("the detector")
                || c.take("the model")
                || c.take("the tool")
                || c.take("the detection")
                || c.take("detection");
        if (!we) {
            return List.of();
        }
        boolean not = false;
        while (c.takeAny(Set.of(
                        "can", "could", "will", "would", "have", "has", "do", "does", "did", "was", "were", "am",
                        "able", "to", "only", "had"))
                || c.is("not")
                || c.is("be")) {
            not |= c.take("not");
            c.take("be");
        }
        boolean see = c.take("make out") || c.takeAny(EnglishWords.SEE);
        c.take("out");
        return see ? existence(not) : List.of();
    }

    /** "The picture shows two cups." */
    List<Statement> shown() {
        c.takeAny(Set.of("the", "this", "your", "that"));
        boolean picture = c.takeAny(Set.of(
                        "picture", "image", "photo", "photograph", "scene", "it", "pic", "frame", "screenshot", "view"))
                || c.peek(-1).is("this");
        if (!picture) {
            return List.of();
        }
        boolean not = false;
        while (c.takeAny(Set.of("does", "do", "did"))) {
            not |= c.take("not");
        }
        boolean shows = c.takeAny(EnglishWords.SHOW) || c.take("is of");
        return shows ? existence(not) : List.of();
    }

    private List<Statement> existence(boolean negated) {
        List<Statement> statements = new ArrayList<>();
        boolean only = c.peek(-1).is("only");
        List<Phrase> list = phrases.list();
        c.take("in it");
        c.takeAny(List.of(
                "in total",
                "total",
                "in all",
                "at all",
                "that i can see",
                "that i could find",
                "to be seen",
                "in view",
                "in sight",
                "as well"));
        while (c.takeAny(EnglishWords.THERE)) {
            // Said of what is there at all.
        }
        if (c.take(",") || c.take(":") || c.take("—")) {
            return apposed(list, negated);
        }
        for (Phrase phrase : list) {
            statements.add(new Statement.Exists(phrase, negated));
        }
        return only ? List.of() : statements;
    }

    /** "two animals: a cat and a dog", "two cups, one red and one blue". */
    private List<Statement> apposed(List<Phrase> list, boolean negated) {
        if (list.size() != 1 || negated) {
            return List.of();
        }
        c.take("namely");
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement.Exists(list.get(0), false));
        while (!c.atEnd()) {
            int mark = c.mark();
            Optional<Phrase> part = phrases.phrase();
            if (part.isEmpty()) {
                return List.of();
            }
            if (part.get().is("one") || part.get().is(Phrase.OTHER)) {
                boolean be = c.takeAny(Set.of("is", "are"));
                Optional<Condition> condition = conditions.predicate();
                if (condition.isEmpty() && be || part.get().conditions().isEmpty() && condition.isEmpty()) {
                    return List.of();
                }
                Phrase one = part.get().is(Phrase.OTHER)
                                || part.get().quantity().form() == Form.THE
                        ? new Phrase(Quantity.ONE, "one", false, part.get().conditions())
                        : part.get();
                Phrase told = new Phrase(one.quantity(), list.get(0).noun(), one.plural(), one.conditions());
                statements.add(new Statement.Exists(condition.map(told::with).orElse(told), false));
            } else {
                statements.add(new Statement.Exists(part.get(), false));
            }
            c.take(",");
            c.take("and");
            if (c.mark() == mark) {
                return List.of();
            }
        }
        return statements;
    }

    /** "There are more cups than dogs." */
    List<Statement> more() {
        c.take("there are");
        c.take("there is");
        c.take("i see");
        boolean more = c.take("more");
        boolean fewer = !more && (c.take("fewer") || c.take("less"));
        boolean same = !more
                && !fewer
                && (c.take("as many")
                        || c.take("the same number of")
                        || c.take("an equal number of")
                        || c.take("equally many"));
        if (!more && !fewer && !same) {
            c.reset(0);
            Optional<Phrase> subject = phrases.phrase();
            boolean outnumber = c.take("outnumber") || c.take("outnumbers");
            Optional<Phrase> object = outnumber ? phrases.phrase() : Optional.empty();
            return subject.isPresent() && object.isPresent()
                    ? List.of(new Statement.Outnumbers(subject.get(), object.get(), false))
                    : List.of();
        }
        Optional<Phrase> first = phrases.phrase();
        boolean link =
                c.take("than there are") || c.take("than") || c.take("as there are") || c.take("as") || c.take("and");
        Optional<Phrase> second = link ? phrases.phrase() : Optional.empty();
        if (first.isEmpty() || second.isEmpty()) {
            return List.of();
        }
        return List.of(
                fewer
                        ? new Statement.Outnumbers(second.get(), first.get(), false)
                        : new Statement.Outnumbers(first.get(), second.get(), same));
    }
}
