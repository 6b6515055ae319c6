package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads one Chinese clause whole, or not at all. Not thread-safe. */
final class ChineseClauses {
    private final ChineseCursor c;
    private final ChinesePhrases p;

    ChineseClauses(List<ChineseWord> words, Kinds kinds) {
        this.c = new ChineseCursor(words);
        this.p = new ChinesePhrases(c, kinds);
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
            c.reset(0);
            List<Statement> statements = form.get();
            c.take("的");
            if (!statements.isEmpty() && c.atEnd()) {
                return statements;
            }
        }
        return List.of();
    }

    /** 「文字是『OPEN』」, 「『OPEN』寫在招牌上」, 3 alone. */
    private List<Statement> quote() {
        if (c.peek().is("quote")) {
            String text = c.next().value("quote");
            if (c.atEnd()) {
                return List.of(new Statement.Quoted(text));
            }
            if (c.takeTag("sayon")) {
                Optional<Phrase> on = p.phrase();
                c.take("上");
                c.take("上面");
                return on.map(s -> List.<Statement>of(
                                new Statement.Holds(s, List.of(new Condition.Says(text, true)), false)))
                        .orElse(List.of());
            }
            return List.of();
        }
        if (c.peek().is("number") && c.size() == 1) {
            return List.of(new Statement.Amount(Double.parseDouble(c.next().value("number"))));
        }
        if (!c.take("上面")) {
            c.take("上");
        }
        if (c.takeTag("content") || c.takeTag("say") && !c.atEnd()) {
            c.take("：");
            c.take(":");
            return text().map(text -> List.<Statement>of(new Statement.Exists(
                            Phrase.the("text").with(Quantity.ONE).with(new Condition.Says(text, false)), false)))
                    .orElse(List.of());
        }
        return List.of();
    }

    private Optional<String> text() {
        if (c.peek().is("quote")) {
            String text = c.next().value("quote");
            while ((c.peek().is("and") || c.peek().text().matches("[，,]"))
                    && c.peek(1).is("quote")) {
                c.next();
                text = text + " / " + c.next().value("quote");
            }
            return Optional.of(text);
        }
        if (c.peek().is("latin") || c.peek().is("number")) {
            StringBuilder text = new StringBuilder(c.next().text());
            while (c.peek().is("latin") || c.peek().is("number")) {
                text.append(' ').append(c.next().text());
            }
            return Optional.of(text.toString());
        }
        return Optional.empty();
    }

    private List<Statement> order() {
        Rank by = c.takeTag("order.left")
                ? Rank.LEFT
                : c.takeTag("order.right") ? Rank.RIGHT : c.takeTag("order.top") ? Rank.TOP : Rank.SUREST;
        if (by == Rank.SUREST) {
            return List.of();
        }
        c.take("依序");
        c.take("依");
        c.take("序");
        c.take("，");
        c.takeTag("be");
        c.takeTag("there");
        c.take("：");
        List<Phrase> things = p.list();
        return things.size() < 2 ? List.of() : List.of(new Statement.Sequence(by, things));
    }

    private List<Statement> none() {
        if (!c.takeTag("none")) {
            return List.of();
        }
        c.takeTag("there");
        List<Phrase> list = p.list();
        return list.stream()
                .<Statement>map(what -> new Statement.Exists(what.with(Quantity.NONE), false))
                .toList();
    }

    private List<Statement> there() {
        boolean total = c.takeTag("total");
        boolean there = c.takeTag("there");
        boolean only = c.takeTag("only");
        if (!total && !there && !only) {
            return List.of();
        }
        c.takeTag("there");
        c.takeTag("total");
        List<Phrase> list = p.list();
        if (list.size() == 1 && c.takeTag("at")) {
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
        c.takeTag("at");
        Optional<Condition> place = p.place();
        if (place.isEmpty()) {
            return List.of();
        }
        c.take("，");
        boolean none = c.takeTag("none");
        boolean verb = none || c.takeTag("total") | c.takeTag("there") || c.takeTag("be");
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
        if (!c.takeTag("from")) {
            return List.of();
        }
        Optional<Phrase> anchor = p.phrase();
        if (anchor.isEmpty() || !c.takeTag("nearest")) {
            return List.of();
        }
        c.take("的");
        c.takeNoun("thing");
        if (!c.takeTag("be")) {
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
        if (!c.peek().is("most")) {
            return List.of();
        }
        Rank by = Rank.valueOf(c.next().value("most"));
        c.take("的");
        Optional<Phrase> kind = c.peek().is("be") ? Optional.empty() : p.phrase();
        if (!c.takeTag("be")) {
            return List.of();
        }
        Phrase subject =
                kind.orElse(Phrase.the(Phrase.THING)).with(Quantity.THE).with(new Condition.Ranked(by, 1));
        return p.predicate()
                .map(said -> List.<Statement>of(new Statement.Holds(subject, List.of(said), false)))
                .orElse(List.of());
    }

    /** 「貓和狗之間有一個杯子」. */
    private List<Statement> between() {
        c.takeTag("at");
        Optional<Phrase> first = p.phrase();
        boolean and = c.takeTag("and");
        Optional<Phrase> second = and ? p.phrase() : Optional.empty();
        c.take("的");
        if (first.isEmpty() || second.isEmpty() || !c.takeTag("between")) {
            return List.of();
        }
        boolean be = c.peek().is("be");
        if (!c.takeTag("there") && !c.takeTag("be")) {
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
        boolean verb = c.peek().is("at")
                || c.peek().is("notat")
                || c.peek().is("be")
                || c.peek().is("notbe")
                || c.peek().is("than");
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
        if (c.peek().is("and")) {
            int mark = c.mark();
            c.next();
            Optional<Phrase> second = p.phrase();
            if (second.isPresent() && (c.peek().is("all") || c.peek().is("at"))) {
                boolean all = c.takeTag("all");
                List<Statement> first = predicate(subject);
                if (all && !first.isEmpty() && c.atEnd() && first.get(0) instanceof Statement.Holds h) {
                    return List.of(h, new Statement.Holds(second.get(), h.conditions(), h.negated()));
                }
            }
            c.reset(mark);
        }
        c.take("，");
        return predicate(subject);
    }

    private List<Statement> predicate(Phrase said) {
        Phrase subject = said;
        if (c.takeTag("all")) {
            subject = subject.quantity().form() == Quantity.Form.THE
                    ? subject.with(Quantity.ALL)
                    : subject.with(subject.quantity().known());
        }
        p.bulk();
        int mark = c.mark();
        List<Statement> counted = counted(subject);
        if (!counted.isEmpty() && c.atEnd()) {
            return counted;
        }
        c.reset(mark);
        List<Statement> around = around(subject);
        if (!around.isEmpty()) {
            return around;
        }
        c.reset(mark);
        List<Condition> conditions = new ArrayList<>();
        boolean negated = false;
        while (!c.atEnd()) {
            int before = c.mark();
            boolean not = c.peek().is("notbe") || c.peek().is("notat");
            Optional<Condition> next = new ChineseVerbs(c, p).read();
            if (next.isEmpty() || c.mark() == before) {
                return List.of();
            }
            negated |= not;
            conditions.add(next.get());
            c.take("的");
            c.take("，");
            c.takeTag("and");
        }
        return conditions.isEmpty() || negated && conditions.size() > 1
                ? List.of()
                : List.of(new Statement.Holds(subject, conditions, negated));
    }

    /** 「杯子有3個」, 「杯子的數量是3個」, 「貓比狗多」, 「杯子：3」. */
    private List<Statement> counted(Phrase subject) {
        if (c.takeTag("than")) {
            Optional<Phrase> other = p.phrase();
            boolean more = c.takeTag("count.more");
            boolean less = !more && c.takeTag("count.less");
            return other.isEmpty() || !more && !less
                    ? List.of()
                    : List.of(
                            more
                                    ? new Statement.Outnumbers(subject, other.get(), false)
                                    : new Statement.Outnumbers(other.get(), subject, false));
        }
        if (c.takeTag("and")) {
            Optional<Phrase> other = p.phrase();
            c.take("的");
            c.takeTag("number");
            return other.isPresent() && c.takeTag("same")
                    ? List.of(new Statement.Outnumbers(subject, other.get(), true))
                    : List.of();
        }
        boolean number = c.take("的") & c.takeTag("number");
        boolean verb = c.takeTag("total") | c.takeTag("there") || c.takeTag("be") || c.take("：") || c.take(":");
        c.takeTag("total");
        c.takeTag("only");
        if (!number && !verb) {
            return List.of();
        }
        @Nullable Quantity quantity = p.quantity();
        return quantity == null || quantity.number() == 0 && quantity.form() != Quantity.Form.NONE || !c.atEnd()
                ? List.of()
                : List.of(new Statement.Exists(subject.with(quantity), false));
    }

    /** 「貓的左邊有一個杯子」, 「招牌上寫著『OPEN』」. */
    private List<Statement> around(Phrase subject) {
        int mark = c.mark();
        c.take("的");
        boolean on = c.take("上面") || c.take("上");
        c.take("的");
        if (c.takeTag("say") || c.takeTag("content")) {
            c.take("：");
            c.take(":");
            c.takeTag("be");
            return text().map(text -> List.<Statement>of(
                            new Statement.Holds(subject, List.of(new Condition.Says(text, false)), false)))
                    .orElse(List.of());
        }
        c.reset(mark);
        c.take("的");
        Optional<Bearing> bearing = p.bearing();
        boolean none = c.takeTag("none");
        boolean be = c.peek().is("be");
        if (bearing.isEmpty() || !none && !(c.takeTag("total") | c.takeTag("there")) && !c.takeTag("be")) {
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
}
