package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eyes4j.agent.claim.Condition.At;
import org.jspecify.annotations.Nullable;

/** Reads one Chinese clause whole, or not at all. Not thread-safe. */
final class ChineseClauses {
    private final ChinesePhrases p;

    ChineseClauses(List<ChineseWord> words, Kinds kinds) {
        this.p = new ChinesePhrases(words, kinds);
    }

    List<Statement> read() {
        List<Supplier<List<Statement>>> forms = List.of(
                this::quote,
                this::order,
                this::none,
                this::there,
                this::place,
                this::nearest,
                this::most,
                this::subject,
                this::between,
                this::dropped,
                this::list);
        for (Supplier<List<Statement>> form : forms) {
            p.reset(0);
            List<Statement> statements = form.get();
            p.take("的");
            if (!statements.isEmpty() && p.atEnd()) {
                return statements;
            }
        }
        return List.of();
    }

    /** 「文字是『OPEN』」, 「『OPEN』寫在招牌上」, 3 alone. */
    private List<Statement> quote() {
        if (p.peek().is("quote")) {
            String text = p.next().value("quote");
            if (p.atEnd()) {
                return List.of(new Statement.Quoted(text));
            }
            if (p.takeTag("sayon")) {
                Optional<Phrase> on = p.phrase();
                p.take("上");
                p.take("上面");
                return on.map(s -> List.<Statement>of(
                                new Statement.Holds(s, List.of(new Condition.Says(text, true)), false)))
                        .orElse(List.of());
            }
            return List.of();
        }
        if (p.peek().is("number") && p.size() == 1) {
            return List.of(new Statement.Amount(Double.parseDouble(p.next().value("number"))));
        }
        if (!p.take("上面")) {
            p.take("上");
        }
        if (p.takeTag("content") || p.takeTag("say") && !p.atEnd()) {
            p.take("：");
            p.take(":");
            return text().map(text -> List.<Statement>of(new Statement.Exists(
                            Phrase.the("text").with(Quantity.ONE).with(new Condition.Says(text, false)), false)))
                    .orElse(List.of());
        }
        return List.of();
    }

    private Optional<String> text() {
        if (p.peek().is("quote")) {
            String text = p.next().value("quote");
            while ((p.peek().is("and") || p.peek().text().matches("[，,]"))
                    && p.peek(1).is("quote")) {
                p.next();
                text = text + " / " + p.next().value("quote");
            }
            return Optional.of(text);
        }
        if (p.peek().is("latin") || p.peek().is("number")) {
            StringBuilder text = new StringBuilder(p.next().text());
            while (p.peek().is("latin") || p.peek().is("number")) {
                text.append(' ').append(p.next().text());
            }
            return Optional.of(text.toString());
        }
        return Optional.empty();
    }

    private List<Statement> order() {
        Rank by = p.takeTag("order.left")
                ? Rank.LEFT
                : p.takeTag("order.right") ? Rank.RIGHT : p.takeTag("order.top") ? Rank.TOP : Rank.SUREST;
        if (by == Rank.SUREST) {
            return List.of();
        }
        p.take("依序");
        p.take("依");
        p.take("序");
        p.take("，");
        p.takeTag("be");
        p.takeTag("there");
        p.take("：");
        List<Phrase> things = p.list();
        return things.size() < 2 ? List.of() : List.of(new Statement.Sequence(by, things));
    }

    private List<Statement> none() {
        if (!p.takeTag("none")) {
            return List.of();
        }
        p.takeTag("there");
        List<Phrase> list = p.list();
        return list.stream()
                .<Statement>map(what -> new Statement.Exists(what.with(Quantity.NONE), false))
                .toList();
    }

    private List<Statement> there() {
        boolean total = p.takeTag("total");
        boolean there = p.takeTag("there");
        boolean only = p.takeTag("only");
        if (!total && !there && !only) {
            return List.of();
        }
        p.takeTag("there");
        p.takeTag("total");
        List<Phrase> list = p.list();
        if (list.size() == 1 && p.takeTag("at")) {
            return p.where()
                    .map(where ->
                            List.<Statement>of(new Statement.Exists(list.get(0).with(where), false)))
                    .orElse(List.of());
        }
        return only && list.stream().noneMatch(what -> what.quantity().number() > 0) ? List.of() : exist(list);
    }

    private static List<Statement> exist(List<Phrase> list) {
        return list.stream()
                .<Statement>map(what -> new Statement.Exists(what, false))
                .toList();
    }

    /** 「左邊是一隻貓」, 「圖片的左上角有一個杯子」. */
    private List<Statement> place() {
        p.takeTag("at");
        Optional<Condition> place = p.place();
        if (place.isEmpty()) {
            return List.of();
        }
        p.take("，");
        boolean none = p.takeTag("none");
        boolean verb = none || p.takeTag("total") | p.takeTag("there") || p.takeTag("be");
        if (!verb) {
            return List.of();
        }
        return p.list().stream()
                .<Statement>map(what -> what.quantity().form() == Quantity.Form.THE && !none && p.saidBe()
                        ? new Statement.Holds(what, List.of(place.get()), false)
                        : new Statement.Exists(
                                (none
                                                ? what.with(Quantity.NONE)
                                                : what.quantity().form() == Quantity.Form.THE
                                                        ? what.with(Quantity.ONE)
                                                        : what)
                                        .with(place.get()),
                                false))
                .toList();
    }

    /** 「離貓最近的是杯子」. */
    private List<Statement> nearest() {
        if (!p.takeTag("from")) {
            return List.of();
        }
        Optional<Phrase> anchor = p.phrase();
        if (anchor.isEmpty() || !p.takeTag("nearest")) {
            return List.of();
        }
        p.take("的");
        p.takeNoun("thing");
        if (!p.takeTag("be")) {
            return List.of();
        }
        return p.phrase()
                .map(what -> List.<Statement>of(new Statement.Holds(
                        what.with(Quantity.THE),
                        List.of(new Condition.Stands(Bearing.NEAREST, List.of(anchor.get()))),
                        false)))
                .orElse(List.of());
    }

    /** 「最大的是貓」. */
    private List<Statement> most() {
        if (!p.peek().is("most")) {
            return List.of();
        }
        Rank by = Rank.valueOf(p.next().value("most"));
        p.take("的");
        Optional<Phrase> kind = p.peek().is("be") ? Optional.empty() : p.phrase();
        if (!p.takeTag("be")) {
            return List.of();
        }
        Phrase subject =
                kind.orElse(Phrase.the(Phrase.THING)).with(Quantity.THE).with(new Condition.Ranked(by, 1));
        return p.predicate()
                .map(c -> List.<Statement>of(new Statement.Holds(subject, List.of(c), false)))
                .orElse(List.of());
    }

    /** 「貓和狗之間有一個杯子」. */
    private List<Statement> between() {
        p.takeTag("at");
        Optional<Phrase> first = p.phrase();
        boolean and = p.takeTag("and");
        Optional<Phrase> second = and ? p.phrase() : Optional.empty();
        p.take("的");
        if (first.isEmpty() || second.isEmpty() || !p.takeTag("between")) {
            return List.of();
        }
        boolean be = p.peek().is("be");
        if (!p.takeTag("there") && !p.takeTag("be")) {
            return List.of();
        }
        Condition between = new Condition.Stands(Bearing.BETWEEN, List.of(first.get(), second.get()));
        return p.list().stream()
                .<Statement>map(what -> be && what.quantity().form() == Quantity.Form.THE
                        ? new Statement.Holds(what, List.of(between), false)
                        : new Statement.Exists(what.with(between), false))
                .toList();
    }

    /** 「在圖片的左邊」: of what was spoken of last. */
    private List<Statement> dropped() {
        boolean verb = p.peek().is("at")
                || p.peek().is("notat")
                || p.peek().is("be")
                || p.peek().is("notbe")
                || p.peek().is("than");
        return verb ? predicate(Phrase.the(Phrase.IT)) : List.of();
    }

    private List<Statement> list() {
        List<Phrase> list = p.list();
        return list.stream()
                        .allMatch(what ->
                                what.quantity().number() > 0 || what.quantity().form() == Quantity.Form.NONE)
                ? exist(list)
                : List.of();
    }

    private List<Statement> subject() {
        Optional<Phrase> read = p.phrase();
        if (read.isEmpty()) {
            return List.of();
        }
        Phrase subject = read.get();
        if (p.peek().is("and")) {
            int mark = p.mark();
            p.next();
            Optional<Phrase> second = p.phrase();
            if (second.isPresent() && (p.peek().is("all") || p.peek().is("at"))) {
                boolean all = p.takeTag("all");
                List<Statement> first = predicate(subject);
                if (all && !first.isEmpty() && p.atEnd() && first.get(0) instanceof Statement.Holds h) {
                    return List.of(h, new Statement.Holds(second.get(), h.conditions(), h.negated()));
                }
            }
            p.reset(mark);
        }
        p.take("，");
        return predicate(subject);
    }

    private List<Statement> predicate(Phrase said) {
        Phrase subject = said;
        if (p.takeTag("all")) {
            subject = subject.quantity().form() == Quantity.Form.THE
                    ? subject.with(Quantity.ALL)
                    : subject.with(subject.quantity().known());
        }
        p.bulk();
        int mark = p.mark();
        List<Statement> counted = counted(subject);
        if (!counted.isEmpty() && p.atEnd()) {
            return counted;
        }
        p.reset(mark);
        List<Statement> around = around(subject);
        if (!around.isEmpty()) {
            return around;
        }
        p.reset(mark);
        List<Condition> conditions = new ArrayList<>();
        boolean negated = false;
        while (!p.atEnd()) {
            int before = p.mark();
            boolean not = p.peek().is("notbe") || p.peek().is("notat");
            Optional<Condition> next = verb();
            if (next.isEmpty() || p.mark() == before) {
                return List.of();
            }
            negated |= not;
            conditions.add(next.get());
            p.take("的");
            p.take("，");
            p.takeTag("and");
        }
        return conditions.isEmpty() || negated && conditions.size() > 1
                ? List.of()
                : List.of(new Statement.Holds(subject, conditions, negated));
    }

    /** 「杯子有3個」, 「杯子的數量是3個」, 「貓比狗多」, 「杯子：3」. */
    private List<Statement> counted(Phrase subject) {
        if (p.takeTag("than")) {
            Optional<Phrase> other = p.phrase();
            boolean more = p.takeTag("count.more");
            boolean less = !more && p.takeTag("count.less");
            return other.isEmpty() || !more && !less
                    ? List.of()
                    : List.of(
                            more
                                    ? new Statement.Outnumbers(subject, other.get(), false)
                                    : new Statement.Outnumbers(other.get(), subject, false));
        }
        if (p.takeTag("and")) {
            Optional<Phrase> other = p.phrase();
            p.take("的");
            p.takeTag("number");
            return other.isPresent() && p.takeTag("same")
                    ? List.of(new Statement.Outnumbers(subject, other.get(), true))
                    : List.of();
        }
        boolean number = p.take("的") & p.takeTag("number");
        boolean verb = p.takeTag("total") | p.takeTag("there") || p.takeTag("be") || p.take("：") || p.take(":");
        p.takeTag("total");
        p.takeTag("only");
        if (!number && !verb) {
            return List.of();
        }
        @Nullable Quantity quantity = p.quantity();
        return quantity == null || quantity.number() == 0 && quantity.form() != Quantity.Form.NONE || !p.atEnd()
                ? List.of()
                : List.of(new Statement.Exists(subject.with(quantity), false));
    }

    /** 「貓的左邊有一個杯子」, 「招牌上寫著『OPEN』」. */
    private List<Statement> around(Phrase subject) {
        int mark = p.mark();
        p.take("的");
        boolean on = p.take("上面") || p.take("上");
        p.take("的");
        if (p.takeTag("say") || p.takeTag("content")) {
            p.take("：");
            p.take(":");
            p.takeTag("be");
            return text().map(text -> List.<Statement>of(
                            new Statement.Holds(subject, List.of(new Condition.Says(text, false)), false)))
                    .orElse(List.of());
        }
        p.reset(mark);
        p.take("的");
        Optional<Bearing> bearing = p.bearing();
        boolean none = p.takeTag("none");
        boolean be = p.peek().is("be");
        if (bearing.isEmpty() || !none && !(p.takeTag("total") | p.takeTag("there")) && !p.takeTag("be")) {
            return on ? List.of() : List.of();
        }
        Condition stands = new Condition.Stands(bearing.get(), List.of(subject));
        return p.list().stream()
                .<Statement>map(what -> be && what.quantity().form() == Quantity.Form.THE
                        ? new Statement.Holds(what, List.of(stands), false)
                        : new Statement.Exists(
                                (none
                                                ? what.with(Quantity.NONE)
                                                : what.quantity().form() == Quantity.Form.THE
                                                        ? what.with(Quantity.ONE)
                                                        : what)
                                        .with(stands),
                                false))
                .toList();
    }

    private Optional<Condition> verb() {
        if (p.takeTag("notbe") || p.takeTag("be")) {
            return p.predicate();
        }
        if (p.takeTag("at") || p.takeTag("notat")) {
            return p.where();
        }
        if (p.peek().is("than")) {
            p.next();
            Optional<Phrase> other = p.phrase();
            return other.isPresent() && p.peek().is("more")
                    ? Optional.of(new Condition.Exceeds(Rank.valueOf(p.next().value("more")), other.get()))
                    : Optional.empty();
        }
        if (p.takeTag("cover")) {
            p.takeTag("about");
            if (p.takeNoun("picture")) {
                p.take("的");
            }
            return p.share();
        }
        if (p.takeTag("from")) {
            Optional<Phrase> anchor = p.phrase();
            return anchor.isPresent() && p.takeTag("nearest")
                    ? Optional.of(new Condition.Stands(Bearing.NEAREST, List.of(anchor.get())))
                    : Optional.empty();
        }
        if (p.takeTag("nearto")) {
            return p.phrase().map(anchor -> new Condition.Stands(Bearing.NEAREST, List.of(anchor)));
        }
        if (p.peek().is("most")) {
            return Optional.of(new Condition.Ranked(Rank.valueOf(p.next().value("most")), 1));
        }
        if (p.peek().is("width") || p.peek().is("height")) {
            return p.length();
        }
        int mark = p.mark();
        if (p.take("的") && p.takeTag("colourof")) {
            p.takeTag("be");
            return p.predicate().filter(Condition.Coloured.class::isInstance);
        }
        p.reset(mark);
        p.take("的");
        if (p.peek().is("width") || p.peek().is("height")) {
            return p.length();
        }
        p.reset(mark);
        Optional<Condition> where = p.place().filter(At.class::isInstance);
        return where;
    }
}
