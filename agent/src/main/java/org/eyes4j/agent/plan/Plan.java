package org.eyes4j.agent.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A graph of tool calls. Holding one says nothing about its being right: that is the checker's to find out.
 *
 * @param name what it is for; may be empty
 * @param inputs what it is given, by name
 * @param steps in any order that a person can read; they run as soon as what they refer to is there
 * @param outputs what it gives: a name and the reference behind it
 * @param description one sentence on what it does; may be empty
 */
public record Plan(
        String name,
        Map<String, PlanInput> inputs,
        List<PlanStep> steps,
        Map<String, Argument.Ref> outputs,
        String description) {
    public Plan {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        steps = List.copyOf(steps);
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    public Plan(String name, Map<String, PlanInput> inputs, List<PlanStep> steps, Map<String, Argument.Ref> outputs) {
        this(name, inputs, steps, outputs, "");
    }

    /** The name of the tool that a plan of a name is: {@code blur-faces} is {@code blur_faces}. */
    public static String toolName(String planName) {
        return planName.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s.-]+", "_");
    }

    public Optional<PlanStep> step(String id) {
        return steps.stream().filter(s -> s.id().equals(id)).findFirst();
    }
}
