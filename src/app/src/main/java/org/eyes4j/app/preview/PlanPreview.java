package org.eyes4j.app.preview;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.config.model.Hints;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.ArgumentChecker;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.eyes4j.vision.expert.Foresight;
import org.eyes4j.wiring.Eyes4j;

/**
 * Says before a plan runs what it will need. Models are chosen as the run will choose them, by policy, wish and arguments, as far
 * as these are known beforehand; nothing is loaded or fetched.
 */
public final class PlanPreview {
    /** A step without a model, of which nothing was measured. */
    private static final long WITHOUT_MODEL = 50;

    private final Eyes4j eyes4j;
    private final Map<String, Value> inputs;
    private final Optional<String> wish;
    private final EarlierRuns earlier;

    /**
     * @param inputs of the plan
     * @param wish the model that is preferred, if any
     */
    public PlanPreview(Eyes4j eyes4j, Map<String, Value> inputs, Optional<String> wish) {
        this.eyes4j = eyes4j;
        this.inputs = Map.copyOf(inputs);
        this.wish = wish;
        this.earlier = EarlierRuns.of(eyes4j.traces());
    }

    /** What a checked plan will need. */
    public PlanNeeds of(Plan plan) {
        List<StepNeed> steps = plan.steps().stream().map(this::of).toList();
        return new PlanNeeds(steps, longest(plan, steps));
    }

    private StepNeed of(PlanStep step) {
        List<ModelNeed> models = eyes4j.tools().find(step.tool()).stream()
                .flatMap(tool -> models(tool, step).stream())
                .distinct()
                .map(m -> new ModelNeed(
                        m, m.isLanguageModel() || eyes4j.store().installed(m).isPresent()))
                .toList();
        boolean over = step.forEach() != null;
        String own = models.isEmpty() ? "" : models.get(0).name();
        return new StepNeed(
                step.id(),
                step.tool(),
                models,
                over,
                earlier.estimate(step.tool(), own, over).orElseGet(() -> guess(models)));
    }

    private List<ModelManifest> models(Tool tool, PlanStep step) {
        return tool instanceof Foresight expert
                ? expert.foresee(arguments(step, tool.specification()), wish)
                : List.of();
    }

    /** Its first call, loading included, as such models take on two cores: no promise. */
    private static StepNeed.Estimate guess(List<ModelNeed> models) {
        return new StepNeed.Estimate(
                models.isEmpty()
                        ? WITHOUT_MODEL
                        : models.stream()
                                .mapToLong(m -> guess(m.model().hints().speed()))
                                .sum(),
                0);
    }

    private static long guess(Hints.Speed speed) {
        return switch (speed) {
            case INSTANT -> 300;
            case FAST -> 800;
            case FAIR -> 3_000;
            case SLOW -> 15_000;
        };
    }

    /** What is known, and something empty where a step that has not run will give the value. */
    private Arguments arguments(PlanStep step, ToolSpecification tool) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Map.Entry<String, Argument> argument : step.with().entrySet()) {
            tool.input(argument.getKey())
                    .flatMap(port -> value(argument.getValue(), port))
                    .ifPresent(value -> values.put(argument.getKey(), value));
        }
        return ArgumentChecker.complete(tool, values);
    }

    private Optional<Value> value(Argument argument, Port port) {
        if (argument instanceof Argument.Literal literal) {
            try {
                return Optional.of(ValueJson.fromJson(literal.json(), port.kind(), frame()));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return argument instanceof Argument.Ref ref && ref.isInput() && inputs.containsKey(ref.name())
                ? Optional.ofNullable(inputs.get(ref.name()))
                : unknown(port.kind());
    }

    private Optional<Value> unknown(Kind kind) {
        if (kind.equals(Kind.DETECTIONS)) {
            return Optional.of(new Value.Detections(frame(), List.of()));
        } else if (kind.equals(Kind.VISUAL_PROMPTS)) {
            return Optional.of(new Value.VisualPrompts(frame(), List.of()));
        } else if (kind.equals(Kind.IMAGE)) {
            return picture().map(image -> image);
        } else if (kind.equals(Kind.listOf(Kind.TEXT))) {
            return Optional.of(Value.ListOf.texts(List.of("...")));
        }
        return Optional.empty();
    }

    private Optional<Value.Image> picture() {
        return inputs.values().stream()
                .filter(v -> v instanceof Value.Image)
                .map(v -> (Value.Image) v)
                .findFirst();
    }

    private Frame frame() {
        return picture().map(Value.Image::frame).orElseGet(() -> Frame.of("none", 1, 1));
    }

    /** Steps wait for those they need and run beside the others. A checked plan has no circles. */
    private static long longest(Plan plan, List<StepNeed> needs) {
        Set<String> ids = new LinkedHashSet<>();
        Map<String, Long> own = new HashMap<>();
        needs.forEach(need -> {
            ids.add(need.id());
            own.put(need.id(), need.estimate().millis());
        });
        Map<String, PlanStep> steps = new HashMap<>();
        plan.steps().forEach(step -> steps.put(step.id(), step));
        Map<String, Long> ends = new HashMap<>();
        return ids.stream().mapToLong(id -> end(id, steps, own, ends)).max().orElse(0);
    }

    private static long end(String id, Map<String, PlanStep> steps, Map<String, Long> own, Map<String, Long> ends) {
        Long known = ends.get(id);
        PlanStep step = steps.get(id);
        if (known != null || step == null) {
            return known == null ? 0 : known;
        }
        long begin = step.needs(steps.keySet()).stream()
                .filter(ref -> !ref.isInput())
                .mapToLong(ref -> end(ref.name(), steps, own, ends))
                .max()
                .orElse(0);
        long end = begin + own.getOrDefault(id, 0L);
        ends.put(id, end);
        return end;
    }
}
