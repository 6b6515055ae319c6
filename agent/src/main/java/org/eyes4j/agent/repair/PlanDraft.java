package org.eyes4j.agent.repair;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanKinds;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.CelNames;
import org.eyes4j.agent.plan.Handling;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.value.Kind;
import org.jspecify.annotations.Nullable;

/** A plan while it is mended, and the edits made so far. Used by one thread. */
final class PlanDraft {
    /** A step while it is mended. */
    static final class Node {
        String id;
        String tool;
        final Map<String, Argument> with;

        @Nullable
        String when;

        @Nullable
        Argument forEach;

        PlanStep.Retry retry;
        private final @Nullable Duration timeout;
        private final PlanStep.OnFailure onFailure;
        private final Handling handling;

        private Node(PlanStep step) {
            id = step.id();
            tool = step.tool();
            with = new LinkedHashMap<>(step.with());
            when = step.when();
            forEach = step.forEach();
            retry = step.retry();
            timeout = step.timeout();
            onFailure = step.onFailure();
            handling = step.handling();
        }

        PlanStep step() {
            return new PlanStep(id, tool, with, when, forEach, timeout, retry, onFailure, handling);
        }
    }

    private final String name;
    private final ToolRegistry tools;
    final Map<String, PlanInput> inputs;
    final List<Node> nodes = new ArrayList<>();
    final Map<String, Argument.Ref> outputs;
    private final List<Edit> edits = new ArrayList<>();

    PlanDraft(Plan plan, ToolRegistry tools) {
        this.name = plan.name();
        this.tools = tools;
        this.inputs = new LinkedHashMap<>(plan.inputs());
        this.outputs = new LinkedHashMap<>(plan.outputs());
        plan.steps().forEach(step -> nodes.add(new Node(step)));
    }

    Plan plan() {
        return new Plan(name, inputs, nodes.stream().map(Node::step).toList(), outputs);
    }

    List<Edit> edits() {
        return List.copyOf(edits);
    }

    void edit(Edit.Sort sort, String step, String reason, double confidence) {
        edits.add(new Edit(sort, step, reason, Math.max(0, Math.min(1, confidence))));
    }

    Optional<Node> node(String id) {
        return nodes.stream().filter(n -> n.id.equals(id)).findFirst();
    }

    /** Ids of all steps, in order. */
    Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        nodes.forEach(n -> ids.add(n.id));
        return ids;
    }

    boolean exists(Argument.Ref ref) {
        return ref.isInput()
                ? inputs.containsKey(ref.name())
                : node(ref.target()).isPresent();
    }

    Optional<Kind> kind(Argument.Ref ref) {
        return kinds().of(ref);
    }

    PlanKinds kinds() {
        return new PlanKinds(plan(), tools);
    }

    /** What {@code item} is inside a step. */
    Optional<Kind> item(Node node) {
        return kinds().item(node.step());
    }

    /** Ids of the steps that a step waits for. */
    Set<String> needs(Node node) {
        Set<String> ids = ids();
        Set<String> needs = new LinkedHashSet<>();
        for (Argument.Ref ref : node.step().needs(ids)) {
            if (!ref.isInput() && ids.contains(ref.name())) {
                needs.add(ref.name());
            }
        }
        return needs;
    }

    /** Whether a step waits, itself or through others, for the other; each waits for itself. */
    boolean dependsOn(Node node, Node other) {
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Node next = open.poll();
            if (next == other) {
                return true;
            }
            if (seen.add(next.id)) {
                needs(next).forEach(id -> node(id).ifPresent(open::add));
            }
        }
        return false;
    }

    List<Node> users(Node node) {
        return nodes.stream()
                .filter(n -> n != node && needs(n).contains(node.id))
                .toList();
    }

    boolean isOutput(Node node) {
        return outputs.values().stream().anyMatch(ref -> ref.target().equals(node.id));
    }

    boolean isUsed(Node node) {
        return isOutput(node) || !users(node).isEmpty();
    }

    /** Gives a step another name, and everything that refers to it. */
    void rename(Node node, String id) {
        String old = node.id;
        node.id = id;
        replaceEverywhere(ref -> ref.target().equals(old) ? new Argument.Ref(id) : ref);
        renameInExpressions(Map.of(old, id), Map.of());
    }

    void renameInExpressions(Map<String, String> steps, Map<String, String> inputNames) {
        Function<String, String> renamed = cel -> CelNames.renamed(cel, steps, inputNames);
        nodes.forEach(n -> expressions(n, renamed));
    }

    /** Rewrites every expression of the plan's in a step; those that its tool evaluates speak of other things. */
    void expressions(Node node, Function<String, String> change) {
        if (node.when != null) {
            node.when = change.apply(node.when);
        }
        node.with.replaceAll((port, argument) -> isTheTools(node, port) ? argument : expressions(argument, change));
        if (node.forEach != null) {
            node.forEach = expressions(node.forEach, change);
        }
    }

    private boolean isTheTools(Node node, String port) {
        return tools.specification(node.tool)
                .flatMap(t -> t.input(port))
                .filter(Port::expression)
                .isPresent();
    }

    private static Argument expressions(Argument argument, Function<String, String> change) {
        if (argument instanceof Argument.Expression expression) {
            return new Argument.Expression(change.apply(expression.cel()));
        } else if (argument instanceof Argument.Items list) {
            return new Argument.Items(
                    list.items().stream().map(item -> expressions(item, change)).toList());
        }
        return argument;
    }

    /** Replaces references of steps and outputs by references. */
    void replaceEverywhere(Function<Argument.Ref, Argument.Ref> change) {
        nodes.forEach(n -> {
            n.with.replaceAll((port, argument) -> replaced(argument, change::apply));
            if (n.forEach != null) {
                n.forEach = replaced(n.forEach, change::apply);
            }
        });
        outputs.replaceAll((output, ref) -> change.apply(ref));
    }

    /** An argument with its references replaced, those in lists too. */
    static Argument replaced(Argument argument, Function<Argument.Ref, Argument> change) {
        if (argument instanceof Argument.Ref ref) {
            return change.apply(ref);
        } else if (argument instanceof Argument.Items list) {
            return new Argument.Items(
                    list.items().stream().map(item -> replaced(item, change)).toList());
        }
        return argument;
    }

    /** Puts a step in right before another one. */
    Node insertBefore(Node next, String tool, Map<String, Argument> with) {
        Node node = new Node(new PlanStep(freshId(tool), tool, with));
        nodes.add(nodes.indexOf(next), node);
        return node;
    }

    Node append(String tool, Map<String, Argument> with) {
        Node node = new Node(new PlanStep(freshId(tool), tool, with));
        nodes.add(node);
        return node;
    }

    /** A name that may be used and no step has yet, made of the one that is wanted. */
    String freshId(String wanted) {
        Set<String> taken = ids();
        String base = legal(wanted, "step");
        String id = base;
        for (int i = 2; taken.contains(id); i++) {
            id = base + "_" + i;
        }
        return id;
    }

    /** The nearest name that may be used, short enough for a number after it. */
    static String legal(String name, String otherwise) {
        String legal = plain(name);
        if (legal.isEmpty()) {
            legal = plain(otherwise);
        }
        if (legal.isEmpty() || !isLetter(legal.charAt(0))) {
            legal = "step_" + legal;
        }
        legal = legal.length() > 56 ? legal.substring(0, 56) : legal;
        return PlanChecker.isName(legal) ? legal : legal + "_step";
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9_]+", "_").replaceAll("^_+|_+$", "");
    }
}
