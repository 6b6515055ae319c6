package org.eyes4j.agent.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.CelNames;
import org.eyes4j.agent.plan.Fault.Code;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.ArgumentChecker;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.jspecify.annotations.Nullable;

/** Holds one argument against its port. */
final class ArgumentCheck {
    /** Stands for the picture that coordinates of a literal will belong to. */
    private static final Frame SOME_PICTURE = Frame.of("picture", 1 << 15, 1 << 15);

    private final Plan plan;
    private final PlanKinds kinds;
    private final Expressions expressions;
    private final Set<String> ids;
    private final Faults faults;

    ArgumentCheck(Plan plan, PlanKinds kinds, Expressions expressions, Set<String> ids, Faults faults) {
        this.plan = plan;
        this.kinds = kinds;
        this.expressions = expressions;
        this.ids = ids;
        this.faults = faults;
    }

    /** An argument for a port of the step's tool. */
    void check(PlanStep step, ToolSpecification tool, Port port, Argument argument, String where) {
        if (port.expression()) {
            expressionPort(step, tool, port, argument, where);
        } else if (argument instanceof Argument.Literal literal) {
            literal(step, tool, port, literal.json(), where);
        } else {
            fits(step, port, port.kind(), argument, where);
        }
    }

    /** References and expressions of an argument whose port is not known. */
    void check(PlanStep step, Argument argument, String where) {
        fits(step, null, Kind.ANY, argument, where);
    }

    /** A condition of the plan's own. */
    void condition(PlanStep step, String cel, String where) {
        Set<String> variables = new java.util.TreeSet<>(ids);
        variables.add("inputs");
        if (step.forEach() != null) {
            variables.add(PlanStep.ITEM);
        }
        CelNames names = CelNames.in(cel);
        for (String input : names.inputs()) {
            if (!plan.inputs().containsKey(input)) {
                unknownInput("Step '" + step.id() + "'", input, where);
            }
        }
        // Compiled with the names that it uses, so that it is known again when other steps change.
        Set<String> used = new java.util.TreeSet<>(names.variables());
        used.retainAll(variables);
        if (expressions.fault(cel, used).isPresent()) {
            expressions
                    .fault(cel, variables)
                    .ifPresent(fault -> faults.add(Code.BAD_EXPRESSION, where, "Step '" + step.id() + "': " + fault));
        }
    }

    /** A reference, from a step or (step null) from the outputs. */
    void reference(@Nullable PlanStep step, Argument.Ref ref, String where) {
        String who = step == null ? "The output" : "Step '" + step.id() + "'";
        String target = ref.target();
        if (ref.isInput()) {
            if (!plan.inputs().containsKey(ref.name())) {
                unknownInput(who, ref.name(), where);
            }
        } else if (ref.isItem()) {
            if (step == null || step.forEach() == null) {
                faults.add(
                        Code.UNKNOWN_REFERENCE,
                        where,
                        who + " refers to 'item', which only a step with 'for_each' has");
            }
        } else if (plan.step(target).isEmpty()) {
            faults.add(
                    Code.UNKNOWN_REFERENCE,
                    where,
                    who + " refers to '" + target + "', which is no step",
                    unknownHint(target));
        }
    }

    private void unknownInput(String who, String name, String where) {
        faults.add(
                Code.UNKNOWN_REFERENCE,
                where,
                who + " refers to input '" + name + "', which the plan does not have",
                Names.hint(name, plan.inputs().keySet()));
    }

    private String unknownHint(String target) {
        if (plan.inputs().containsKey(target)) {
            return "write {\"ref\": \"inputs." + target + "\"}";
        }
        int end = target.indexOf('.') < 0 ? target.indexOf('[') : target.indexOf('.');
        if (end > 0 && ids.contains(target.substring(0, end))) {
            return "a reference names a whole value; write {\"cel\": \"" + target + "\"} for a part of it";
        }
        return Names.hint(target, ids);
    }

    private void expressionPort(PlanStep step, ToolSpecification tool, Port port, Argument argument, String where) {
        String cel = null;
        if (argument instanceof Argument.Expression expression) {
            cel = expression.cel();
        } else if (argument instanceof Argument.Literal literal
                && literal.json().isTextual()) {
            cel = literal.json().textValue();
        }
        if (cel == null) {
            faults.add(
                    Code.BAD_LITERAL,
                    where,
                    "Argument '" + port.name() + "' of step '" + step.id() + "' is an expression that '" + tool.name()
                            + "' evaluates for each item",
                    "write {\"cel\": …}");
            return;
        }
        expressions
                .fault(cel, Port.EXPRESSION_VARIABLES)
                .ifPresent(fault -> faults.add(Code.BAD_EXPRESSION, where, "Step '" + step.id() + "': " + fault));
    }

    private void fits(PlanStep step, @Nullable Port port, Kind wanted, Argument argument, String where) {
        if (argument instanceof Argument.Expression expression) {
            condition(step, expression.cel(), where);
        } else if (argument instanceof Argument.Ref ref) {
            reference(step, ref, where);
            Optional<Kind> given = ref.isItem() ? kinds.item(step) : kinds.of(ref);
            if (port != null
                    && given.filter(kind -> !PlanKinds.mayFit(wanted, kind)).isPresent()) {
                faults.add(
                        Code.KIND,
                        where,
                        "Argument '" + port.name() + "' of step '" + step.id() + "' takes " + wanted + ", and '"
                                + ref.target() + "' is " + given.get(),
                        kinds.bridge(wanted, given.get(), ref.target()));
            }
        } else if (argument instanceof Argument.Items list) {
            items(step, port, wanted, list, where);
        } else if (port != null) {
            readable(step, port, wanted, ((Argument.Literal) argument).json(), where);
        }
    }

    private void items(PlanStep step, @Nullable Port port, Kind wanted, Argument.Items list, String where) {
        boolean takesList = wanted instanceof Kind.ListKind || wanted == Kind.ANY;
        if (port != null && !takesList) {
            faults.add(
                    Code.KIND,
                    where,
                    "Argument '" + port.name() + "' of step '" + step.id() + "' takes " + wanted + ", not a list",
                    list.items().size() == 1 ? "give the one item without the brackets" : "");
        }
        Kind element = wanted instanceof Kind.ListKind of ? of.element() : Kind.ANY;
        for (int i = 0; i < list.items().size(); i++) {
            fits(step, takesList ? port : null, element, list.items().get(i), where + "/" + i);
        }
    }

    private @Nullable Value readable(PlanStep step, Port port, Kind wanted, JsonNode json, String where) {
        try {
            return ValueJson.fromJson(json, wanted, SOME_PICTURE);
        } catch (IllegalArgumentException e) {
            faults.add(
                    Code.BAD_LITERAL,
                    where,
                    "Argument '" + port.name() + "' of step '" + step.id() + "' takes " + wanted + ": "
                            + e.getMessage(),
                    looksLikeReference(json));
            return null;
        }
    }

    private void literal(PlanStep step, ToolSpecification tool, Port port, JsonNode json, String where) {
        Value value = readable(step, port, port.kind(), json, where);
        if (value == null) {
            return;
        }
        ToolSpecification alone = new ToolSpecification(
                tool.name(),
                tool.version(),
                tool.description(),
                List.of(port),
                tool.output(),
                tool.outputDescription(),
                tool.traits(),
                tool.phrases());
        for (String fault : ArgumentChecker.faults(alone, Map.of(port.name(), value))) {
            faults.add(Code.BAD_LITERAL, where, "Step '" + step.id() + "': " + fault);
        }
    }

    /** A text that names a step or an input was meant as a reference. */
    private String looksLikeReference(JsonNode json) {
        String text = json.isTextual() ? json.textValue().replaceAll("[${}<>\\s]", "") : "";
        Argument.Ref ref = new Argument.Ref(text);
        boolean known = ref.isInput() ? plan.inputs().containsKey(ref.name()) : ids.contains(text);
        if (known) {
            return "write {\"ref\": \"" + text + "\"}";
        }
        return plan.inputs().containsKey(text) ? "write {\"ref\": \"inputs." + text + "\"}" : "";
    }
}
