package org.eyes4j.agent.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.agent.answer.Look;
import org.eyes4j.agent.language.Written;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/**
 * What a step sees in the mirrored picture: as many things, each in its place once mirrored back, so that what was on the left
 * is on the right; the same best label; the same answer.
 */
record MirroredLook(String id, String step, Value before) implements SecondLook {

    @Override
    public Optional<Look> compare(RunResult again) {
        Value now = again.values().get(id);
        if (now instanceof Value.Detections seen && before instanceof Value.Detections found) {
            return Optional.of(regions(found, seen));
        } else if (now instanceof Value.Classification seen && before instanceof Value.Classification found) {
            return Optional.of(words("called", best(found), best(seen)));
        } else if (now != null && !text(before).isEmpty()) {
            return Optional.of(words("answered", text(before), text(now)));
        }
        return Optional.empty();
    }

    private Look regions(Value.Detections found, Value.Detections seen) {
        List<Region> left =
                new ArrayList<>(FrameMapping.map(seen, found.frame()).regions());
        List<String> kept = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        List<Region> missed = new ArrayList<>();
        for (Region region : found.regions()) {
            Optional<Region> same = Likeness.best(region, left);
            same.ifPresent(left::remove);
            (same.isPresent() ? kept : lost).add(region.id());
            if (same.isEmpty()) {
                missed.add(region);
            }
        }
        boolean agrees = lost.isEmpty() && left.isEmpty();
        String told = agrees ? "" : told(found, seen, missed, left);
        return new Look(
                step,
                Look.Way.MIRRORED,
                agrees,
                kept,
                lost,
                left.stream().map(Region::label).distinct().toList(),
                told);
    }

    private String told(Value.Detections found, Value.Detections seen, List<Region> missed, List<Region> extra) {
        List<String> parts = new ArrayList<>();
        if (found.regions().size() != seen.regions().size()) {
            parts.add("the mirrored picture shows " + seen.regions().size() + " where "
                    + found.regions().size() + " had been found");
        }
        missed.forEach(region -> parts.add(Likeness.name(region) + " was not found again in its place"));
        extra.forEach(region -> parts.add("a " + region.label() + " was found only there"));
        return "step '" + step + "': " + (parts.get(0).startsWith("the mirrored") ? "" : "in the mirrored picture, ")
                + String.join("; ", parts);
    }

    private Look words(String verb, String first, String second) {
        boolean agrees = Written.plain(first).equals(Written.plain(second));
        return new Look(
                step,
                Look.Way.MIRRORED,
                agrees,
                List.of(),
                List.of(),
                List.of(),
                agrees
                        ? ""
                        : "step '" + step + "': the picture was " + verb + " '" + first + "', its mirror image '"
                                + second + "'");
    }

    private static String best(Value.Classification classes) {
        return classes.entries().isEmpty() ? "" : classes.entries().get(0).label();
    }

    /** The text of an answer; empty for values of other sorts. */
    static String text(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        return value instanceof Value.Record fields && fields.fields().get("text") instanceof Value.Text text
                ? text.text()
                : "";
    }
}
