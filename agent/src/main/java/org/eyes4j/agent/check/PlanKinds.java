package org.eyes4j.agent.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/** What kind of value stands behind each reference of a plan. Empty means: not known, so nothing is said against it. */
public final class PlanKinds {
    private final Plan plan;
    private final ToolRegistry tools;

    public PlanKinds(Plan plan, ToolRegistry tools) {
        this.plan = plan;
        this.tools = tools;
    }

    /** What a reference to an input or a step gives. */
    public Optional<Kind> of(Argument.Ref ref) {
        if (ref.isInput()) {
            return Optional.ofNullable(plan.inputs().get(ref.name())).map(PlanInput::kind);
        }
        return plan.step(ref.name()).flatMap(this::ofStep);
    }

    private Optional<Kind> ofStep(PlanStep step) {
        return output(step).map(output -> step.forEach() == null ? output : Kind.listOf(output));
    }

    /** What one call of a step gives. */
    private Optional<Kind> output(PlanStep step) {
        Plan nested = step.handling().plan();
        if (nested != null) {
            return Optional.of(PlanSignature.output(nested, tools));
        }
        Optional<Kind> declared = AskResult.of(step);
        return declared.isPresent()
                ? declared
                : tools.specification(step.tool()).map(ToolSpecification::output);
    }

    /** What {@code item} is inside a step; empty too where its list is unknown or is no list. */
    public Optional<Kind> item(PlanStep step) {
        Argument list = step.forEach();
        if (list instanceof Argument.Ref ref) {
            return of(ref).flatMap(PlanKinds::element);
        } else if (list instanceof Argument.Literal literal) {
            return literal(literal.json());
        }
        return Optional.empty();
    }

    /** What a {@code for_each} over a kind hands out; empty for what has no items. */
    public static Optional<Kind> element(Kind kind) {
        if (kind instanceof Kind.ListKind list) {
            return Optional.of(list.element());
        }
        boolean itself = kind == Kind.DETECTIONS || kind == Kind.MASKS || kind == Kind.ANY;
        return itself ? Optional.of(kind) : Optional.empty();
    }

    private static Optional<Kind> literal(JsonNode list) {
        if (!list.isEmpty() && all(list, JsonNode::isTextual)) {
            return Optional.of(Kind.TEXT);
        } else if (!list.isEmpty() && all(list, JsonNode::isNumber)) {
            return Optional.of(Kind.NUMBER);
        }
        return Optional.empty();
    }

    private static boolean all(JsonNode list, java.util.function.Predicate<JsonNode> test) {
        for (JsonNode item : list) {
            if (!test.test(item)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a value of the given kind may turn out to fit the port's kind. */
    public static boolean mayFit(Kind wanted, Kind given) {
        if (wanted.accepts(given) || given == Kind.ANY) {
            return true;
        }
        return wanted instanceof Kind.ListKind mine
                && given instanceof Kind.ListKind theirs
                && mayFit(mine.element(), theirs.element());
    }

    /** What would bring a value of one kind to a port of another; empty when nothing does. */
    String bridge(Kind wanted, Kind given, String target) {
        if (wanted instanceof Kind.ListKind list && mayFit(list.element(), given)) {
            return "write a list: [{\"ref\": \"" + target + "\"}]";
        }
        if (given instanceof Kind.ListKind list && mayFit(wanted, list.element())) {
            return "run the step with \"for_each\": {\"ref\": \"" + target + "\"} and give it {\"ref\": \"item\"}";
        }
        String makers = tools.specifications().stream()
                .filter(t -> wanted.accepts(t.output())
                        && t.inputs().stream()
                                .anyMatch(p -> p.required()
                                        && p.kind() != Kind.ANY
                                        && p.kind().accepts(given)))
                .map(ToolSpecification::name)
                .limit(4)
                .collect(Collectors.joining(", "));
        return makers.isEmpty() ? "" : "tools that make " + wanted + " from " + given + ": " + makers;
    }

    /** References whose value would fit a port, inputs first. */
    List<String> candidates(Port port, PlanStep besides) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, PlanInput> input : plan.inputs().entrySet()) {
            if (port.kind().accepts(input.getValue().kind())) {
                found.add(Argument.Ref.input(input.getKey()).target());
            }
        }
        for (PlanStep step : plan.steps()) {
            if (!step.id().equals(besides.id())
                    && ofStep(step).filter(port.kind()::accepts).isPresent()) {
                found.add(step.id());
            }
        }
        return found;
    }
}
