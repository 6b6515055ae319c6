package org.eyes4j.agent.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Fault.Code;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/** One check of one plan. Used once, by one thread. */
final class PlanCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    /** Names that CEL or references keep for themselves. */
    private static final Set<String> RESERVED = Set.of(
            "inputs",
            "item",
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while",
            "bool",
            "bytes",
            "double",
            "int",
            "list",
            "map",
            "string",
            "type",
            "uint",
            "size",
            "math");

    private final Plan plan;
    private final ToolRegistry tools;
    private final PlanLimits limits;
    private final Map<String, String> outages;
    private final Faults faults = new Faults();
    private final Set<String> ids;
    private final PlanKinds kinds;
    private final ArgumentCheck arguments;
    private final HandlingCheck handling;
    private final int depth;

    /** @param depth plans around this one and itself */
    PlanCheck(Plan plan, ToolRegistry tools, PlanLimits limits, Expressions expressions, int depth) {
        this.plan = plan;
        this.tools = tools;
        this.limits = limits;
        this.outages = tools.outages();
        this.ids = new LinkedHashSet<>();
        plan.steps().stream().map(PlanStep::id).filter(PlanCheck::isName).forEach(ids::add);
        this.kinds = new PlanKinds(plan, tools);
        this.arguments = new ArgumentCheck(plan, kinds, expressions, ids, faults);
        this.handling = new HandlingCheck(plan, tools, limits, expressions, kinds, faults);
        this.depth = depth;
    }

    List<Fault> run() {
        if (plan.steps().size() > limits.steps()) {
            faults.add(
                    Code.LIMIT,
                    "/steps",
                    "A plan has at most " + limits.steps() + " steps, got "
                            + plan.steps().size(),
                    "ask for less at once, or allow more with the setting runs.max_steps");
        }
        plan.inputs().forEach(this::input);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            PlanStep step = plan.steps().get(i);
            String where = "/steps/" + i;
            Integer other = seen.putIfAbsent(step.id(), i);
            if (other != null) {
                faults.add(
                        Code.DUPLICATE_ID,
                        where + "/id",
                        "Two steps are called '" + step.id() + "', this one and /steps/" + other);
            }
            name("A step's id", step.id(), where + "/id");
            step(step, where);
        }
        handling.check();
        StepGraph graph = new StepGraph(plan);
        circles(graph);
        outputs();
        unusedSteps(graph);
        unusedInputs();
        return faults.all();
    }

    private void input(String name, PlanInput input) {
        name("An input's name", name, "/inputs/" + Fault.token(name));
        List<Fault> rule = input.ruleFaults(name);
        rule.forEach(fault -> faults.add(fault.code(), fault.where(), fault.message()));
        if (input.defaultValue() != null) {
            try {
                Value value = ValueJson.fromJson(input.defaultValue(), input.kind());
                if (rule.isEmpty()) {
                    input.rule()
                            .fault(name, value)
                            .ifPresent(fault ->
                                    faults.add(Code.BAD_LITERAL, "/inputs/" + Fault.token(name) + "/default", fault));
                }
            } catch (IllegalArgumentException e) {
                faults.add(
                        Code.BAD_LITERAL,
                        "/inputs/" + Fault.token(name) + "/default",
                        "The default of input '" + name + "' is no " + input.kind() + ": " + e.getMessage());
            }
        }
    }

    private void name(String what, String name, String where) {
        if (!NAME.matcher(name).matches()) {
            faults.add(
                    Code.BAD_ID,
                    where,
                    what + " is made of letters, digits and '_', a letter first, at most 64, got '" + brief(name)
                            + "'");
        } else if (!isName(name)) {
            faults.add(Code.BAD_ID, where, what + " cannot be '" + name + "', which expressions use otherwise");
        }
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches() && !RESERVED.contains(name);
    }

    private void step(PlanStep step, String where) {
        Plan nested = step.handling().plan();
        ToolSpecification tool = (nested == null
                        ? tools.specification(step.tool())
                        : handling.nested(nested, where, depth + 1))
                .orElse(null);
        if (tool == null && nested == null) {
            faults.add(
                    Code.UNKNOWN_TOOL,
                    where + "/tool",
                    "Step '" + step.id() + "' calls tool '" + brief(step.tool()) + "', which does not exist",
                    Names.hint(step.tool(), tools.names()));
        }
        String outage = outages.get(step.tool());
        if (outage != null) {
            faults.add(
                    Code.OUT_OF_SERVICE,
                    where + "/tool",
                    "Step '" + step.id() + "' calls a tool that is out of service: " + outage);
        }
        step.with().forEach((name, argument) -> {
            String place = where + "/with/" + Fault.token(name);
            if (step.tool().equals(AskResult.TOOL)
                    && name.equals(AskResult.PORT)
                    && argument instanceof Argument.Literal declared) {
                AskResult.fault(declared.json()).ifPresent(fault -> faults.add(Code.BAD_LITERAL, place, fault));
            }
            Port port = tool == null ? null : tool.input(name).orElse(null);
            if (port != null && tool != null) {
                arguments.check(step, tool, port, argument, place);
            } else {
                if (tool != null) {
                    faults.add(
                            Code.UNKNOWN_ARGUMENT,
                            place,
                            "Tool '" + tool.name() + "' has no argument '" + brief(name) + "'",
                            Names.hint(
                                    name, tool.inputs().stream().map(Port::name).toList()));
                }
                arguments.check(step, argument, place);
            }
        });
        if (tool != null) {
            tool.inputs().stream()
                    .filter(port -> port.required() && !step.with().containsKey(port.name()))
                    .forEach(port -> missing(step, tool, port, where));
            if (step.retry().times() > 0 && tool.is(Trait.EFFECT)) {
                faults.add(
                        Code.RETRY,
                        where + "/retry",
                        "Step '" + step.id() + "' cannot be repeated: '" + tool.name()
                                + "' changes something outside the run");
            }
        }
        if (step.when() != null) {
            arguments.condition(step, step.when(), where + "/when");
        }
        if (step.forEach() != null) {
            forEach(step, step.forEach(), where + "/for_each");
        }
    }

    private void missing(PlanStep step, ToolSpecification tool, Port port, String where) {
        List<String> fitting = kinds.candidates(port, step);
        faults.add(
                Code.MISSING_ARGUMENT,
                where + "/with",
                "Step '" + step.id() + "' lacks argument '" + port.name() + "' (" + port.kind() + ") of '" + tool.name()
                        + "': " + port.description(),
                fitting.isEmpty() ? "" : "write {\"ref\": \"" + fitting.get(0) + "\"}");
    }

    private void forEach(PlanStep step, Argument list, String where) {
        if (list instanceof Argument.Ref ref) {
            if (ref.isItem()) {
                faults.add(Code.NOT_A_LIST, where, "Step '" + step.id() + "' cannot run over its own item");
                return;
            }
            arguments.reference(step, ref, where);
            kinds.of(ref)
                    .filter(kind -> PlanKinds.element(kind).isEmpty())
                    .ifPresent(kind -> faults.add(
                            Code.NOT_A_LIST,
                            where,
                            "Step '" + step.id() + "' runs over '" + ref.target() + "', which is " + kind
                                    + " and has no items",
                            "a step runs over detections, masks or a list"));
            return;
        }
        int size = list instanceof Argument.Items items
                ? items.items().size()
                : list instanceof Argument.Literal literal ? literal.json().size() : 0;
        if (size > limits.fanOut()) {
            faults.add(
                    Code.LIMIT,
                    where,
                    "Step '" + step.id() + "' runs over at most " + limits.fanOut() + " items, got " + size);
        }
        arguments.check(step, list, where);
    }

    private void circles(StepGraph graph) {
        for (List<String> circle : graph.circles()) {
            String first = circle.get(0);
            List<String> round = new ArrayList<>(circle);
            round.add(first);
            faults.add(
                    Code.CYCLE,
                    "/steps/" + plan.steps().indexOf(plan.step(first).orElseThrow()),
                    circle.size() == 1
                            ? "Step '" + first + "' waits for itself"
                            : "Steps wait for each other in a circle: " + String.join(" → ", round));
        }
    }

    private void outputs() {
        plan.outputs().forEach((name, ref) -> arguments.reference(null, ref, "/outputs/" + Fault.token(name)));
        if (givesNothing()) {
            faults.add(
                    Code.NO_OUTPUT,
                    "/outputs",
                    "The plan gives nothing: it has no outputs and no step with an effect",
                    plan.steps().isEmpty()
                            ? ""
                            : "write \"outputs\": {\"result\": {\"ref\": \""
                                    + plan.steps().get(plan.steps().size() - 1).id() + "\"}}");
        }
    }

    private boolean givesNothing() {
        return plan.outputs().isEmpty() && plan.steps().stream().noneMatch(this::hasEffect);
    }

    private boolean hasEffect(PlanStep step) {
        return PlanSignature.has(step, Trait.EFFECT, tools);
    }

    private void unusedSteps(StepGraph graph) {
        Set<String> used = new HashSet<>(graph.used());
        plan.outputs().values().forEach(ref -> used.add(ref.name()));
        if (givesNothing()) {
            return;
        }
        for (int i = 0; i < plan.steps().size(); i++) {
            PlanStep step = plan.steps().get(i);
            if (!used.contains(step.id()) && !hasEffect(step)) {
                faults.add(
                        Code.UNUSED_STEP,
                        "/steps/" + i,
                        "Nothing uses what step '" + step.id() + "' gives",
                        "refer to it, name it in 'outputs', or leave it out");
            }
        }
    }

    private void unusedInputs() {
        Set<String> used = new HashSet<>();
        plan.steps()
                .forEach(step ->
                        step.needs(ids).stream().filter(Argument.Ref::isInput).forEach(ref -> used.add(ref.name())));
        plan.outputs().values().stream().filter(Argument.Ref::isInput).forEach(ref -> used.add(ref.name()));
        plan.inputs().keySet().stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> faults.add(
                        Code.UNUSED_INPUT, "/inputs/" + Fault.token(name), "Nothing uses input '" + name + "'"));
    }

    private static String brief(String text) {
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
