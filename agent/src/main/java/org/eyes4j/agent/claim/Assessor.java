package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.claim.Quantity.Form;
import org.eyes4j.agent.language.Written;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.value.Value;

/** Holds whole statements against a scene. Not thread-safe: sentences refer to those before them. */
final class Assessor {
    private final Scene scene;
    private final Judge judge;
    private final Teller teller;
    private final Memory memory;
    private final Readings readings;
    private final Backing backing;
    private final Tallies tallies;

    Assessor(Scene scene, Judge judge, Teller teller, Memory memory) {
        this.scene = scene;
        this.judge = judge;
        this.teller = teller;
        this.memory = memory;
        this.readings = new Readings(scene, teller);
        this.backing = new Backing(scene, judge, teller);
        this.tallies = new Tallies(scene, judge, teller, backing);
    }

    Finding assess(Statement statement) {
        if (statement instanceof Statement.Exists exists) {
            return exists(exists.what(), exists.negated());
        } else if (statement instanceof Statement.Holds holds) {
            return holds(holds);
        } else if (statement instanceof Statement.Outnumbers outnumbers) {
            return tallies.outnumbers(outnumbers);
        } else if (statement instanceof Statement.Sequence sequence) {
            return tallies.sequence(sequence);
        } else if (statement instanceof Statement.Amount amount) {
            return readings.amount(amount.number());
        } else if (statement instanceof Statement.Verdict verdict) {
            return readings.verdict(verdict.yes());
        } else if (statement instanceof Statement.Quoted quoted) {
            return readings.quoted(quoted.text());
        } else if (statement instanceof Statement.Did did) {
            return did(did);
        } else if (statement instanceof Statement.Alike alike) {
            return readings.alike(alike.same());
        }
        return Finding.UNKNOWN;
    }

    private Finding exists(Phrase what, boolean negated) {
        if (negated) {
            boolean any = what.quantity().form() != Form.EXACTLY
                    && what.quantity().form() != Form.AT_LEAST
                    && what.quantity().form() != Form.AT_MOST;
            if (any) {
                return exists(what.with(Quantity.NONE), false);
            }
            Finding positive = exists(what, false);
            return new Finding(positive.truth().not(), positive.evidence(), positive.actual());
        }
        if (what.conditions().stream().anyMatch(Condition.Cited.class::isInstance)) {
            List<Condition> plain = what.conditions().stream()
                    .filter(c -> !(c instanceof Condition.Cited))
                    .toList();
            return exists(new Phrase(what.quantity(), what.noun(), what.plural(), plain), false);
        }
        Optional<Condition.Says> says = said(what.conditions());
        if (says.isPresent() && Readings.isWriting(what.noun())) {
            Finding finding = readings.says(what, judge.named(without(what)).sure(), says.get());
            spokeOf(says.get());
            return what.quantity().form() == Form.NONE
                    ? new Finding(finding.truth().not(), finding.evidence(), finding.actual())
                    : finding;
        }
        Judge.Named named = judge.named(what);
        List<Seen> kind = judge.candidates(what);
        Optional<String> looked = scene.lookedFor(noun(what));
        memory.spokeOf(named.sure(), kind, noun(what));
        int least = named.sure().size();
        int most = least + named.doubtful().size();
        if (kind.isEmpty() && looked.isEmpty()) {
            return readings.labelled(what);
        }
        boolean covered = looked.isPresent() || what.is("one") || what.is(Phrase.IT);
        Quantity quantity = what.quantity();
        boolean growing = quantity.form() == Form.ONE
                || quantity.form() == Form.THE
                || quantity.form() == Form.AT_LEAST
                || quantity.form() == Form.SEVERAL
                || quantity.form() == Form.ALL;
        Truth truth;
        if (growing) {
            truth = quantity.fits(least)
                    ? Truth.TRUE
                    : covered && !quantity.mayFit(least, most) ? Truth.FALSE : Truth.UNKNOWN;
        } else if (least == most && covered) {
            truth = Truth.of(quantity.fits(least));
        } else {
            boolean tooMany =
                    (quantity.form() == Form.NONE || quantity.form() == Form.EXACTLY || quantity.form() == Form.AT_MOST)
                            && least > quantity.number();
            truth = tooMany || covered && !quantity.mayFit(least, most) ? Truth.FALSE : Truth.UNKNOWN;
        }
        List<Seen> shown = named.sure().isEmpty() ? kind : named.sure();
        List<Evidence> evidence = new ArrayList<>(
                least == 0 && quantity.form() == Form.NONE && truth == Truth.TRUE
                        ? Claims.step(
                                looked.orElse(kind.isEmpty() ? "" : kind.get(0).step()))
                        : backing.evidence(shown, what.conditions()));
        if (evidence.isEmpty()) {
            looked.ifPresent(step -> evidence.addAll(Claims.step(step)));
        }
        counted(what, least).ifPresent(evidence::add);
        String actual = what.conditions().isEmpty() || kind.isEmpty() || what.is("one")
                ? teller.count(least, noun(what).isEmpty() ? Phrase.THING : noun(what))
                : conditioned(what, least, kind);
        return new Finding(truth, evidence, actual);
    }

    /** What is so of a kind where a phrase says more of it than the values show. */
    private String conditioned(Phrase what, int least, List<Seen> kind) {
        if (kind.size() == 1 && least == 0) {
            Seen only = kind.get(0);
            for (Condition condition : what.conditions()) {
                if (judge.holds(only, condition, kind, what) != Truth.TRUE) {
                    return teller.actual(only, condition);
                }
            }
        }
        return teller.some(least, kind.size(), noun(what));
    }

    /** The step that counted just these, where one did. */
    private Optional<Evidence> counted(Phrase what, int count) {
        if (!what.conditions().isEmpty()) {
            return Optional.empty();
        }
        return scene.values(Value.Number.class).entrySet().stream()
                .filter(e -> e.getValue().unit().isEmpty()
                        && e.getValue().value() == count
                        && scene.tool(e.getKey()).startsWith("count"))
                .map(e -> Claims.number(Integer.toString(count), e.getKey()))
                .findFirst();
    }

    /** Lettering that was spoken of is what "it" means next. */
    private void spokeOf(Condition.Says says) {
        List<Seen> lines = scene.lines();
        memory.spokeOf(
                lines.stream()
                        .filter(line -> Written.says(
                                List.of(String.valueOf(line.region().text())), says.text(), true))
                        .toList(),
                lines,
                "text");
    }

    private String noun(Phrase phrase) {
        return phrase.is("one") || phrase.is(Phrase.IT) || phrase.is(Phrase.OTHER) ? memory.kind() : phrase.noun();
    }

    static Optional<Condition.Says> said(List<Condition> conditions) {
        return conditions.stream()
                .filter(Condition.Says.class::isInstance)
                .map(Condition.Says.class::cast)
                .findFirst();
    }

    private static Phrase without(Phrase phrase) {
        return new Phrase(
                phrase.quantity(),
                phrase.noun(),
                phrase.plural(),
                phrase.conditions().stream()
                        .filter(c -> !(c instanceof Condition.Says))
                        .toList());
    }

    private Finding holds(Statement.Holds holds) {
        Phrase subject = holds.subject();
        if (subject.is(Phrase.PICTURE) || subject.is(Phrase.BACKGROUND)) {
            return readings.picture(subject, holds.conditions(), holds.negated());
        }
        boolean nothingYet = subject.is(Phrase.IT) && memory.focus().isEmpty();
        if (nothingYet
                && holds.conditions().size() == 1
                && holds.conditions().get(0) instanceof Condition.Labelled labelled) {
            Quantity many = labelled.kind().quantity();
            return exists(
                    many.form() == Form.THE ? labelled.kind().with(Quantity.ONE) : labelled.kind(), holds.negated());
        }
        Optional<Condition.Says> says = said(holds.conditions());
        boolean writing = Readings.isWriting(subject.noun())
                && scene.named(subject.noun()).stream()
                        .noneMatch(seen -> seen.region().text() == null);
        if (says.isPresent()
                && holds.conditions().size() == 1
                && (writing || subject.is(Phrase.IT) && memory.focus().isEmpty())) {
            Finding finding = readings.says(
                    subject,
                    subject.is(Phrase.IT) ? scene.lines() : judge.named(subject).sure(),
                    says.get());
            spokeOf(says.get());
            return holds.negated() ? new Finding(finding.truth().not(), finding.evidence(), finding.actual()) : finding;
        }
        Quantity quantity = subject.quantity();
        if (quantity.form() == Form.NONE || !quantity.definite() && quantity.form() != Form.THE && !holds.negated()) {
            Phrase what = subject;
            for (Condition condition : holds.conditions()) {
                what = what.with(condition);
            }
            boolean bare = quantity.form() == Form.SEVERAL
                    && subject.plural()
                    && judge.named(subject).sure().size() > 1;
            if (!bare) {
                return exists(what, false);
            }
        }
        Judge.Named named = judge.named(subject);
        List<Seen> kind = judge.candidates(subject);
        if (named.sure().isEmpty()) {
            return missing(subject, named, kind);
        }
        List<Seen> things = named.sure();
        memory.spokeOf(things, kind, noun(subject));
        if (quantity.form() == Form.EXACTLY && quantity.definite() && things.size() != quantity.number()) {
            boolean covered =
                    subject.is(Phrase.IT) || scene.lookedFor(noun(subject)).isPresent();
            return new Finding(
                    covered ? Truth.FALSE : Truth.UNKNOWN,
                    backing.evidence(things, List.of()),
                    teller.count(things.size(), noun(subject)));
        }
        Optional<Truth> oneEach = oneEach(things, holds);
        if (oneEach.isPresent()) {
            return new Finding(
                    oneEach.get(), backing.evidence(things, List.of()), actual(things, holds, kind, subject));
        }
        List<Truth> truths =
                things.stream().map(seen -> all(seen, holds, kind, subject)).toList();
        boolean everyone = truths.stream().allMatch(t -> t == Truth.TRUE);
        boolean no = truths.stream().allMatch(t -> t == Truth.FALSE);
        boolean several = subject.plural() || quantity.form() == Form.ALL;
        Truth truth =
                everyone ? Truth.TRUE : no || several && truths.contains(Truth.FALSE) ? Truth.FALSE : Truth.UNKNOWN;
        return new Finding(truth, backing.evidence(things, holds.conditions()), actual(things, holds, kind, subject));
    }

    /** "The cups are red, blue and white" of three cups: one of each, where that is so or none of them is all of it. */
    private Optional<Truth> oneEach(List<Seen> things, Statement.Holds holds) {
        boolean colours = things.size() > 1
                && holds.conditions().size() == 1
                && !holds.negated()
                && holds.conditions().get(0) instanceof Condition.Coloured c
                && c.colours().size() == things.size();
        if (!colours) {
            return Optional.empty();
        }
        List<String> left =
                new ArrayList<>(((Condition.Coloured) holds.conditions().get(0)).colours());
        things.forEach(seen -> judge.colours().of(seen).stream().findFirst().ifPresent(left::remove));
        return left.isEmpty() ? Optional.of(Truth.TRUE) : Optional.empty();
    }

    private Truth all(Seen seen, Statement.Holds holds, List<Seen> kind, Phrase subject) {
        Truth truth = Truth.TRUE;
        for (Condition condition : holds.conditions()) {
            truth = truth.and(predicate(seen, condition, kind, subject));
        }
        return holds.negated() ? truth.not() : truth;
    }

    private Truth predicate(Seen seen, Condition condition, List<Seen> kind, Phrase subject) {
        if (condition instanceof Condition.Coloured coloured) {
            return judge.colours().coloured(seen, coloured.colours(), false);
        } else if (condition instanceof Condition.Ranked) {
            return judge.holds(seen, condition, kind.size() > 1 ? kind : scene.named(Phrase.THING), subject);
        } else if (condition instanceof Condition.Labelled labelled
                && labelled.kind().quantity().number() > 1) {
            return judge.labelled(seen, labelled.kind())
                    .and(Truth.of(labelled.kind()
                            .quantity()
                            .fits(judge.named(subject).sure().size())));
        }
        return judge.holds(seen, condition, kind, subject);
    }

    private Finding missing(Phrase subject, Judge.Named named, List<Seen> kind) {
        if (!kind.isEmpty()) {
            boolean sure = named.doubtful().isEmpty();
            return new Finding(
                    sure ? Truth.FALSE : Truth.UNKNOWN,
                    backing.evidence(kind, List.of()),
                    conditioned(subject, 0, kind));
        }
        return scene.lookedFor(noun(subject))
                .map(step -> new Finding(Truth.FALSE, Claims.step(step), teller.none(noun(subject))))
                .orElse(Finding.UNKNOWN);
    }

    /** What is so instead, of the first thing that is not as it was said to be. */
    private String actual(List<Seen> things, Statement.Holds holds, List<Seen> kind, Phrase subject) {
        for (Seen seen : things) {
            for (Condition condition : holds.conditions()) {
                Truth truth = predicate(seen, condition, kind, subject);
                boolean wrong = holds.negated() ? truth == Truth.TRUE : truth == Truth.FALSE;
                if (wrong || things.size() == 1 && holds.conditions().size() == 1) {
                    return told(seen, condition, kind);
                }
            }
        }
        return things.size() == 1 && !holds.conditions().isEmpty()
                ? told(things.get(0), holds.conditions().get(0), kind)
                : "";
    }

    private String told(Seen seen, Condition condition, List<Seen> kind) {
        if (condition instanceof Condition.Ranked ranked) {
            return teller.most(ranked.by(), kind.size() > 1 ? kind : scene.named(Phrase.THING))
                    .orElse("");
        }
        if (condition instanceof Condition.Labelled labelled
                && scene.names(labelled.kind().noun(), seen)) {
            Optional<Condition> first = labelled.kind().conditions().stream().findFirst();
            return first.map(c -> told(seen, c, scene.named(labelled.kind().noun())))
                    .orElseGet(() -> teller.actual(seen, condition));
        }
        if (condition instanceof Condition.Labelled labelled
                && (labelled.kind().is(Phrase.THING) || labelled.kind().is("one"))) {
            Optional<Condition> first = labelled.kind().conditions().stream().findFirst();
            return first.map(c -> told(seen, c, scene.named(Phrase.THING))).orElse("");
        }
        return teller.actual(seen, condition);
    }

    /** Whether a step did it, and there were such things to do it to. */
    private Finding did(Statement.Did statement) {
        List<Evidence> evidence = new ArrayList<>();
        for (StepReport step : scene.result().steps()) {
            if (step.status() == StepReport.Status.DONE && statement.tools().contains(step.tool())) {
                evidence.addAll(Claims.step(step.id()));
            }
        }
        if (evidence.isEmpty()) {
            return new Finding(Truth.FALSE, List.of(), teller.say("claim.not_done"));
        }
        Truth truth = Truth.TRUE;
        for (Phrase object : statement.objects()) {
            boolean whole = object.is(Phrase.PICTURE) || object.is(Phrase.BACKGROUND) || object.is(Phrase.IT);
            List<Seen> things = whole ? List.of() : judge.named(object).sure();
            truth = truth.and(
                    whole
                            ? Truth.TRUE
                            : things.isEmpty()
                                    ? Truth.UNKNOWN
                                    : Truth.of(object.quantity().fits(things.size())));
            evidence.addAll(backing.evidence(things, List.of()));
        }
        return new Finding(truth, evidence, "");
    }
}
