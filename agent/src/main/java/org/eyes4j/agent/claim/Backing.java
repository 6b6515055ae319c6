package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.tools.value.Value;

/** What a claim about things rests on. */
final class Backing {
    private final Scene scene;
    private final Judge judge;
    private final Teller teller;

    Backing(Scene scene, Judge judge, Teller teller) {
        this.scene = scene;
        this.judge = judge;
        this.teller = teller;
    }

    /** Regions of things and of what they are said to stand to; what is written on them. */
    List<Evidence> evidence(List<Seen> things, List<Condition> conditions) {
        List<Evidence> evidence = new ArrayList<>();
        Stream<Seen> anchors = conditions.stream().flatMap(condition -> {
            List<Phrase> phrases = condition instanceof Condition.Stands s
                    ? s.anchors()
                    : condition instanceof Condition.Exceeds e
                            ? List.of(e.other())
                            : condition instanceof Condition.Apart a ? List.of(a.other()) : List.of();
            return phrases.stream().flatMap(p -> judge.named(p).sure().stream());
        });
        Stream.concat(things.stream(), anchors)
                .map(seen -> new Evidence(Evidence.Type.REGION, seen.region().id(), seen.step()))
                .distinct()
                .forEach(evidence::add);
        boolean says = Assessor.said(conditions).isPresent();
        if (says) {
            things.stream()
                    .flatMap(seen -> judge.linesOn(seen).stream())
                    .forEach(line -> evidence.add(
                            Claims.text(String.valueOf(line.region().text()), line.step())));
        }
        measured(conditions).ifPresent(evidence::add);
        return evidence.stream().distinct().toList();
    }

    /** The step that measured what is said, where one did. */
    private Optional<Evidence> measured(List<Condition> conditions) {
        Optional<Condition.Measures> measures = conditions.stream()
                .filter(Condition.Measures.class::isInstance)
                .map(Condition.Measures.class::cast)
                .findFirst();
        return measures.flatMap(m -> scene.values(Value.Number.class).entrySet().stream()
                .filter(e ->
                        !e.getValue().unit().isEmpty() && Math.abs(e.getValue().value() - m.number()) <= m.tolerance())
                .filter(e -> m.what().equals("share") == e.getValue().unit().equals("%"))
                .map(e -> Claims.number(teller.number(e.getValue().value()), e.getKey()))
                .findFirst());
    }
}
