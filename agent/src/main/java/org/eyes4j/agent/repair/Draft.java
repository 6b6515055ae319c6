package org.eyes4j.agent.repair;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sketch while it is mended: steps that can be renamed and put in, links that can be moved. */
final class Draft {
    private static final Pattern NODE = Pattern.compile("<node-(\\d+)>");

    /** A step: of the sketch, at its position, or put in before the step that it serves. */
    static final class Node {
        final double order;
        final String original;
        final String about;
        final List<String> arguments;

        @Nullable
        ToolCard tool;

        private Node(double order, String original, String about, List<String> arguments, @Nullable ToolCard tool) {
            this.order = order;
            this.original = original;
            this.about = about;
            this.arguments = new ArrayList<>(arguments);
            this.tool = tool;
        }

        /** As edits call it. */
        String title() {
            return ((int) Math.floor(order) + 1) + ": " + original;
        }

        ToolCard card() {
            ToolCard card = tool;
            if (card == null) {
                throw new IllegalStateException("Step " + title() + " has no tool yet");
            }
            return card;
        }
    }

    record Edge(Node from, Node to) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Set<Edge> edges = new LinkedHashSet<>();
    private final List<Node> sketched;

    Draft(Sketch sketch, ToolGraph graph) {
        for (Sketch.Step step : sketch.steps()) {
            nodes.add(new Node(
                    nodes.size(),
                    step.tool(),
                    step.about(),
                    step.arguments(),
                    graph.tool(step.tool()).orElse(null)));
        }
        sketched = List.copyOf(nodes);
        sketch.links().forEach(link -> edges.add(new Edge(nodes.get(link.from()), nodes.get(link.to()))));
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    List<Edge> edges() {
        return List.copyOf(edges);
    }

    List<Node> sources(Node node) {
        return edges.stream().filter(e -> e.to == node).map(Edge::from).toList();
    }

    List<Node> users(Node node) {
        return edges.stream().filter(e -> e.from == node).map(Edge::to).toList();
    }

    boolean has(Node from, Node to) {
        return edges.contains(new Edge(from, to));
    }

    void link(Node from, Node to) {
        edges.add(new Edge(from, to));
    }

    void unlink(Edge edge) {
        edges.remove(edge);
    }

    /** Puts a tool in right before a step. */
    Node insertBefore(Node next, ToolCard tool, String about) {
        double before = nodes.stream()
                .mapToDouble(n -> n.order)
                .filter(o -> o < next.order)
                .max()
                .orElse(next.order - 1);
        Node node = new Node((before + next.order) / 2, tool.name(), about, List.of(), tool);
        nodes.add(nodes.indexOf(next), node);
        return node;
    }

    /** Everything that comes before a step along links, the nearest first. */
    List<Node> ancestors(Node node) {
        Deque<Node> open = new ArrayDeque<>(sources(node));
        Set<Node> seen = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            Node next = open.poll();
            if (next != node && seen.add(next)) {
                open.addAll(sources(next));
            }
        }
        return List.copyOf(seen);
    }

    /** Whether a link from the one to the other would close a circle. */
    boolean closesCircle(Node from, Node to) {
        return from == to || ancestors(from).contains(to);
    }

    /** What an argument refers to: {@code <node-K>} of the sketch. */
    Optional<Node> referred(String argument) {
        Matcher matcher = NODE.matcher(argument);
        if (!matcher.find() || matcher.group(1).length() > 6) {
            return Optional.empty();
        }
        int index = Integer.parseInt(matcher.group(1));
        return index < sketched.size() ? Optional.of(sketched.get(index)) : Optional.empty();
    }

    static boolean isReference(String argument) {
        return NODE.matcher(argument).find();
    }

    /** Whether a step is of the sketch, not put in since. */
    boolean isSketched(Node node) {
        return sketched.contains(node);
    }

    /**
     * The finished sketch: sources before users, otherwise in the order of writing; references point at its steps.
     *
     * @param edits gets an edit an argument that says something else than before
     */
    Sketch toSketch(String request, Consumer<Edit> edits) {
        List<Node> ordered = ordered();
        Map<Node, Integer> position = new HashMap<>();
        ordered.forEach(node -> position.put(node, position.size()));
        List<Sketch.Step> steps = new ArrayList<>();
        for (Node node : ordered) {
            steps.add(new Sketch.Step(node.card().name(), node.about, References.rebuilt(this, node, position, edits)));
        }
        List<Sketch.Link> links = edges.stream()
                .map(e -> new Sketch.Link(
                        java.util.Objects.requireNonNull(position.get(e.from)),
                        java.util.Objects.requireNonNull(position.get(e.to))))
                .toList();
        return new Sketch(request, steps, links);
    }

    private List<Node> ordered() {
        PriorityQueue<Node> ready = new PriorityQueue<>(java.util.Comparator.comparingDouble(n -> n.order));
        Set<Node> waiting = new HashSet<>(nodes);
        List<Node> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            ready.clear();
            for (Node node : waiting) {
                if (sources(node).stream().noneMatch(waiting::contains)) {
                    ready.add(node);
                }
            }
            Node next = ready.poll();
            if (next == null) {
                throw new IllegalStateException("A circle of links was left in the plan");
            }
            waiting.remove(next);
            ordered.add(next);
        }
        return ordered;
    }
}
