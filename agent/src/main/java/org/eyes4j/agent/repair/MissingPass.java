package org.eyes4j.agent.repair;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.value.Kind;

/** Gives steps the arguments that they cannot do without: of what is there, of what tools make of it, of the request. */
final class MissingPass implements Mending.Pass {
    private static final Set<String> ASKING = Set.of("question", "query", "prompt", "instruction", "request");

    @Override
    public void mend(Mending mending) {
        for (PlanDraft.Node node : List.copyOf(mending.draft().nodes)) {
            List<Port> ports = mending.tool(node).map(t -> t.inputs()).orElse(List.of());
            for (Port port : ports) {
                if (port.required() && !node.with.containsKey(port.name())) {
                    fill(mending, node, port);
                }
            }
            order(node, ports);
        }
    }

    private static void fill(Mending mending, PlanDraft.Node node, Port port) {
        PlanDraft draft = mending.draft();
        if (node.forEach instanceof Argument.Ref && !usesItem(node) && item(mending, node, port)) {
            return;
        }
        if (!LiteralPass.isValueOfARun(port.kind()) && port.kind() != Kind.ANY) {
            Optional<Argument> said = ofTheRequest(mending, port);
            if (said.isPresent()) {
                node.with.put(port.name(), said.get());
                draft.edit(
                        Edit.Sort.ARGUMENT_ADDED,
                        node.id,
                        "it lacked '" + port.name() + "', and the request says it",
                        0.6);
                return;
            }
        }
        Optional<Sources.Source> source = source(mending, node, port);
        if (source.isPresent()) {
            node.with.put(port.name(), source.get().ref());
            draft.edit(
                    Edit.Sort.ARGUMENT_ADDED,
                    node.id,
                    "it lacked '" + port.name() + "' (" + port.kind() + "), which '"
                            + source.get().ref().target() + "' is",
                    source.get().confidence());
        } else if (port.kind() instanceof Kind.ListKind list) {
            Sources.best(mending, node, list.element(), "").ifPresent(one -> {
                node.with.put(port.name(), new Argument.Items(List.of(one.ref())));
                draft.edit(
                        Edit.Sort.ARGUMENT_ADDED,
                        node.id,
                        "it lacked '" + port.name() + "' (" + port.kind() + "); '"
                                + one.ref().target() + "' is one",
                        Math.min(0.7, one.confidence()));
            });
        } else {
            made(mending, node, port);
        }
    }

    private static Optional<Sources.Source> source(Mending mending, PlanDraft.Node node, Port port) {
        Optional<Sources.Source> source = Sources.best(mending, node, port.kind(), "");
        if (source.isPresent() || port.kind() != Kind.IMAGE) {
            return source;
        }
        // A plan that names no picture at all: of those the run is given, or one that it must be given.
        PlanDraft draft = mending.draft();
        List<String> given = mending.given().entrySet().stream()
                .filter(e -> e.getValue() == Kind.IMAGE)
                .map(Map.Entry::getKey)
                .filter(name -> !draft.inputs.containsKey(name))
                .toList();
        String name = given.isEmpty() ? "image1" : given.get(0);
        if (draft.inputs.containsKey(name)) {
            return Optional.empty();
        }
        double confidence = given.size() == 1 ? 0.95 : 0.6;
        draft.inputs.put(name, new PlanInput(Kind.IMAGE));
        draft.edit(
                Edit.Sort.INPUT,
                "",
                "input '" + name + "' (image) is needed and the plan named no picture",
                confidence);
        return Optional.of(new Sources.Source(Argument.Ref.input(name), confidence));
    }

    /** A step that runs over a list and takes no item of it lacks just that. */
    private static boolean item(Mending mending, PlanDraft.Node node, Port port) {
        boolean fits = mending.draft()
                .item(node)
                .filter(kind -> port.kind().accepts(kind) && port.kind() != Kind.ANY)
                .isPresent();
        if (fits) {
            node.with.put(port.name(), new Argument.Ref("item"));
            mending.draft()
                    .edit(
                            Edit.Sort.ARGUMENT_ADDED,
                            node.id,
                            "it lacked '" + port.name() + "', which each item that it runs over is",
                            0.92);
        }
        return fits;
    }

    static boolean usesItem(PlanDraft.Node node) {
        List<Argument> open = new ArrayList<>(node.with.values());
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i) instanceof Argument.Ref ref && ref.isItem()
                    || open.get(i) instanceof Argument.Expression cel
                            && org.eyes4j.agent.plan.CelNames.in(cel.cel()).usesItem()) {
                return true;
            } else if (open.get(i) instanceof Argument.Items items) {
                open.addAll(items.items());
            }
        }
        return false;
    }

    /** What a chain of tools makes of the value that is nearest. */
    private static void made(Mending mending, PlanDraft.Node node, Port port) {
        PlanDraft draft = mending.draft();
        List<Argument.Ref> values = new ArrayList<>();
        int at = draft.nodes.indexOf(node);
        for (int i = at - 1; i >= 0; i--) {
            if (!draft.dependsOn(draft.nodes.get(i), node)) {
                values.add(new Argument.Ref(draft.nodes.get(i).id));
            }
        }
        draft.inputs.keySet().forEach(name -> values.add(Argument.Ref.input(name)));
        List<String> about = Words.of((node.id + " " + port.description()).replace('_', ' '));
        List<Chains.Link> best = List.of();
        Argument.Ref from = null;
        for (Argument.Ref value : values) {
            Optional<Kind> kind = draft.kind(value);
            if (kind.isEmpty() || best.size() == 1) {
                continue;
            }
            boolean picture = Chains.picture(mending, node, value).isPresent();
            Optional<List<Chains.Link>> chain = Chains.between(mending, node, kind.get(), port.kind(), about, picture);
            if (chain.isPresent() && (from == null || chain.get().size() < best.size())) {
                best = chain.get();
                from = value;
            }
        }
        if (from != null) {
            node.with.put(
                    port.name(),
                    Chains.insert(
                            mending,
                            node,
                            from,
                            best,
                            "it lacked '" + port.name() + "' (" + port.kind() + "), which nothing gave",
                            best.size() == 1 ? 0.6 : 0.5));
        }
    }

    /** The one of a port's choices that the request names, or, where a port asks for a question, the request itself. */
    private static Optional<Argument> ofTheRequest(Mending mending, Port port) {
        String request = Words.spoken(mending.request());
        List<String> named = port.choices().stream()
                .filter(choice -> {
                    String words = choice.replace('_', ' ').replaceAll("\\s+(of|to)$", "");
                    return request.contains(" " + words + " ");
                })
                .toList();
        if (!named.isEmpty()) {
            String longest = named.stream()
                    .max(java.util.Comparator.comparingInt(String::length))
                    .orElseThrow();
            return Optional.of(new Argument.Literal(TextNode.valueOf(longest)));
        }
        boolean asks = port.kind() == Kind.TEXT
                && port.choices().isEmpty()
                && ASKING.contains(port.name())
                && !mending.request().isBlank()
                && mending.request().length() <= port.maxItems();
        return asks ? Optional.of(new Argument.Literal(TextNode.valueOf(mending.request()))) : Optional.empty();
    }

    /** Arguments in the order of the ports, as people write them. */
    private static void order(PlanDraft.Node node, List<Port> ports) {
        Map<String, Argument> ordered = new LinkedHashMap<>();
        for (Port port : ports) {
            Argument argument = node.with.get(port.name());
            if (argument != null) {
                ordered.put(port.name(), argument);
            }
        }
        node.with.forEach(ordered::putIfAbsent);
        node.with.clear();
        node.with.putAll(ordered);
    }
}
