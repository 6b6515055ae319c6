package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.answer.Claims;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.claim.Quantity.Form;
import org.eyes4j.agent.language.Written;
import org.eyes4j.tools.value.Value;

/** Holds statements against values that are no regions: what was read, numbers, flags, labels, colours of a whole picture. */
final class Readings {
    private static final Set<String> WRITINGS = Set.of("text", "code", "qr_code", "barcode", "sign", "licence plate");
    private static final double LIKE = 0.5;

    private final Scene scene;
    private final Teller teller;
    private final Tools tools = new Tools();

    Readings(Scene scene, Teller teller) {
        this.scene = scene;
        this.teller = teller;
    }

    /** Whether a noun names lettering, or what is known by its lettering. */
    static boolean isWriting(String noun) {
        return WRITINGS.contains(noun) || Surfaces.isSurface(noun);
    }

    /** Whether it says so somewhere. */
    Finding says(Phrase what, List<Seen> among, Condition.Says says) {
        boolean code = what.is("code") || what.is("qr_code") || what.is("barcode");
        List<Seen> lines = (among.isEmpty() && what.conditions().size() <= 1 && !code ? scene.lines() : among)
                .stream().filter(seen -> seen.region().text() != null).toList();
        List<String> texts = new ArrayList<>(
                lines.stream().map(seen -> String.valueOf(seen.region().text())).toList());
        List<Evidence> evidence = new ArrayList<>();
        boolean found = Written.says(texts, says.text(), says.part());
        lines.stream()
                .filter(seen -> !found
                        || Written.likeness(String.valueOf(seen.region().text()), says.text()) > LIKE
                        || inside(seen, says))
                .forEach(seen -> {
                    evidence.add(
                            new Evidence(Evidence.Type.REGION, seen.region().id(), seen.step()));
                    evidence.add(Claims.text(String.valueOf(seen.region().text()), seen.step()));
                });
        if (!found && !(what.conditions().stream().anyMatch(c -> !(c instanceof Condition.Says)))) {
            for (Map.Entry<String, String> read : scene.texts().entrySet()) {
                List<String> own = List.of(read.getValue().split("\n"));
                boolean readCode = scene.tool(read.getKey()).startsWith("read_codes");
                if ((!code || readCode) && Written.says(own, says.text(), says.part())) {
                    return new Finding(
                            Truth.TRUE, List.of(Claims.text(read.getValue(), read.getKey())), teller.read(own));
                }
                texts.addAll(own);
                evidence.add(Claims.text(read.getValue(), read.getKey()));
            }
        }
        if (texts.isEmpty()) {
            return scene.lookedFor(code ? what.noun() : "text")
                    .map(step -> new Finding(
                            Truth.FALSE, Claims.step(step), code ? teller.say("code.none") : teller.say("read.none")))
                    .orElse(Finding.UNKNOWN);
        }
        if (found && evidence.isEmpty()) {
            lines.forEach(seen ->
                    evidence.add(Claims.text(String.valueOf(seen.region().text()), seen.step())));
        }
        return new Finding(Truth.of(found), evidence, told(what, texts, says));
    }

    private static boolean inside(Seen seen, Condition.Says says) {
        String own = Written.plain(String.valueOf(seen.region().text())).replace(" ", "");
        return !own.isEmpty() && Written.plain(says.text()).replace(" ", "").contains(own);
    }

    /** The line that comes nearest to what was said; all of them where none is like it. */
    private String told(Phrase what, List<String> texts, Condition.Says says) {
        List<String> distinct = texts.stream().distinct().toList();
        Optional<String> nearest = distinct.stream()
                .max(Comparator.comparingDouble(text -> Written.likeness(text, says.text())))
                .filter(text -> Written.likeness(text, says.text()) >= LIKE);
        List<String> shown = nearest.map(List::of).orElse(distinct);
        return what.is("text") || what.is(Phrase.IT)
                ? teller.read(shown)
                : teller.says(what.noun().replace('_', ' '), shown);
    }

    /** Whether a classification calls the picture so; nothing looked for the thing itself. */
    Finding labelled(Phrase what) {
        if (!what.conditions().isEmpty()
                || what.quantity().number() > 1 && what.quantity().form() == Form.EXACTLY) {
            return Finding.UNKNOWN;
        }
        for (Map.Entry<String, Value.Classification> step :
                scene.values(Value.Classification.class).entrySet()) {
            List<Value.Classification.Entry> entries = step.getValue().entries();
            if (scene.tool(step.getKey()).equals("colours") || entries.isEmpty()) {
                continue;
            }
            String top = scene.kinds().canonical(entries.get(0).label());
            boolean is = top.equals(what.noun())
                    || scene.kinds().members(what.noun()).contains(top);
            boolean other = entries.stream()
                    .skip(1)
                    .anyMatch(e -> scene.kinds().canonical(e.label()).equals(what.noun()));
            if (is || other) {
                Truth truth = Truth.of(is == (what.quantity().form() != Form.NONE));
                return new Finding(
                        truth,
                        List.of(Claims.text(entries.get(0).label(), step.getKey())),
                        teller.say("claim.class", "label", entries.get(0).label()));
            }
        }
        return Finding.UNKNOWN;
    }

    /** What is said of a picture as a whole, or of its background. */
    Finding picture(Phrase subject, List<Condition> conditions, boolean negated) {
        Finding all = new Finding(Truth.TRUE, List.of(), "");
        for (Condition condition : conditions) {
            all = all.and(picture(subject, condition));
        }
        return negated ? new Finding(all.truth().not(), all.evidence(), all.actual()) : all;
    }

    private Finding picture(Phrase subject, Condition condition) {
        if (condition instanceof Condition.Coloured coloured) {
            return coloured(subject, coloured.colours());
        }
        if (condition instanceof Condition.Labelled kind) {
            return labelled(kind.kind());
        }
        if (condition instanceof Condition.Measures measures
                && subject.is(Phrase.PICTURE)
                && scene.pictures().size() == 1) {
            Value.Image image = scene.pictures().get(0);
            int actual = measures.what().equals("width")
                    ? image.frame().width()
                    : measures.what().equals("height") ? image.frame().height() : -1;
            if (actual > 0) {
                return new Finding(
                        Truth.of(Math.abs(actual - measures.number()) <= 0.5),
                        List.of(Claims.number(Integer.toString(actual), "")),
                        teller.say(
                                "size.picture",
                                "width",
                                Integer.toString(image.frame().width()),
                                "height",
                                Integer.toString(image.frame().height())));
            }
        }
        return Finding.UNKNOWN;
    }

    private Finding coloured(Phrase subject, List<String> claimed) {
        for (Map.Entry<String, Value.Classification> step :
                scene.values(Value.Classification.class).entrySet()) {
            boolean items = scene.result()
                    .plan()
                    .step(step.getKey())
                    .map(s -> s.with().containsKey("items"))
                    .orElse(false);
            if (scene.tool(step.getKey()).equals("colours") && items == subject.is(Phrase.BACKGROUND)) {
                List<Value.Classification.Entry> entries = step.getValue().entries();
                List<String> own = entries.stream()
                        .filter(e -> e.score() >= 0.15 || e.equals(entries.get(0)))
                        .map(Value.Classification.Entry::label)
                        .toList();
                return coloured(own, claimed, subject, Claims.step(step.getKey()));
            }
        }
        if (subject.is(Phrase.PICTURE) && scene.pictures().size() == 1) {
            Value.Image image = scene.pictures().get(0);
            List<String> own = tools.colours(image);
            return own.isEmpty()
                    ? Finding.UNKNOWN
                    : coloured(own, claimed, subject, List.of(Claims.text(String.join(", ", own), "")));
        }
        return Finding.UNKNOWN;
    }

    private Finding coloured(List<String> own, List<String> claimed, Phrase subject, List<Evidence> evidence) {
        Truth truth = own.isEmpty()
                ? Truth.UNKNOWN
                : !own.containsAll(claimed) ? Truth.FALSE : claimed.contains(own.get(0)) ? Truth.TRUE : Truth.UNKNOWN;
        String the = subject.is(Phrase.BACKGROUND) ? teller.say("noun.background") : teller.picture();
        return new Finding(truth, evidence, teller.colour(the, own));
    }

    /** A bare number: the run's own. */
    Finding amount(double number) {
        List<Map.Entry<String, Value.Number>> numbers =
                new ArrayList<>(scene.values(Value.Number.class).entrySet());
        for (Map.Entry<String, Value.Number> step : numbers) {
            if (Math.abs(step.getValue().value() - number)
                    < 0.005 + 0.02 * Math.abs(number) * (step.getValue().unit().isEmpty() ? 0 : 1)) {
                return new Finding(
                        Truth.TRUE,
                        List.of(Claims.number(teller.number(step.getValue().value()), step.getKey())),
                        "");
            }
        }
        if (numbers.size() == 1) {
            String actual = teller.number(numbers.get(0).getValue().value())
                    + (numbers.get(0).getValue().unit().isEmpty()
                            ? ""
                            : " " + numbers.get(0).getValue().unit());
            return new Finding(
                    Truth.FALSE, List.of(Claims.number(actual, numbers.get(0).getKey())), actual);
        }
        return numbers.isEmpty()
                ? Finding.UNKNOWN
                : new Finding(Truth.FALSE, Claims.step(numbers.get(0).getKey()), "");
    }

    /** A bare yes or no: the run's only flag. */
    Finding verdict(boolean yes) {
        List<Map.Entry<String, Value.Flag>> flags =
                new ArrayList<>(scene.values(Value.Flag.class).entrySet());
        if (flags.size() != 1) {
            return Finding.UNKNOWN;
        }
        boolean actual = flags.get(0).getValue().value();
        return new Finding(
                Truth.of(actual == yes),
                Claims.step(flags.get(0).getKey()),
                teller.say(actual ? "claim.yes" : "claim.no"));
    }

    /** A bare quotation: what was read, or what something is labelled. */
    Finding quoted(String text) {
        Finding read = says(Phrase.the("text"), List.of(), new Condition.Says(text, false));
        if (read.truth() == Truth.TRUE) {
            return read;
        }
        List<Seen> named = scene.named(text);
        if (!named.isEmpty()) {
            return new Finding(
                    Truth.TRUE,
                    named.stream()
                            .map(s -> new Evidence(
                                    Evidence.Type.REGION, s.region().id(), s.step()))
                            .toList(),
                    "");
        }
        return read;
    }

    Finding alike(boolean same) {
        for (Map.Entry<String, Value.Record> step :
                scene.values(Value.Record.class).entrySet()) {
            if (step.getValue().fields().get("same") instanceof Value.Flag flag) {
                return new Finding(
                        Truth.of(flag.value() == same), Claims.step(step.getKey()), teller.alike(flag.value()));
            }
        }
        return Finding.UNKNOWN;
    }
}
