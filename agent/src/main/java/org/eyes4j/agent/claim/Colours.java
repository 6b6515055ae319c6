package org.eyes4j.agent.claim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.value.Value;

/**
 * What colours things have: as a step of the run noted them, else as their pixels are. Pixels within a mask are the thing's
 * own; of a box only the middle is looked at, and there only what most of it is, or nothing of it is, counts.
 */
final class Colours {
    /** A colour that covers less of a thing is not what people call the thing by. */
    private static final double SOME = 0.15;
    /** A colour that covers so much of the middle of a box is taken to be the thing's. */
    private static final double MOST = 0.5;

    private final Scene scene;
    private final Tools tools;

    Colours(Scene scene, Tools tools) {
        this.scene = scene;
        this.tools = tools;
    }

    /**
     * Whether a thing is of these colours.
     *
     * @param any whether a colour that it has beside its main one is enough
     */
    Truth coloured(Seen seen, List<String> colours, boolean any) {
        List<String> noted = noted(seen);
        if (!noted.isEmpty()) {
            return noted.containsAll(colours) ? Truth.of(any || colours.contains(noted.get(0))) : Truth.FALSE;
        }
        List<Value.Classification.Entry> own = pixels(seen);
        if (own.isEmpty()) {
            return Truth.UNKNOWN;
        }
        double least =
                colours.stream().mapToDouble(colour -> share(own, colour)).min().orElse(0);
        double all = colours.stream().mapToDouble(colour -> share(own, colour)).sum();
        if (seen.region().mask() != null) {
            return Truth.of(least >= SOME && (any || colours.contains(own.get(0).label())));
        }
        return least == 0 ? Truth.FALSE : all >= MOST && least >= SOME ? Truth.TRUE : Truth.UNKNOWN;
    }

    private static double share(List<Value.Classification.Entry> own, String colour) {
        return own.stream()
                .filter(e -> e.label().equals(colour))
                .mapToDouble(Value.Classification.Entry::score)
                .sum();
    }

    /** The main colours of a thing, most first. */
    List<String> of(Seen seen) {
        List<String> noted = noted(seen);
        return noted.isEmpty()
                ? pixels(seen).stream()
                        .filter(e -> e.score() >= SOME)
                        .map(Value.Classification.Entry::label)
                        .toList()
                : noted;
    }

    private List<Value.Classification.Entry> pixels(Seen seen) {
        Optional<Value.Image> image = scene.picture(seen.frame());
        return image.map(i -> tools.colours(seen, i)).orElse(List.of());
    }

    private List<String> noted(Seen seen) {
        Map<String, String> attributes = seen.region().detection().attributes();
        String noted = attributes.getOrDefault("colours", attributes.getOrDefault("colour", ""));
        if (!noted.isBlank()) {
            return Tools.split(noted);
        }
        for (Map.Entry<String, Value.Classification> step :
                scene.values(Value.Classification.class).entrySet()) {
            List<Value.Classification.Entry> entries = step.getValue().entries();
            if (scene.tool(step.getKey()).equals("colours") && isOf(step.getKey(), seen)) {
                return entries.stream()
                        .filter(e -> e.score() >= SOME || e.equals(entries.get(0)))
                        .map(Value.Classification.Entry::label)
                        .toList();
            }
        }
        return List.of();
    }

    /** Whether a step was given this region and no other. */
    private boolean isOf(String step, Seen seen) {
        PlanStep plan = scene.result().plan().step(step).orElse(null);
        if (plan == null || !(plan.with().get("items") instanceof Argument.Ref ref)) {
            return false;
        }
        return scene.result()
                .value(ref)
                .filter(Value.Detections.class::isInstance)
                .map(v -> ((Value.Detections) v).regions())
                .filter(regions -> regions.size() == 1
                        && regions.get(0).id().equals(seen.region().id()))
                .isPresent();
    }
}
