package org.eyes4j.agent.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanStep;

/**
 * A plan as a graph in layers from left to right: inputs, steps, outputs. Layers by longest path, order within a layer by
 * the mean place of what a node hangs on (Sugiyama's scheme without dummy nodes).
 */
final class GraphSvg {
    private static final int WIDTH = 176;
    private static final int HEIGHT = 54;
    private static final int ACROSS = 64;
    private static final int DOWN = 20;
    private static final int MARGIN = 8;

    /** One box: an input, a step or an output. */
    private static final class Node {
        final String title;
        final String subtitle;
        final String look;
        final String link;
        final Set<String> from = new LinkedHashSet<>();
        int layer;
        double place;
        double y;

        Node(String title, String subtitle, String look, String link) {
            this.title = title;
            this.subtitle = subtitle;
            this.look = look;
            this.link = link;
        }

        double x() {
            return MARGIN + layer * (double) (WIDTH + ACROSS);
        }
    }

    private final Map<String, Node> nodes = new LinkedHashMap<>();

    private GraphSvg() {}

    /**
     * Draws a plan.
     *
     * @param looks a step's status, by id
     * @param notes what stands under a step's name, by id
     */
    static void draw(Plan plan, Map<String, String> looks, Map<String, String> notes, Markup out) {
        GraphSvg graph = new GraphSvg();
        graph.build(plan, looks, notes);
        graph.layer(plan.steps().size());
        double height = graph.place();
        graph.write(height, out);
    }

    private void build(Plan plan, Map<String, String> looks, Map<String, String> notes) {
        Set<String> ids = new LinkedHashSet<>();
        plan.steps().forEach(step -> ids.add(step.id()));
        plan.inputs()
                .forEach((name, input) -> nodes.put(
                        key(Argument.Ref.input(name)),
                        new Node(name, input.kind().toString(), "input", "")));
        for (int i = 0; i < plan.steps().size(); i++) {
            PlanStep step = plan.steps().get(i);
            String look = looks.getOrDefault(step.id(), "skipped") + (step.forEach() == null ? "" : " each");
            Node node = new Node(step.id(), notes.getOrDefault(step.id(), step.tool()), look, "#step-" + i);
            step.needs(ids).forEach(ref -> node.from.add(key(ref)));
            nodes.put(step.id(), node);
        }
        plan.outputs().forEach((name, ref) -> {
            Node node = new Node(name, "output", "output", "");
            node.from.add(key(ref));
            nodes.put("outputs." + name, node);
        });
    }

    private static String key(Argument.Ref ref) {
        return ref.target();
    }

    /** Longest paths by relaxing; as often as there are nodes at most, so that a circle ends too. */
    private void layer(int steps) {
        boolean moved = true;
        for (int round = 0; moved && round <= steps + 2; round++) {
            moved = false;
            for (Node node : nodes.values()) {
                for (String from : node.from) {
                    Node source = nodes.get(from);
                    if (source != null && source != node && node.layer <= source.layer) {
                        node.layer = Math.min(source.layer + 1, steps + 1);
                        moved = true;
                    }
                }
            }
        }
    }

    private double place() {
        List<List<Node>> layers = new ArrayList<>();
        int last = nodes.values().stream().mapToInt(n -> n.layer).max().orElse(0);
        for (int i = 0; i <= last; i++) {
            layers.add(new ArrayList<>());
        }
        nodes.values().forEach(node -> layers.get(node.layer).add(node));
        int most = layers.stream().mapToInt(List::size).max().orElse(1);
        double height = most * (double) (HEIGHT + DOWN) - DOWN;
        for (List<Node> layer : layers) {
            for (int i = 0; i < layer.size(); i++) {
                Node node = layer.get(i);
                double mean = node.from.stream()
                        .map(nodes::get)
                        .filter(source -> source != null && source.layer < node.layer)
                        .mapToDouble(source -> source.y)
                        .average()
                        .orElse(i * (double) (HEIGHT + DOWN));
                node.place = mean + i * 1e-6;
            }
            layer.sort(Comparator.comparingDouble(n -> n.place));
            double top = (height - (layer.size() * (double) (HEIGHT + DOWN) - DOWN)) / 2;
            for (int i = 0; i < layer.size(); i++) {
                layer.get(i).y = MARGIN + top + i * (double) (HEIGHT + DOWN);
            }
        }
        return height + 2 * MARGIN;
    }

    private void write(double height, Markup out) {
        double width = nodes.values().stream().mapToDouble(Node::x).max().orElse(0) + WIDTH + MARGIN;
        String box = "0 0 " + Markup.number(width) + " " + Markup.number(height);
        out.open(
                "svg",
                "class",
                "graph",
                "viewBox",
                box,
                "width",
                Markup.number(width),
                "height",
                Markup.number(height),
                "role",
                "img",
                "aria-label",
                "The plan as a graph");
        nodes.values().forEach(node -> node.from.forEach(from -> edge(nodes.get(from), node, out)));
        nodes.values().forEach(node -> box(node, out));
        out.close("svg");
    }

    private static void edge(@org.jspecify.annotations.Nullable Node from, Node to, Markup out) {
        if (from == null) {
            return;
        }
        double x1 = from.x() + WIDTH;
        double y1 = from.y + HEIGHT / 2.0;
        double x2 = to.x();
        double y2 = to.y + HEIGHT / 2.0;
        double bend = Math.max(24, (x2 - x1) / 2);
        out.open(
                        "path",
                        "class",
                        "edge",
                        "d",
                        "M" + Markup.number(x1) + " " + Markup.number(y1) + "C" + Markup.number(x1 + bend) + " "
                                + Markup.number(y1) + " " + Markup.number(x2 - bend) + " " + Markup.number(y2) + " "
                                + Markup.number(x2) + " " + Markup.number(y2))
                .close("path");
        out.open("circle", "class", "tip", "cx", Markup.number(x2), "cy", Markup.number(y2), "r", "3.5")
                .close("circle");
    }

    private static void box(Node node, Markup out) {
        boolean linked = !node.link.isEmpty();
        if (linked) {
            out.open("a", "href", node.link);
        }
        out.open("g", "class", "node " + node.look);
        out.element("title", node.title + ": " + node.subtitle);
        String round = node.look.equals("input") || node.look.equals("output") ? "27" : "10";
        if (node.look.endsWith(" each")) {
            rect(node.x() + 5, node.y - 5, round, out);
        }
        rect(node.x(), node.y, round, out);
        text(node.x() + 16, node.y + 23, "title", Markup.brief(node.title, 20), out);
        text(node.x() + 16, node.y + 41, "note", Markup.brief(node.subtitle, 24), out);
        out.close("g");
        if (linked) {
            out.close("a");
        }
    }

    private static void rect(double x, double y, String round, Markup out) {
        out.open(
                        "rect",
                        "x",
                        Markup.number(x),
                        "y",
                        Markup.number(y),
                        "width",
                        String.valueOf(WIDTH),
                        "height",
                        String.valueOf(HEIGHT),
                        "rx",
                        round)
                .close("rect");
    }

    private static void text(double x, double y, String look, String text, Markup out) {
        out.element("text", text, "class", look, "x", Markup.number(x), "y", Markup.number(y));
    }
}
