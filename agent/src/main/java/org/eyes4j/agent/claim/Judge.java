package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.claim.Quantity.Form;
import org.eyes4j.agent.language.Written;
import org.eyes4j.tools.geometry.BoundingBox;

/** Holds single conditions against single things of a scene. Not thread-safe: it remembers what was spoken of last. */
final class Judge {
    private static final Map<String, String> MOODS = Map.ofEntries(
            Map.entry("happy", "happy"),
            Map.entry("smiling", "happy"),
            Map.entry("cheerful", "happy"),
            Map.entry("sad", "sad"),
            Map.entry("unhappy", "sad"),
            Map.entry("angry", "angry"),
            Map.entry("surprised", "surprise"),
            Map.entry("afraid", "fear"),
            Map.entry("scared", "fear"),
            Map.entry("disgusted", "disgust"),
            Map.entry("neutral", "neutral"),
            Map.entry("calm", "neutral"));

    private final Scene scene;
    private final Tools tools;
    private final Memory memory;
    private final Colours colours;
    private final Bearings bearings;

    Judge(Scene scene, Tools tools, Memory memory) {
        this.scene = scene;
        this.tools = tools;
        this.memory = memory;
        this.colours = new Colours(scene, tools);
        this.bearings = new Bearings(scene, tools, this);
    }

    /** What colours things have. */
    Colours colours() {
        return colours;
    }

    /** The things a phrase names: those that are sure to be meant, and those that may be. */
    record Named(List<Seen> sure, List<Seen> doubtful) {
        List<Seen> all() {
            List<Seen> all = new ArrayList<>(sure);
            all.addAll(doubtful);
            return all;
        }
    }

    /** What a phrase names, wherever it stands. */
    Named named(Phrase phrase) {
        List<Seen> candidates = candidates(phrase);
        List<Condition> conditions = new ArrayList<>(phrase.conditions());
        // An order is counted among what the other conditions leave.
        conditions.sort(Comparator.comparing(condition -> condition instanceof Condition.Ranked));
        List<Seen> sure = candidates;
        List<Seen> doubtful = new ArrayList<>();
        for (Condition condition : conditions) {
            List<Seen> next = new ArrayList<>();
            List<Seen> maybe = new ArrayList<>();
            for (Seen seen : sure) {
                Truth truth = holds(seen, condition, sure, phrase);
                if (truth == Truth.TRUE) {
                    next.add(seen);
                } else if (truth == Truth.UNKNOWN) {
                    maybe.add(seen);
                }
            }
            doubtful.removeIf(seen -> holds(seen, condition, candidates, phrase) == Truth.FALSE);
            doubtful.addAll(maybe);
            if (condition instanceof Condition.At at
                    && phrase.quantity().form() == Form.THE
                    && !phrase.plural()
                    && sure.size() > 1
                    && next.size() != 1) {
                // "The cup on the left" of two that stand in the middle is the one further left.
                next = Extremes.of(sure, at).map(List::of).orElse(List.of());
                doubtful.clear();
            }
            if (condition instanceof Condition.Coloured coloured
                    && phrase.quantity().form() == Form.THE
                    && !phrase.plural()
                    && next.size() > 1) {
                List<Seen> mainly = next.stream()
                        .filter(seen -> colours.coloured(seen, coloured.colours(), false) == Truth.TRUE)
                        .toList();
                next = mainly.isEmpty() ? next : mainly;
            }
            sure = next;
        }
        return new Named(sure, doubtful);
    }

    /** Everything of a phrase's kind, whatever else is said of it. */
    List<Seen> candidates(Phrase phrase) {
        return switch (phrase.noun()) {
            case Phrase.IT -> memory.focus();
            case Phrase.OTHER -> memory.others();
            case "one" -> memory.kind().isEmpty() ? memory.focus() : scene.named(memory.kind());
            default ->
                phrase.is("sign") && scene.named("sign").isEmpty()
                                || Surfaces.isSurface(phrase.noun())
                                        && scene.named(phrase.noun()).isEmpty()
                        ? scene.lines()
                        : scene.named(phrase.noun());
        };
    }

    /**
     * Whether a condition holds of a thing.
     *
     * @param among what it is compared with where an order is asked for
     */
    Truth holds(Seen seen, Condition condition, List<Seen> among, Phrase phrase) {
        if (condition instanceof Condition.At at) {
            return Places.at(seen, at);
        } else if (condition instanceof Condition.Stands stands) {
            return bearings.stands(seen, stands, phrase);
        } else if (condition instanceof Condition.Coloured coloured) {
            return colours.coloured(seen, coloured.colours(), !coloured.main());
        } else if (condition instanceof Condition.Ranked ranked) {
            return ranked(seen, ranked, among);
        } else if (condition instanceof Condition.Exceeds exceeds) {
            return exceeds(seen, exceeds);
        } else if (condition instanceof Condition.Says says) {
            return says(seen, says);
        } else if (condition instanceof Condition.Labelled labelled) {
            return labelled(seen, labelled.kind());
        } else if (condition instanceof Condition.Measures measures) {
            return measure(List.of(seen), measures.what())
                    .map(value -> Truth.of(Math.abs(value - measures.number()) <= measures.tolerance()))
                    .orElse(Truth.UNKNOWN);
        } else if (condition instanceof Condition.Apart apart) {
            return apart(seen, apart);
        } else if (condition instanceof Condition.Boxed boxed) {
            return boxed(seen, boxed.numbers());
        } else if (condition instanceof Condition.Scored scored) {
            return Truth.of(Math.abs(seen.region().score() - scored.score()) <= Math.max(scored.tolerance(), 0.0055));
        } else if (condition instanceof Condition.Cited cited) {
            // Pointing at a region tells one of several apart; it is no claim that there is no other.
            return Truth.of(!phrase.quantity().definite()
                    || cited.ids().contains(seen.region().id()));
        } else if (condition instanceof Condition.Described described) {
            return described(seen, described.word());
        }
        return Truth.UNKNOWN;
    }

    private Truth ranked(Seen seen, Condition.Ranked ranked, List<Seen> among) {
        List<Seen> rivals =
                among.stream().filter(a -> a.frame().equals(seen.frame())).toList();
        if (rivals.size() < ranked.index()) {
            return Truth.FALSE;
        }
        double own = ranked.by().of(seen.region());
        double slack = 0.02 * Math.abs(own);
        long before =
                rivals.stream().filter(r -> ranked.by().of(r.region()) > own).count();
        if (before == ranked.index() - 1) {
            return Truth.TRUE;
        }
        long clearly = rivals.stream()
                .filter(r -> ranked.by().of(r.region()) > own + slack)
                .count();
        long perhaps = rivals.stream()
                .filter(r -> r != seen && ranked.by().of(r.region()) >= own - slack)
                .count();
        return ranked.by().isSize() && clearly <= ranked.index() - 1 && perhaps >= ranked.index() - 1
                ? Truth.UNKNOWN
                : Truth.FALSE;
    }

    private Truth exceeds(Seen seen, Condition.Exceeds exceeds) {
        if (exceeds.other().is(Phrase.REST)) {
            return exceedsRest(seen, exceeds.by());
        }
        List<Seen> others = named(exceeds.other()).sure().stream()
                .filter(o -> !o.region().id().equals(seen.region().id()))
                .toList();
        if (others.isEmpty()) {
            return Truth.UNKNOWN;
        }
        Truth all = Truth.TRUE;
        for (Seen other : others) {
            double own = exceeds.by().of(seen.region());
            double its = exceeds.by().of(other.region());
            double slack = exceeds.by().isSize() ? 0.02 * Math.abs(its) : 0;
            all = all.and(own > its + slack ? Truth.TRUE : own <= its ? Truth.FALSE : Truth.UNKNOWN);
        }
        return all;
    }

    /** "The dog is bigger": than the only other thing, or than all others; that it is not bigger than one of many says nothing. */
    private Truth exceedsRest(Seen seen, Rank by) {
        List<Seen> others = scene.named(Phrase.THING).stream()
                .filter(other -> other.frame().equals(seen.frame())
                        && !other.region().id().equals(seen.region().id()))
                .toList();
        double own = by.of(seen.region());
        boolean most = !others.isEmpty() && others.stream().allMatch(other -> own > by.of(other.region()));
        return most ? Truth.TRUE : others.size() == 1 ? Truth.FALSE : Truth.UNKNOWN;
    }

    /** What is written on a thing: its own text, or lines that lie in it. */
    List<Seen> linesOn(Seen seen) {
        if (seen.region().text() != null) {
            return List.of(seen);
        }
        return scene.lines().stream()
                .filter(line -> line.frame().equals(seen.frame())
                        && seen.region().box().contains(line.region().box().centre()))
                .toList();
    }

    private Truth says(Seen seen, Condition.Says says) {
        List<String> lines = linesOn(seen).stream()
                .map(line -> String.valueOf(line.region().text()))
                .toList();
        if (lines.isEmpty()) {
            return Truth.UNKNOWN;
        }
        return Truth.of(Written.says(lines, says.text(), says.part()));
    }

    /** Whether a thing is of a kind and all that is said of that kind. */
    Truth labelled(Seen seen, Phrase kind) {
        boolean any = kind.is(Phrase.THING) || kind.is("one");
        boolean named = any || scene.names(kind.noun(), seen);
        Kinds kinds = scene.kinds();
        if (!named) {
            Set<String> labels = Set.of("person", "animal");
            boolean gendered = seen.region().label().equals("person")
                    && Set.of("man", "woman", "boy", "girl", "child", "baby", "adult", "pedestrian")
                            .contains(kind.noun());
            boolean comparable =
                    kinds.knows(kind.noun()) && kinds.knows(seen.region().label()) && !labels.contains(kind.noun());
            return gendered || !comparable ? Truth.UNKNOWN : Truth.FALSE;
        }
        Truth all = Truth.TRUE;
        List<Seen> among = any ? scene.named(Phrase.THING) : scene.named(kind.noun());
        for (Condition condition : kind.conditions()) {
            all = all.and(holds(seen, condition, among, kind));
        }
        return all;
    }

    /** A number about things together: share of the picture, width, height, area. */
    Optional<Double> measure(List<Seen> seen, String what) {
        return seen.isEmpty() ? Optional.empty() : tools.measure(seen, what, List.of());
    }

    /** How far a thing is from another: between centres, and between edges. */
    List<Double> distances(Seen seen, Phrase other) {
        List<Seen> others = named(other).sure();
        if (others.size() != 1 || !others.get(0).frame().equals(seen.frame())) {
            return List.of();
        }
        List<Double> distances = new ArrayList<>();
        tools.measure(List.of(seen), "distance", others).ifPresent(distances::add);
        tools.measure(List.of(seen), "gap", others).ifPresent(distances::add);
        return distances;
    }

    private Truth apart(Seen seen, Condition.Apart apart) {
        List<Double> distances = distances(seen, apart.other());
        return distances.isEmpty()
                ? Truth.UNKNOWN
                : Truth.of(distances.stream().anyMatch(d -> Math.abs(d - apart.number()) <= apart.tolerance()));
    }

    private static Truth boxed(Seen seen, List<Double> numbers) {
        BoundingBox box = seen.region().box();
        if (numbers.size() == 2) {
            boolean inside = numbers.get(0) >= box.x1()
                    && numbers.get(0) <= box.x2()
                    && numbers.get(1) >= box.y1()
                    && numbers.get(1) <= box.y2();
            return Truth.of(inside);
        }
        if (numbers.get(2) < numbers.get(0) || numbers.get(3) < numbers.get(1)) {
            return Truth.FALSE;
        }
        return Truth.of(
                new BoundingBox(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3)).iou(box) >= 0.8);
    }

    /** As a step noted it of a face, or of the one face that lies in a person. */
    private String emotion(Seen seen) {
        String own = seen.region().detection().attributes().getOrDefault("emotion", "");
        if (!own.isEmpty() || !seen.region().label().equals("person")) {
            return own;
        }
        List<String> faces = scene.named("face").stream()
                .filter(face -> face.frame().equals(seen.frame())
                        && seen.region().box().contains(face.region().box().centre()))
                .map(face -> face.region().detection().attributes().getOrDefault("emotion", ""))
                .toList();
        return faces.size() == 1 ? faces.get(0) : "";
    }

    private Truth described(Seen seen, String word) {
        Map<String, String> attributes = seen.region().detection().attributes();
        if (attributes.values().stream().anyMatch(value -> value.equalsIgnoreCase(word))) {
            return Truth.TRUE;
        }
        String mood = MOODS.get(word);
        String own = emotion(seen);
        return mood == null || own.isEmpty() ? Truth.UNKNOWN : Truth.of(own.equalsIgnoreCase(mood));
    }
}
