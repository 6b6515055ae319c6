package org.eyes4j.agent.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.CelNames;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.expression.CelValues;
import org.eyes4j.tools.expression.ExpressionException;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.jspecify.annotations.Nullable;

/**
 * What a step's arguments are read against: the run's inputs, the values of the steps it waited for, and its item.
 * Immutable.
 */
final class Scope {
    private final Expressions expressions;
    private final Map<String, Value> inputs;
    private final Map<String, Value> steps;
    private final @Nullable Value item;

    Scope(Expressions expressions, Map<String, Value> inputs, Map<String, Value> steps, @Nullable Value item) {
        this.expressions = expressions;
        this.inputs = inputs;
        this.steps = steps;
        this.item = item;
    }

    Scope at(Value other) {
        return new Scope(expressions, inputs, steps, other);
    }

    /** Whether a condition holds. */
    boolean holds(String cel) throws Unresolved {
        try {
            return expressions.holds(cel, variables(cel));
        } catch (ExpressionException e) {
            throw new Unresolved(String.valueOf(e.getMessage()));
        }
    }

    /** The items of a {@code for_each}. */
    List<Value> items(Argument list) throws Unresolved {
        Value value = resolve(list, Kind.ANY, null);
        if (value instanceof Value.ListOf many) {
            return many.items();
        } else if (value instanceof Value.Detections detections) {
            return detections.regions().stream()
                    .<Value>map(region -> detections.with(List.of(region)))
                    .toList();
        } else if (value instanceof Value.Masks masks) {
            return masks.masks().stream()
                    .<Value>map(mask -> new Value.Masks(masks.frame(), List.of(mask)))
                    .toList();
        }
        throw new Unresolved("'for_each' runs over detections, masks or a list, got " + value.kind());
    }

    /** The values of a step's arguments, in the kinds its tool's ports declare; literals stand in the picture beside them. */
    Map<String, Value> arguments(PlanStep step, ToolSpecification tool) throws Unresolved {
        Map<String, Value> values = new LinkedHashMap<>();
        Map<String, JsonNode> literals = new LinkedHashMap<>();
        Frame frame = null;
        for (Map.Entry<String, Argument> argument : step.with().entrySet()) {
            String name = argument.getKey();
            Port port = tool.input(name).orElse(null);
            if (argument.getValue() instanceof Argument.Expression own && port != null && port.expression()) {
                values.put(name, new Value.Text(own.cel()));
            } else if (argument.getValue() instanceof Argument.Literal literal) {
                literals.put(name, literal.json());
            } else {
                Value value = resolve(argument.getValue(), port == null ? Kind.ANY : port.kind(), null);
                values.put(name, value);
                frame = better(frame, value);
            }
        }
        for (Map.Entry<String, JsonNode> literal : literals.entrySet()) {
            String name = literal.getKey();
            Kind kind = tool.input(name).map(Port::kind).orElse(Kind.ANY);
            values.put(name, literal(literal.getValue(), kind, frame, "argument '" + name + "'"));
        }
        return Collections.unmodifiableMap(values);
    }

    /** A picture says better than anything else what coordinates beside it mean. */
    private static @Nullable Frame better(@Nullable Frame frame, Value value) {
        if (value instanceof Value.Image image) {
            return image.frame();
        }
        return frame == null && value instanceof Value.Detections detections ? detections.frame() : frame;
    }

    private Value resolve(Argument argument, Kind kind, @Nullable Frame frame) throws Unresolved {
        if (argument instanceof Argument.Ref ref) {
            return reference(ref);
        } else if (argument instanceof Argument.Expression expression) {
            try {
                return CelValues.toValue(expressions.evaluate(expression.cel(), variables(expression.cel())), kind);
            } catch (ExpressionException e) {
                throw new Unresolved(String.valueOf(e.getMessage()));
            }
        } else if (argument instanceof Argument.Items list) {
            return list(list, kind, frame);
        }
        return literal(((Argument.Literal) argument).json(), kind, frame, "a literal");
    }

    private Value list(Argument.Items list, Kind kind, @Nullable Frame frame) throws Unresolved {
        Kind element = kind instanceof Kind.ListKind of ? of.element() : Kind.ANY;
        List<Value> items = new ArrayList<>();
        for (Argument item : list.items()) {
            items.add(resolve(item, element, frame));
        }
        Kind common = element;
        if (element == Kind.ANY && !items.isEmpty()) {
            Kind first = items.get(0).kind();
            common = items.stream().allMatch(value -> value.kind().equals(first)) ? first : Kind.ANY;
        }
        try {
            return new Value.ListOf(common, items);
        } catch (IllegalArgumentException e) {
            throw new Unresolved(String.valueOf(e.getMessage()));
        }
    }

    private Value reference(Argument.Ref ref) throws Unresolved {
        Value value = ref.isItem() ? item : ref.isInput() ? inputs.get(ref.name()) : steps.get(ref.name());
        if (value == null) {
            throw new Unresolved("There is no '" + ref.target() + "' in this run");
        }
        return value;
    }

    private static Value literal(JsonNode json, Kind kind, @Nullable Frame frame, String what) throws Unresolved {
        try {
            return ValueJson.fromJson(json, kind, frame);
        } catch (IllegalArgumentException e) {
            throw new Unresolved("Cannot read " + what + " as " + kind + ": " + e.getMessage());
        }
    }

    /** Only what the expression names, so that equal expressions are compiled once for all runs. */
    private Map<String, Object> variables(String cel) {
        Set<String> names = CelNames.in(cel).variables();
        Map<String, Object> variables = new LinkedHashMap<>();
        steps.forEach((id, value) -> {
            if (names.contains(id)) {
                variables.put(id, CelValues.of(value));
            }
        });
        if (names.contains("inputs")) {
            Map<String, Object> given = new LinkedHashMap<>();
            inputs.forEach((name, value) -> given.put(name, CelValues.of(value)));
            variables.put("inputs", given);
        }
        if (item != null) {
            variables.put(PlanStep.ITEM, itemVariable(item));
        }
        return variables;
    }

    /** One region of detections is that region. */
    private static Object itemVariable(Value item) {
        return item instanceof Value.Detections one && one.regions().size() == 1
                ? CelValues.of(one, one.regions().get(0))
                : CelValues.of(item);
    }
}
