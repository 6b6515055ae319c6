package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Mends a sketch against a graph of tools, without a language model. A name that no tool has becomes the tool it means; a
 * link along which nothing can go is moved to an earlier step whose result fits, or taken out where the step has what it
 * needs, or bridged by the shortest chain of adapters. No step is dropped. Each edit says why. Thread-safe.
 */
public final class SketchRepairer {
    /**
     * A mended sketch.
     *
     * @param sketch where every tool exists and every link fits
     * @param edits in the order they were made
     * @param notes what is worth knowing and needed no edit: a result that nothing uses, an input that is nowhere
     */
    public record Repaired(Sketch sketch, List<Edit> edits, List<String> notes) {
        public Repaired {
            edits = List.copyOf(edits);
            notes = List.copyOf(notes);
        }
    }

    private final ToolGraph graph;
    private final ToolNames names;

    public SketchRepairer(ToolGraph graph, Meaning meaning) {
        this.graph = graph;
        this.names = new ToolNames(graph.tools(), meaning);
    }

    public Repaired repair(Sketch sketch) {
        return new Work(sketch).run();
    }

    /** One repair. */
    private final class Work {
        private final Sketch sketch;
        private final Draft draft;
        private final List<Edit> edits = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<String> request;

        private Work(Sketch sketch) {
            this.sketch = sketch;
            this.draft = new Draft(sketch, graph);
            this.request = Words.of(sketch.request());
        }

        private Repaired run() {
            draft.nodes().stream().filter(n -> n.tool == null).forEach(this::rename);
            breakCircles();
            Set<Draft.Node> linked = new HashSet<>();
            draft.edges().forEach(e -> {
                linked.add(e.from());
                linked.add(e.to());
            });
            for (Draft.Edge edge : draft.edges()) {
                if (!graph.links(edge.from().card(), edge.to().card())) {
                    mend(edge);
                }
            }
            draft.nodes().stream()
                    .filter(n -> draft.sources(n).isEmpty() && !n.arguments.isEmpty())
                    .forEach(this::adaptLiteral);
            draft.nodes().stream()
                    .filter(n -> linked.contains(n)
                            && draft.sources(n).isEmpty()
                            && draft.users(n).isEmpty())
                    .forEach(n -> notes.add("Step " + n.title() + " stands alone: its result is an answer by itself"));
            return new Repaired(draft.toSketch(sketch.request(), edits::add), edits, notes);
        }

        private void rename(Draft.Node node) {
            Set<String> comesIn = new HashSet<>();
            Set<String> wanted = new HashSet<>();
            Set<String> neighbours = new HashSet<>();
            draft.sources(node).stream().filter(n -> n.tool != null).forEach(n -> {
                comesIn.addAll(n.card().gives());
                neighbours.add(n.card().name());
            });
            draft.users(node).stream().filter(n -> n.tool != null).forEach(n -> {
                wanted.addAll(n.card().takes());
                neighbours.add(n.card().name());
            });
            node.arguments.forEach(a -> KindWords.ofLiteral(a).ifPresent(comesIn::add));
            List<ToolNames.Candidate> candidates =
                    names.nearest(node.original, new ToolNames.Surroundings(node.about, comesIn, wanted, neighbours));
            ToolNames.Candidate best = candidates.get(0);
            double margin = candidates.size() == 1
                    ? 1
                    : best.score() - candidates.get(1).score();
            node.tool = best.tool();
            edit(
                    Edit.Sort.RENAMED,
                    node,
                    "there is no tool '" + node.original + "'; '" + best.tool().name()
                            + "' is nearest by words and kinds",
                    Math.max(0.05, Math.min(1, 0.5 * best.score() + 0.5 + Math.min(0, margin - 0.2))));
        }

        private void breakCircles() {
            for (Draft.Edge edge : draft.edges()) {
                draft.unlink(edge);
                if (draft.closesCircle(edge.from(), edge.to())) {
                    edit(
                            Edit.Sort.UNLINKED,
                            edge.to(),
                            "the link from " + edge.from().title() + " closes a circle",
                            0.9);
                } else {
                    draft.link(edge.from(), edge.to());
                }
            }
        }

        private void mend(Draft.Edge edge) {
            Draft.Node from = edge.from();
            Draft.Node to = edge.to();
            List<Draft.Node> before = draft.ancestors(from);
            draft.unlink(edge);
            if (!needsMore(to)) {
                edit(
                        Edit.Sort.UNLINKED,
                        to,
                        from.card().name() + " gives " + kinds(from.card().gives()) + ", and "
                                + to.card().name() + " has what it takes ("
                                + kinds(to.card().takes()) + ") already",
                        0.8);
                return;
            }
            Optional<Draft.Node> other = other(from, to, before);
            if (other.isPresent()) {
                draft.link(other.get(), to);
                edit(
                        Edit.Sort.REWIRED,
                        to,
                        "takes " + kinds(to.card().takes()) + ", which "
                                + other.get().title() + " gives and " + from.title() + " does not",
                        0.8);
                return;
            }
            if (!bridge(from, to, before)) {
                edit(
                        Edit.Sort.UNLINKED,
                        to,
                        "no chain of tools leads from what " + from.card().name() + " gives ("
                                + kinds(from.card().gives()) + ") to "
                                + to.card().name(),
                        0.5);
                notes.add("Step " + to.title() + " needs " + kinds(to.card().takes())
                        + ", which nothing before it gives: it must come with the request");
            }
        }

        /** Whether a step still lacks an input: neither a link nor a literal of the request serves it. */
        private boolean needsMore(Draft.Node node) {
            return !open(node).isEmpty();
        }

        /** The kinds of the inputs that nothing serves yet. */
        private List<String> open(Draft.Node node) {
            List<String> open = new ArrayList<>(node.card().takes());
            for (Draft.Node source : draft.sources(node)) {
                source.card().gives().stream()
                        .filter(open::contains)
                        .findFirst()
                        .ifPresent(open::remove);
            }
            for (String argument : node.arguments) {
                if (isOfTheRequest(argument)) {
                    open.remove(KindWords.ofLiteral(argument).orElse("text"));
                }
            }
            return open;
        }

        /** The nearest earlier step that fits: of those behind the wrong source first. */
        private Optional<Draft.Node> other(Draft.Node from, Draft.Node to, List<Draft.Node> before) {
            List<Draft.Node> candidates = new ArrayList<>(before);
            List<Draft.Node> earlier = draft.nodes().stream()
                    .filter(n -> n != from && n.order < to.order)
                    .toList();
            for (int i = earlier.size() - 1; i >= 0; i--) {
                candidates.add(earlier.get(i));
            }
            return candidates.stream()
                    .filter(n -> graph.links(n.card(), to.card()))
                    .filter(n -> n.card().gives().stream().anyMatch(open(to)::contains))
                    .filter(n -> !draft.has(n, to) && !draft.closesCircle(n, to))
                    .findFirst();
        }

        private boolean bridge(Draft.Node from, Draft.Node to, List<Draft.Node> before) {
            ToDoubleFunction<ToolCard> rank = tool -> rank(tool, to);
            Optional<List<ToolCard>> best = graph.between(from.card(), to.card(), open(to), rank);
            Draft.Node start = from;
            for (Draft.Node node : before) {
                Optional<List<ToolCard>> chain = graph.between(node.card(), to.card(), open(to), rank);
                if (chain.isPresent()
                        && (best.isEmpty() || chain.get().size() < best.get().size())
                        && !draft.closesCircle(node, to)) {
                    best = chain;
                    start = node;
                }
            }
            if (best.isEmpty() || draft.closesCircle(start, to)) {
                return false;
            }
            Draft.Node last = start;
            for (ToolCard tool : best.get()) {
                last = insert(
                        last,
                        to,
                        tool,
                        start.card().name() + " gives "
                                + kinds(start.card().gives()) + " and "
                                + to.card().name() + " takes "
                                + kinds(to.card().takes()));
            }
            draft.link(last, to);
            return true;
        }

        private Draft.Node insert(Draft.Node source, Draft.Node to, ToolCard tool, String reason) {
            Draft.Node node = draft.insertBefore(to, tool, "Use " + tool.name());
            draft.link(source, node);
            edit(Edit.Sort.ADAPTER, to, "'" + tool.name() + "' put in before it: " + reason, 0.75);
            return node;
        }

        /** What the words of request and step say of a tool; a converter goes before one that changes what it is given. */
        private double rank(ToolCard tool, Draft.Node to) {
            boolean converts = tool.takes().stream().noneMatch(tool.gives()::contains);
            return names.relevance(request, tool) + names.relevance(Words.of(to.about), tool) + (converts ? 0.3 : 0);
        }

        /** A file of the request whose kind the step cannot take is turned into one that it can. */
        private void adaptLiteral(Draft.Node node) {
            List<String> takes = node.card().takes();
            boolean served = node.arguments.stream()
                    .filter(this::isOfTheRequest)
                    .anyMatch(a -> takes.contains(KindWords.ofLiteral(a).orElse("text")));
            if (served || node.arguments.stream().anyMatch(Draft::isReference)) {
                return;
            }
            for (String argument : List.copyOf(node.arguments)) {
                Optional<String> kind = KindWords.ofLiteral(argument);
                if (kind.isPresent() && isOfTheRequest(argument)) {
                    Optional<List<ToolCard>> chain =
                            graph.from(kind.get(), node.card(), takes, tool -> rank(tool, node));
                    if (chain.isPresent()) {
                        chainFrom(argument, kind.get(), chain.get(), node);
                        return;
                    }
                }
            }
        }

        private void chainFrom(String literal, String kind, List<ToolCard> chain, Draft.Node node) {
            Draft.Node last = null;
            for (ToolCard tool : chain) {
                Draft.Node next = draft.insertBefore(node, tool, "Use " + tool.name());
                if (last == null) {
                    next.arguments.add(literal);
                } else {
                    draft.link(last, next);
                }
                edit(
                        Edit.Sort.ADAPTER,
                        node,
                        "'" + tool.name() + "' put in before it: '" + literal + "' is " + kind + " and "
                                + node.card().name() + " takes "
                                + kinds(node.card().takes()),
                        0.6);
                last = next;
            }
            if (last != null) {
                node.arguments.remove(literal);
                draft.link(last, node);
            }
        }

        private boolean isOfTheRequest(String argument) {
            String text = argument.strip().toLowerCase(Locale.ROOT);
            return !text.isEmpty()
                    && !Draft.isReference(argument)
                    && sketch.request().toLowerCase(Locale.ROOT).contains(text);
        }

        private void edit(Edit.Sort sort, Draft.Node node, String reason, double confidence) {
            edits.add(new Edit(sort, node.title(), reason, confidence));
        }
    }

    private static String kinds(List<String> kinds) {
        return kinds.isEmpty() ? "nothing" : String.join(" and ", kinds);
    }
}
