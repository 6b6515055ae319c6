package org.eyes4j.agent.claim;

import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.claim.Quantity.Form;
import org.eyes4j.tools.value.Value;

/** How things stand to each other, by the relating tool's own measure. */
final class Bearings {
    private static final double CLEARLY = 0.2;

    private final Scene scene;
    private final Tools tools;
    private final Judge judge;

    Bearings(Scene scene, Tools tools, Judge judge) {
        this.scene = scene;
        this.tools = tools;
        this.judge = judge;
    }

    /** Whether a thing stands so. */
    Truth stands(Seen seen, Condition.Stands stands, Phrase phrase) {
        Truth all = Truth.TRUE;
        if (stands.bearing() == Bearing.BETWEEN) {
            List<Seen> first = anchors(stands.anchors().get(0), seen);
            List<Seen> second =
                    stands.anchors().size() > 1 ? anchors(stands.anchors().get(1), seen) : List.of();
            if (first.isEmpty()
                    || stands.anchors().size() > 1 && second.isEmpty()
                    || second.isEmpty() && first.size() < 2) {
                return Truth.UNKNOWN;
            }
            return tools.relates(seen, Bearing.BETWEEN, first, second, 0.25, Optional.empty())
                    ? Truth.TRUE
                    : tools.relates(seen, Bearing.BETWEEN, first, second, 1, Optional.empty())
                            ? Truth.UNKNOWN
                            : Truth.FALSE;
        }
        for (Phrase anchor : stands.anchors()) {
            if (anchor.is(Phrase.EACH_OTHER)) {
                List<Seen> others = judge.candidates(phrase).stream()
                        .filter(other -> other != seen && other.frame().equals(seen.frame()))
                        .toList();
                Truth any = Truth.FALSE;
                for (Seen other : others) {
                    any = any.or(bearing(seen, stands.bearing(), other));
                }
                all = all.and(others.isEmpty() ? Truth.UNKNOWN : any);
                continue;
            }
            if (anchor.is(Phrase.PICTURE) || anchor.is(Phrase.BACKGROUND)) {
                return Truth.UNKNOWN;
            }
            List<Seen> anchors = anchors(anchor, seen);
            if (anchors.isEmpty()) {
                boolean absent = scene.lookedFor(anchor.noun()).isPresent()
                        && judge.candidates(anchor).isEmpty();
                return absent ? Truth.FALSE : Truth.UNKNOWN;
            }
            all = all.and(bearing(seen, stands.bearing(), anchors, anchor, phrase));
        }
        return all;
    }

    private List<Seen> anchors(Phrase anchor, Seen seen) {
        return judge.named(anchor).sure().stream()
                .filter(a -> a.frame().equals(seen.frame())
                        && !a.region().id().equals(seen.region().id()))
                .toList();
    }

    private Truth bearing(Seen seen, Bearing bearing, List<Seen> anchors, Phrase anchor, Phrase phrase) {
        if (bearing == Bearing.NEAREST) {
            List<Seen> rivals = scene.named(phrase.is(Phrase.IT) || phrase.is("one") ? Phrase.THING : phrase.noun());
            List<Seen> all = (rivals.size() < 2 ? scene.named(Phrase.THING) : rivals)
                    .stream()
                            .filter(r -> anchors.stream()
                                    .noneMatch(a ->
                                            a.region().id().equals(r.region().id())))
                            .toList();
            return all.isEmpty()
                    ? Truth.UNKNOWN
                    : tools.nearest(all, anchors)
                            .map(r -> Truth.of(r.id().equals(seen.region().id())))
                            .orElse(Truth.UNKNOWN);
        }
        boolean any = anchor.quantity().form() == Form.ONE || !anchor.quantity().definite();
        Truth truth = any ? Truth.FALSE : Truth.TRUE;
        for (Seen one : anchors) {
            Truth single = bearing(seen, bearing, one);
            truth = any ? truth.or(single) : truth.and(single);
            if (!any && anchors.size() > 1 && !anchor.plural() && single != Truth.TRUE) {
                // "Left of the cat" where there are several cats is told of one that is not said.
                truth = truth == Truth.FALSE && anchors.stream().anyMatch(a -> bearing(seen, bearing, a) != Truth.FALSE)
                        ? Truth.UNKNOWN
                        : truth;
            }
        }
        return truth;
    }

    private Truth bearing(Seen seen, Bearing bearing, Seen anchor) {
        List<Seen> one = List.of(anchor);
        if (bearing.isDeep()) {
            return depth(seen, bearing, one);
        }
        return switch (bearing) {
            case ON -> Places.on(seen.region().box(), anchor.region().box());
            case INSIDE, CONTAINS ->
                tools.relates(seen, bearing, one, List.of(), 0.25, Optional.empty())
                        ? Truth.TRUE
                        : tools.relates(seen, bearing, one, List.of(), 0.6, Optional.empty())
                                ? Truth.UNKNOWN
                                : Truth.FALSE;
            case OVERLAPS, NEXT_TO -> Truth.of(tools.relates(seen, bearing, one, List.of(), 0.25, Optional.empty()));
            default ->
                tools.relates(seen, bearing, one, List.of(), CLEARLY, Optional.empty())
                        ? Truth.TRUE
                        : tools.relates(seen, bearing, one, List.of(), 0, Optional.empty())
                                ? Truth.UNKNOWN
                                : Truth.FALSE;
        };
    }

    private Truth depth(Seen seen, Bearing bearing, List<Seen> anchors) {
        for (Value.DepthMap map : scene.values(Value.DepthMap.class).values()) {
            if (map.frame().isRelatedTo(seen.frame())) {
                return tools.relates(seen, bearing, anchors, List.of(), 0.25, Optional.of(map))
                        ? Truth.TRUE
                        : tools.relates(seen, bearing, anchors, List.of(), 0, Optional.of(map))
                                ? Truth.UNKNOWN
                                : Truth.FALSE;
            }
        }
        return Truth.UNKNOWN;
    }
}
