package org.eyes4j.agent.verify;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** The plan that looks again: its steps are calls of the same tools with the same arguments, at other views of the picture. Not thread-safe. */
final class SecondLooks {
    /** Regions of one step that are looked at closer. */
    private static final int MOST = 12;

    private static final double AROUND = 0.25;

    private final RunResult result;
    private final ToolRegistry tools;
    private final Map<String, PlanInput> given = new LinkedHashMap<>();
    private final Map<String, Value> inputs = new LinkedHashMap<>();
    private final List<PlanStep> steps = new ArrayList<>();
    private final Map<String, Argument.Ref> outputs = new LinkedHashMap<>();
    private final List<SecondLook> looks = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();

    SecondLooks(RunResult result, ToolRegistry tools) {
        this.result = result;
        this.tools = tools;
    }

    boolean isEmpty() {
        return looks.isEmpty();
    }

    List<SecondLook> all() {
        return looks;
    }

    /** Why steps with a model are not looked at again. */
    List<String> passedOver() {
        return passedOver;
    }

    Plan plan() {
        return new Plan("verify " + result.plan().name(), given, steps, outputs);
    }

    Map<String, Value> inputs() {
        return inputs;
    }

    /** Whatever can be looked at again of a step. */
    void add(PlanStep step) {
        Value value = result.values().get(step.id());
        boolean seen =
                value instanceof Value.Detections || value instanceof Value.Classification || isAnswer(step, value);
        if (value == null || !seen) {
            return;
        }
        String image = picture(step);
        if (step.forEach() != null
                || image.isEmpty()
                || step.with().values().stream().anyMatch(SecondLooks::isComputed)) {
            passedOver.add(
                    "step '" + step.id() + "' works on what other steps computed, and is not repeated on its own");
            return;
        }
        Map<String, Argument> with = arguments(step);
        boolean written = value instanceof Value.Detections found
                && found.regions().stream().anyMatch(r -> r.text() != null);
        if (!written && tools.find("mirror").isPresent() && !step.tool().startsWith("read_text")) {
            mirrored(step, image, with, value);
        }
        boolean guided = step.with().values().stream()
                .anyMatch(argument -> argument instanceof Argument.Ref ref
                        && result.value(ref)
                                .filter(v -> v instanceof Value.Detections || v instanceof Value.VisualPrompts)
                                .isPresent());
        if (value instanceof Value.Detections found
                && !found.regions().isEmpty()
                && !guided
                && tools.find("crop_each").isPresent()) {
            closer(step, image, with, found);
        }
    }

    private void mirrored(PlanStep step, String image, Map<String, Argument> with, Value value) {
        String mirror = id("mirrored_picture", step);
        String again = id("mirrored", step);
        steps.add(new PlanStep(mirror, "mirror", Map.of("image", argument(with, image))));
        steps.add(again(again, step, with, image, new Argument.Ref(mirror)));
        outputs.put(again, new Argument.Ref(again));
        looks.add(new MirroredLook(again, step.id(), value));
    }

    private void closer(PlanStep step, String image, Map<String, Argument> with, Value.Detections found) {
        List<Region> regions = found.regions().stream().limit(MOST).toList();
        String items = "seen_" + step.id();
        put(items, found.with(regions));
        String crops = id("crops", step);
        String again = id("closer", step);
        double around = regions.stream()
                .mapToDouble(r -> AROUND * Math.max(r.box().width(), r.box().height()))
                .average()
                .orElse(0);
        steps.add(new PlanStep(
                crops,
                "crop_each",
                Map.of(
                        "image",
                        argument(with, image),
                        "items",
                        Argument.Ref.input(items),
                        "padding",
                        new Argument.Literal(DoubleNode.valueOf(Math.rint(Math.min(10_000, 8 + around)))),
                        "limit",
                        new Argument.Literal(IntNode.valueOf(MOST)))));
        Map<String, Argument> closer = new LinkedHashMap<>(with);
        closer.put(image, new Argument.Ref(PlanStep.ITEM));
        steps.add(new PlanStep(
                again,
                step.tool(),
                closer,
                null,
                new Argument.Ref(crops),
                step.timeout(),
                step.retry(),
                step.onFailure()));
        outputs.put(again, new Argument.Ref(again));
        looks.add(new CloserLook(again, step.id(), found.with(regions)));
    }

    private static PlanStep again(String id, PlanStep step, Map<String, Argument> with, String image, Argument other) {
        Map<String, Argument> changed = new LinkedHashMap<>(with);
        changed.put(image, other);
        return new PlanStep(id, step.tool(), changed, null, null, step.timeout(), step.retry(), step.onFailure());
    }

    private static Argument argument(Map<String, Argument> with, String name) {
        Argument argument = with.get(name);
        if (argument == null) {
            throw new IllegalStateException("There is no argument '" + name + "' in " + with.keySet());
        }
        return argument;
    }

    /** The arguments as the step had them: what other steps gave becomes an input. */
    private Map<String, Argument> arguments(PlanStep step) {
        Map<String, Argument> with = new LinkedHashMap<>();
        step.with().forEach((port, argument) -> {
            if (argument instanceof Argument.Ref ref) {
                String name = ref.name();
                result.value(ref).ifPresent(value -> {
                    put(name, value);
                    with.put(port, Argument.Ref.input(name));
                });
            } else {
                with.put(port, argument);
            }
        });
        return with;
    }

    private void put(String name, Value value) {
        given.put(name, new PlanInput(value.kind()));
        inputs.put(name, value);
    }

    private static String id(String what, PlanStep step) {
        return what + "_" + step.id();
    }

    /** The port that takes the picture. */
    private String picture(PlanStep step) {
        return step.with().entrySet().stream()
                .filter(e -> e.getValue() instanceof Argument.Ref ref
                        && !ref.isItem()
                        && result.value(ref)
                                .filter(Value.Image.class::isInstance)
                                .isPresent())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private static boolean isComputed(Argument argument) {
        return !(argument instanceof Argument.Literal) && !(argument instanceof Argument.Ref ref && !ref.isItem());
    }

    /** A short answer to a question about a picture; a caption may be worded otherwise each time. */
    private static boolean isAnswer(PlanStep step, @org.jspecify.annotations.Nullable Value value) {
        return step.with().containsKey("question")
                && value != null
                && !MirroredLook.text(value).isEmpty();
    }
}
