package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Evidence;

/** Holds statements that set several kinds of things against each other against a scene. */
final class Tallies {
    private final Scene scene;
    private final Judge judge;
    private final Teller teller;
    private final Backing backing;

    Tallies(Scene scene, Judge judge, Teller teller, Backing backing) {
        this.scene = scene;
        this.judge = judge;
        this.teller = teller;
        this.backing = backing;
    }

    Finding outnumbers(Statement.Outnumbers statement) {
        Judge.Named more = judge.named(statement.more());
        Judge.Named less = judge.named(statement.less());
        Optional<String> first = scene.lookedFor(statement.more().noun());
        Optional<String> second = scene.lookedFor(statement.less().noun());
        if (first.isEmpty()
                || second.isEmpty()
                || !more.doubtful().isEmpty()
                || !less.doubtful().isEmpty()) {
            return Finding.UNKNOWN;
        }
        int a = more.sure().size();
        int b = less.sure().size();
        List<Evidence> evidence = new ArrayList<>(backing.evidence(
                Stream.concat(more.sure().stream(), less.sure().stream()).toList(), List.of()));
        if (evidence.isEmpty()) {
            evidence.addAll(Claims.step(first.get()));
        }
        return new Finding(
                Truth.of(statement.same() ? a == b : a > b),
                evidence,
                teller.count(a, statement.more().noun()) + " "
                        + teller.count(b, statement.less().noun()));
    }

    Finding sequence(Statement.Sequence statement) {
        List<String> nouns = new ArrayList<>();
        for (Phrase phrase : statement.things()) {
            for (int i = 0; i < Math.max(1, phrase.quantity().number()); i++) {
                nouns.add(phrase.noun());
            }
        }
        List<Seen> order = scene.things().stream()
                .filter(seen -> nouns.stream().anyMatch(noun -> scene.names(noun, seen)))
                .sorted(Comparator.comparingDouble(seen -> -statement.by().of(seen.region())))
                .toList();
        boolean looked = nouns.stream().allMatch(noun -> scene.lookedFor(noun).isPresent());
        if (!looked || order.isEmpty()) {
            return Finding.UNKNOWN;
        }
        Truth truth = Truth.of(order.size() == nouns.size());
        for (int i = 0; truth == Truth.TRUE && i < nouns.size(); i++) {
            truth = Truth.of(scene.names(nouns.get(i), order.get(i)));
        }
        for (int i = 0;
                truth == Truth.TRUE
                        && i < statement.things().size()
                        && nouns.size() == statement.things().size();
                i++) {
            for (Condition condition : statement.things().get(i).conditions()) {
                truth = truth.and(judge.holds(
                        order.get(i), condition, order, statement.things().get(i)));
            }
        }
        return new Finding(truth, backing.evidence(order, List.of()), teller.sequence(statement.by(), order));
    }
}
