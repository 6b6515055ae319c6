package org.eyes4j.agent.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.session.Mention.Flag;
import org.eyes4j.agent.session.Mention.Place;

/** Tells what references stand for, by what is known and what was spoken of last. By rules alone. */
final class Referents {
    private final SceneLedger ledger;
    private final List<String> scope;
    private final Wording wording;

    /** @param scope names of the pictures that are asked about */
    Referents(SceneLedger ledger, List<String> scope, Wording wording) {
        this.ledger = ledger;
        this.scope = scope;
        this.wording = wording;
    }

    Referent of(Mention mention) {
        return switch (mention.sort()) {
            case ID ->
                ledger.region(mention.noun().word())
                        .<Referent>map(found -> new Referent.Known(List.of(new Unit(List.of(found)))))
                        .orElseGet(() -> mention.is(Flag.POINTS)
                                ? new Referent.Nothing(
                                        wording.noRegion(mention.noun().word(), ledger))
                                : Referent.OPEN);
            case PRONOUN -> pronoun(mention);
            case GROUP -> {
                List<Unit> group = group();
                yield group.size() > 1 ? new Referent.Known(group) : Referent.OPEN;
            }
            case THING -> mention.noun().word().isEmpty() ? one(mention) : thing(mention);
        };
    }

    private Referent pronoun(Mention mention) {
        List<Unit> focus = Unit.of(ledger.focus());
        if (mention.is(Flag.PERSON)) {
            List<Unit> people = persons(focus);
            focus = people.isEmpty() ? persons(Unit.of(ledger.latestWith(found -> isPerson(found)))) : people;
        }
        if (focus.isEmpty()) {
            return Referent.OPEN;
        }
        if (mention.plural()) {
            List<Unit> group = Unit.of(ledger.focus(2));
            return new Referent.Known(focus.size() > 1 || group.size() < 2 ? focus : group);
        }
        return single(focus);
    }

    private static List<Unit> persons(List<Unit> units) {
        return units.stream().filter(unit -> isPerson(unit.first())).toList();
    }

    private static boolean isPerson(FoundRegion found) {
        return Noun.isPerson(found.region().label());
    }

    private static Referent single(List<Unit> units) {
        return units.isEmpty()
                ? Referent.OPEN
                : units.size() == 1 ? new Referent.Known(units) : new Referent.Several(units);
    }

    /** What was spoken of together last; all of its sort, where it was one of several. */
    private List<Unit> group() {
        List<Unit> focus = Unit.of(ledger.focus());
        if (focus.size() != 1) {
            return focus;
        }
        List<Unit> alike = alike(focus.get(0));
        List<Unit> together = alike.size() > 1 ? alike : Unit.of(ledger.focus(2));
        return together.isEmpty() ? focus : together;
    }

    /** All things of a thing's sort in its picture, where all are known; else itself. */
    private List<Unit> alike(Unit unit) {
        return ledger.knowsAll(unit.picture(), unit.label())
                ? Unit.of(ledger.of(unit.picture(), new Noun(unit.label().toLowerCase(java.util.Locale.ROOT))))
                : List.of(unit);
    }

    /** "the second one", "the other", "both": of what was spoken of. */
    private Referent one(Mention mention) {
        List<Unit> group = group();
        List<Unit> focus = Unit.of(ledger.focus());
        if (group.isEmpty()) {
            return Referent.OPEN;
        }
        if (mention.is(Flag.OTHER)) {
            return other(mention, focus, group);
        }
        if (!mention.colour().isEmpty()) {
            return new Referent.Known(group);
        }
        if (mention.place() != Place.NONE) {
            return placed(mention, group);
        }
        if (mention.plural()) {
            return number(mention, focus.size() > 1 ? focus : group);
        }
        return single(focus);
    }

    private Referent thing(Mention mention) {
        List<Unit> all = candidates(mention);
        if (all.isEmpty()) {
            return Referent.OPEN;
        }
        List<Unit> spokenOf =
                all.stream().filter(unit -> unit.isAmong(ledger.focus())).toList();
        if (mention.is(Flag.OTHER)) {
            return spokenOf.isEmpty() ? Referent.OPEN : other(mention, spokenOf, all);
        }
        if (!mention.colour().isEmpty()) {
            return complete(all) ? new Referent.Known(all) : Referent.OPEN;
        }
        if (mention.place() != Place.NONE) {
            return complete(all) ? placed(mention, all) : Referent.OPEN;
        }
        if (mention.plural()) {
            if (mention.is(Flag.BOTH) || mention.many() > 1) {
                return number(mention, spokenOf.size() == wanted(mention) ? spokenOf : all);
            }
            return mention.is(Flag.POINTS)
                    ? new Referent.Known(spokenOf.isEmpty() ? all : spokenOf)
                    : spokenOf.size() > 1 ? new Referent.Known(spokenOf) : Referent.OPEN;
        }
        boolean lettering = mention.noun().word().matches("text|lettering|writing|word|line|inscription");
        if (lettering && !mention.is(Flag.POINTS)) {
            return Referent.OPEN;
        }
        return spokenOf.size() == 1 ? new Referent.Known(spokenOf) : single(all);
    }

    /** Things that a noun names: of the pictures asked about; for "that dog" first of what was spoken of, then of any. */
    private List<Unit> candidates(Mention mention) {
        List<Unit> here = named(mention, scope);
        if (!mention.is(Flag.POINTS)) {
            return here;
        }
        List<String> spoken = ledger.focus().stream()
                .map(found -> found.picture().image())
                .distinct()
                .toList();
        List<Unit> there = named(mention, spoken);
        if (!there.isEmpty()) {
            return there;
        }
        return here.isEmpty()
                ? named(
                        mention,
                        ledger.pictures().stream().map(SessionPicture::name).toList())
                : here;
    }

    private List<Unit> named(Mention mention, List<String> pictures) {
        List<FoundRegion> found = new ArrayList<>();
        pictures.forEach(picture -> found.addAll(ledger.of(picture, mention.noun())));
        return Unit.of(found);
    }

    /** Whether these are all there are of their sorts. */
    private boolean complete(List<Unit> units) {
        return units.stream().allMatch(unit -> ledger.knowsAll(unit.picture(), unit.label()));
    }

    private Referent other(Mention mention, List<Unit> spokenOf, List<Unit> group) {
        List<Unit> all = spokenOf.size() == 1 && mention.noun().isAny() ? alike(spokenOf.get(0)) : group;
        List<Unit> wider = all.size() > spokenOf.size() ? all : group;
        List<Unit> others =
                wider.stream().filter(unit -> !spokenOf.contains(unit)).toList();
        if (others.isEmpty()) {
            return complete(spokenOf) || spokenOf.size() > 1
                    ? new Referent.Nothing(wording.noOther(spokenOf))
                    : Referent.OPEN;
        }
        if (mention.place() != Place.NONE) {
            return placed(mention, others);
        }
        return mention.plural() ? new Referent.Known(others) : single(others);
    }

    private static int wanted(Mention mention) {
        return mention.many() > 1 ? mention.many() : 2;
    }

    private Referent number(Mention mention, List<Unit> group) {
        boolean counted = mention.is(Flag.BOTH) || mention.many() > 1;
        return !counted || group.size() == wanted(mention)
                ? new Referent.Known(group)
                : new Referent.Nothing(wording.notSoMany(mention.text(), wanted(mention), group));
    }

    /** The one at a place in an order; where several pictures have one there, the one in what was spoken of. */
    private Referent placed(Mention mention, List<Unit> units) {
        Set<String> pictures = units.stream().map(Unit::picture).collect(Collectors.toSet());
        if (pictures.size() > 1) {
            Set<String> spoken =
                    Unit.of(ledger.focus()).stream().map(Unit::picture).collect(Collectors.toSet());
            if (spoken.size() == 1 && pictures.containsAll(spoken)) {
                return placed(
                        mention,
                        units.stream().filter(u -> spoken.contains(u.picture())).toList());
            }
            List<Unit> firsts = new ArrayList<>();
            for (String picture : pictures.stream().sorted().toList()) {
                Referent there = placed(
                        mention,
                        units.stream().filter(u -> u.picture().equals(picture)).toList());
                if (there instanceof Referent.Known known) {
                    firsts.addAll(known.units());
                }
            }
            return single(firsts);
        }
        List<Unit> sorted = new ArrayList<>(units);
        sorted.sort(order(mention.place()));
        if (mention.place() == Place.MIDDLE) {
            int half = sorted.size() / 2;
            return sorted.size() % 2 == 1
                    ? new Referent.Known(List.of(sorted.get(half)))
                    : new Referent.Several(sorted.subList(half - 1, half + 1));
        }
        int index = mention.index() == -1 ? sorted.size() : mention.index();
        if (mention.many() > 1 && index == 1) {
            return sorted.size() >= mention.many()
                    ? new Referent.Known(sorted.subList(0, mention.many()))
                    : new Referent.Nothing(wording.notSoMany(mention.text(), mention.many(), units));
        }
        return index <= sorted.size()
                ? new Referent.Known(List.of(sorted.get(index - 1)))
                : new Referent.Nothing(wording.notSoMany(mention.text(), index, units));
    }

    /** The one of these at a reference's place; empty where there is none, or two. */
    static Optional<Unit> at(Mention mention, List<Unit> units) {
        List<Unit> sorted = new ArrayList<>(units);
        sorted.sort(order(mention.place()));
        if (mention.place() == Place.MIDDLE) {
            return sorted.size() % 2 == 1 ? Optional.of(sorted.get(sorted.size() / 2)) : Optional.empty();
        }
        int index = mention.index() == -1 ? sorted.size() : mention.index();
        return index >= 1 && index <= sorted.size() ? Optional.of(sorted.get(index - 1)) : Optional.empty();
    }

    private static Comparator<Unit> order(Place place) {
        return switch (place) {
            case NONE, LEFT -> Comparator.comparingDouble(u -> u.box().x1());
            case RIGHT -> Comparator.comparingDouble(u -> -u.box().x2());
            case TOP -> Comparator.comparingDouble(u -> u.box().y1());
            case BOTTOM -> Comparator.comparingDouble(u -> -u.box().y2());
            case MIDDLE -> Comparator.comparingDouble(u -> u.box().centre().x());
            case LARGEST -> Comparator.comparingDouble(u -> -u.area());
            case SMALLEST -> Comparator.comparingDouble(Unit::area);
            case TALLEST -> Comparator.comparingDouble(u -> -u.box().height());
            case SHORTEST -> Comparator.comparingDouble(u -> u.box().height());
            case WIDEST -> Comparator.comparingDouble(u -> -u.box().width());
            case NARROWEST -> Comparator.comparingDouble(u -> u.box().width());
        };
    }
}
