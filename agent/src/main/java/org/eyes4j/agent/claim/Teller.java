package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.answer.Speech;
import org.eyes4j.agent.answer.Thing;
import org.eyes4j.agent.language.Script;

/** Tells what values show, in the language of a draft. */
final class Teller {
    private static final Map<Bearing, String> BEARINGS = Map.of(
            Bearing.LEFT_OF,
            "left",
            Bearing.RIGHT_OF,
            "right",
            Bearing.ABOVE,
            "above",
            Bearing.BELOW,
            "below",
            Bearing.ON,
            "on",
            Bearing.INSIDE,
            "inside",
            Bearing.NEXT_TO,
            "near",
            Bearing.NEAREST,
            "nearest",
            Bearing.OVERLAPS,
            "overlaps",
            Bearing.BETWEEN,
            "between");

    private final Speech speech;
    private final Scene scene;
    private final Judge judge;

    Teller(Speech speech, Scene scene, Judge judge) {
        this.speech = speech;
        this.scene = scene;
        this.judge = judge;
    }

    /** "There are 2 cups." */
    String count(int count, String noun) {
        if (noun.equals("text") && !scene.lines().isEmpty()) {
            return speech.say(
                    "what.text",
                    "quoted",
                    speech.quoted(scene.lines().stream()
                            .map(line -> String.valueOf(line.region().text()))
                            .toList()));
        }
        Thing thing = Thing.of(noun);
        if (count > 0) {
            return speech.say(count == 1 ? "count.one" : "count.some", "things", speech.counted(count, thing));
        }
        return speech.say(
                "count.none",
                "noun",
                speech.bare(thing, 1),
                "nouns",
                speech.bare(thing, 2),
                "search",
                speech.say("search.plain"));
    }

    /** "There are 2 cups: 1 is so." where only some of a kind are what was said of them. */
    String some(int fitting, int all, String noun) {
        return speech.say(
                "claim.some", "things", speech.counted(all, Thing.of(noun)), "number", Integer.toString(fitting));
    }

    String none(String noun) {
        Thing thing = Thing.of(noun);
        return speech.say("none", "noun", speech.bare(thing, 1), "search", speech.say("search.plain"));
    }

    /** The name of a thing, with its place where there are several of its kind. */
    String the(Seen seen) {
        return speech.the(thing(seen));
    }

    private Thing thing(Seen seen) {
        String label =
                seen.isText() ? speech.script() == Script.ENGLISH ? "text" : speech.say("noun.line") : label(seen);
        boolean several = scene.named(seen.region().label()).size() > 1;
        if (!several) {
            return Thing.of(label);
        }
        String place = speech.place(seen.region().box(), seen.frame());
        return speech.script().isChinese()
                ? new Thing(label, null, place + "的", "")
                : new Thing(label, null, "", place);
    }

    private static String label(Seen seen) {
        return seen.region().label().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What is so of a thing in the respect of a condition; empty where that cannot be told. */
    String actual(Seen seen, Condition condition) {
        if (condition instanceof Condition.At || condition instanceof Condition.Boxed) {
            return where(seen);
        } else if (condition instanceof Condition.Stands stands) {
            return stands(seen, stands);
        } else if (condition instanceof Condition.Coloured) {
            return colour(the(seen), judge.colours().of(seen));
        } else if (condition instanceof Condition.Exceeds exceeds) {
            List<Seen> others = exceeds.other().is(Phrase.REST)
                    ? scene.named(Phrase.THING).stream()
                            .filter(other ->
                                    !other.region().id().equals(seen.region().id()))
                            .toList()
                    : judge.named(exceeds.other()).sure();
            return others.isEmpty() ? "" : exceeds(seen, exceeds.by(), others.get(0));
        } else if (condition instanceof Condition.Says) {
            return says(seen);
        } else if (condition instanceof Condition.Labelled) {
            return speech.say("claim.kind", "the", the(seen), "what", speech.a(Thing.of(label(seen))));
        } else if (condition instanceof Condition.Measures measures) {
            return measures(seen, measures.what());
        } else if (condition instanceof Condition.Apart apart) {
            List<Double> distances = judge.distances(seen, apart.other());
            return distances.isEmpty()
                    ? ""
                    : speech.say(
                            "claim.apart",
                            "the",
                            the(seen),
                            "number",
                            number(distances.get(0)),
                            "anchor",
                            the(judge.named(apart.other()).sure().get(0)));
        } else if (condition instanceof Condition.Scored) {
            return speech.say(
                    "claim.score",
                    "the",
                    the(seen),
                    "score",
                    String.format(Locale.ROOT, "%.2f", seen.region().score()));
        }
        return "";
    }

    String where(Seen seen) {
        return speech.say(
                "where.one",
                "the",
                the(seen),
                "place",
                speech.place(seen.region().box(), seen.frame()),
                "box",
                Speech.box(seen.region().box()));
    }

    private String is(String the, String what) {
        return speech.say("claim.is", "the", the, "what", what);
    }

    private String stands(Seen seen, Condition.Stands stands) {
        List<Seen> anchors = stands.anchors().stream()
                .flatMap(a -> judge.named(a).sure().stream())
                .toList();
        if (anchors.isEmpty()) {
            return where(seen);
        }
        List<Bearing> order = new ArrayList<>(List.of(stands.bearing().opposite(), stands.bearing()));
        order.addAll(List.of(Bearing.LEFT_OF, Bearing.RIGHT_OF, Bearing.ABOVE, Bearing.BELOW));
        for (Bearing bearing : order) {
            String key = BEARINGS.get(bearing);
            Phrase phrase = Phrase.the(seen.region().label());
            boolean holds = key != null
                    && bearing != Bearing.BETWEEN
                    && judge.holds(seen, new Condition.Stands(bearing, stands.anchors()), List.of(seen), phrase)
                            == Truth.TRUE;
            if (holds) {
                return is(
                        the(seen),
                        speech.say(
                                "relation." + key,
                                "anchor",
                                speech.list(anchors.stream()
                                        .map(this::the)
                                        .distinct()
                                        .toList())));
            }
        }
        return where(seen);
    }

    String colour(String the, List<String> colours) {
        if (colours.isEmpty()) {
            return "";
        }
        List<String> named = colours.stream().map(speech::colour).toList();
        return named.size() == 1
                ? speech.say("colour.one", "the", the, "colour", named.get(0))
                : speech.say(
                        "colour.more",
                        "the",
                        the,
                        "colour",
                        named.get(0),
                        "others",
                        speech.list(named.subList(1, named.size())));
    }

    private String exceeds(Seen seen, Rank by, Seen other) {
        Rank actual = by.of(seen.region()) > by.of(other.region()) ? by : by.opposite();
        return is(the(seen), speech.say("holds.rank." + actual.key(), "anchor", the(other)));
    }

    /** "The largest is the cat, on the left, in the box (…)." */
    Optional<String> most(Rank by, List<Seen> among) {
        return among.stream()
                .max(java.util.Comparator.comparingDouble(seen -> by.of(seen.region())))
                .filter(seen -> by != Rank.SUREST)
                .map(seen -> speech.say(
                        "most." + by.key(),
                        "the",
                        speech.the(Thing.of(label(seen))),
                        "place",
                        speech.place(seen.region().box(), seen.frame()),
                        "box",
                        Speech.box(seen.region().box())));
    }

    private String says(Seen seen) {
        List<String> lines = judge.linesOn(seen).stream()
                .map(line -> String.valueOf(line.region().text()))
                .toList();
        return lines.isEmpty()
                ? ""
                : seen.isText()
                        ? read(lines)
                        : speech.say("read.one", "the", the(seen), "quoted", speech.quoted(lines));
    }

    /** "The text reads …" */
    String read(List<String> lines) {
        return speech.say("read.text", "quoted", speech.quoted(lines));
    }

    String says(String noun, List<String> lines) {
        return speech.say("read.one", "the", speech.the(Thing.of(noun)), "quoted", speech.quoted(lines));
    }

    private String measures(Seen seen, String what) {
        if (what.equals("share")) {
            return judge.measure(List.of(seen), what)
                    .map(share ->
                            speech.say("cover", "the", the(seen), "share", String.format(Locale.ROOT, "%.1f", share)))
                    .orElse("");
        }
        return what.equals("area")
                ? judge.measure(List.of(seen), what)
                        .map(area -> speech.say("claim.area", "the", the(seen), "number", number(area)))
                        .orElse("")
                : speech.say(
                        "size.one",
                        "the",
                        the(seen),
                        "width",
                        number(seen.region().box().width()),
                        "height",
                        number(seen.region().box().height()));
    }

    /** "From left to right: a cat and a cup." */
    String sequence(Rank by, List<Seen> order) {
        return speech.say(
                "claim.order." + by.key(),
                "list",
                speech.list(order.stream()
                        .map(seen -> speech.a(Thing.of(label(seen))))
                        .toList()));
    }

    String number(double number) {
        return number == Math.rint(number) || Math.abs(number) >= 100
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%.1f", number);
    }

    String alike(boolean same) {
        return speech.say(same ? "compare.same" : "claim.differ");
    }

    String say(String key, String... filled) {
        return speech.say(key, filled);
    }

    String picture() {
        return speech.say("noun.picture");
    }
}
