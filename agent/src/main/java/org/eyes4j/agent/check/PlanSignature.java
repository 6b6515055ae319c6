package org.eyes4j.agent.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/**
 * What a plan is as a tool: an argument an input, and what its output gives. One output is the value itself; several are a
 * record with a field an output; none (all it does is effects) is a record without fields.
 */
public final class PlanSignature {
    private PlanSignature() {}

    /** The name of the tool that a plan of this name is: {@code blur-faces} is {@code blur_faces}. */
    public static String toolName(String planName) {
        return Plan.toolName(planName);
    }

    /**
     * A plan as a tool.
     *
     * @param plan one that the checker found no error in
     * @param tools those it calls
     * @throws IllegalArgumentException with a message for a person if its name or an input's cannot be a tool's or an
     *     argument's
     */
    public static ToolSpecification of(Plan plan, ToolRegistry tools) {
        return of(toolName(plan.name()), plan, tools);
    }

    /**
     * A plan that is written inside a step of another.
     *
     * @throws IllegalArgumentException with a message for a person if an input's name cannot be an argument's
     */
    public static ToolSpecification inside(Plan plan, ToolRegistry tools) {
        String name = toolName(plan.name());
        return of(name.matches("[a-z][a-z0-9_]{0,63}") ? name : PlanStep.WORKFLOW, plan, tools);
    }

    private static ToolSpecification of(String name, Plan plan, ToolRegistry tools) {
        PlanKinds kinds = new PlanKinds(plan, tools);
        List<Port> ports = new ArrayList<>();
        plan.inputs().forEach((input, given) -> ports.add(port(input, given)));
        Map<String, Argument.Ref> outputs = plan.outputs();
        ToolSpecification.Builder builder = ToolSpecification.named(name)
                .describedAs(
                        plan.description().isBlank() ? "Runs the workflow '" + plan.name() + "'" : plan.description())
                .takes(ports.toArray(Port[]::new))
                .traits(Trait.COMPOUND);
        for (Trait trait : List.of(Trait.EFFECT, Trait.RANDOM)) {
            if (plan.steps().stream().anyMatch(step -> has(step, trait, tools))) {
                builder.traits(trait);
            }
        }
        if (outputs.size() == 1) {
            return builder.gives(
                    output(plan, tools),
                    "its output '" + outputs.keySet().iterator().next() + "'");
        }
        String fields = outputs.entrySet().stream()
                .map(e -> e.getKey() + " (" + kinds.of(e.getValue()).orElse(Kind.ANY) + ")")
                .collect(Collectors.joining(", "));
        return builder.gives(
                Kind.RECORD, outputs.isEmpty() ? "nothing; it has effects only" : "its outputs: " + fields);
    }

    /** What a plan gives, by its outputs' values. */
    public static Value value(Map<String, Value> outputs) {
        return outputs.size() == 1 ? outputs.values().iterator().next() : new Value.Record(outputs);
    }

    /** The kind of what a plan gives as a tool. */
    static Kind output(Plan plan, ToolRegistry tools) {
        return plan.outputs().size() == 1
                ? new PlanKinds(plan, tools)
                        .of(plan.outputs().values().iterator().next())
                        .orElse(Kind.ANY)
                : Kind.RECORD;
    }

    /** Whether what a step runs has a trait, be it a tool or a workflow. */
    static boolean has(PlanStep step, Trait trait, ToolRegistry tools) {
        Plan nested = step.handling().plan();
        return nested != null
                ? nested.steps().stream().anyMatch(inner -> has(inner, trait, tools))
                : tools.specification(step.tool()).filter(t -> t.is(trait)).isPresent();
    }

    private static Port port(String name, PlanInput input) {
        String description = input.description().isBlank() ? "input '" + name + "'" : input.description();
        Integer most = input.rule().maxItems();
        return new Port(
                name,
                input.kind(),
                description,
                input.defaultValue() == null,
                input.defaultValue(),
                input.rule().choices(),
                input.rule().min(),
                input.rule().max(),
                most == null ? Port.DEFAULT_MAX_ITEMS : most,
                false,
                input.rule().example());
    }
}
