package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Kind;
import org.jspecify.annotations.Nullable;

/** The shortest chain of tools that makes a value of one kind out of one of another. */
final class Chains {
    private static final int LONGEST = 4;

    /** A tool of a chain and the port that what comes before goes into. */
    record Link(ToolSpecification tool, Port port) {}

    private record Path(Link last, @Nullable Path before, double rank) {
        List<Link> links() {
            List<Link> links = before == null ? new ArrayList<>() : before.links();
            links.add(last);
            return links;
        }
    }

    private Chains() {}

    /**
     * The shortest chain, and of several the one whose tools the request, or what the step says of itself, speaks of
     * most. A tool of a chain needs one value only; the picture may be a second one.
     *
     * @param picture whether a picture is at hand for ports beside the one that is fed
     */
    static Optional<List<Link>> between(
            Mending mending, PlanDraft.Node node, Kind from, Kind wanted, List<String> about, boolean picture) {
        Map<Kind, Path> here = new LinkedHashMap<>();
        Set<Kind> reached = new HashSet<>(Set.of(from));
        extend(mending, node, null, from, about, picture, reached, here);
        for (int length = 1; length <= LONGEST && !here.isEmpty(); length++) {
            Path best = null;
            for (Map.Entry<Kind, Path> entry : here.entrySet()) {
                boolean arrives = wanted.accepts(entry.getKey()) && wanted != Kind.ANY;
                if (arrives && (best == null || entry.getValue().rank > best.rank)) {
                    best = entry.getValue();
                }
            }
            if (best != null) {
                return Optional.of(best.links());
            }
            reached.addAll(here.keySet());
            Map<Kind, Path> next = new LinkedHashMap<>();
            here.forEach((kind, path) -> extend(mending, node, path, kind, about, picture, reached, next));
            here = next;
        }
        return Optional.empty();
    }

    private static void extend(
            Mending mending,
            PlanDraft.Node node,
            @Nullable Path path,
            Kind from,
            List<String> about,
            boolean picture,
            Set<Kind> reached,
            Map<Kind, Path> level) {
        for (ToolSpecification tool : mending.catalogue().tools()) {
            Optional<Port> port = feeds(tool, from, picture);
            if (port.isEmpty() || reached.contains(tool.output()) || tool.is(Trait.EFFECT)) {
                continue;
            }
            double rank = (path == null ? 0 : path.rank) + rank(mending, node, tool, from, about);
            level.merge(
                    tool.output(),
                    new Path(new Link(tool, port.get()), path, rank),
                    (known, other) -> known.rank >= other.rank ? known : other);
        }
    }

    /** The port of a tool that takes a kind, if the tool needs nothing else but, perhaps, a picture. */
    static Optional<Port> feeds(ToolSpecification tool, Kind from, boolean picture) {
        List<Port> required = tool.inputs().stream().filter(Port::required).toList();
        Port fed = null;
        for (Port port : required) {
            boolean takes = port.kind().accepts(from) && port.kind() != Kind.ANY;
            if (takes && fed == null) {
                fed = port;
            } else if (!picture || port.kind() != Kind.IMAGE) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(fed);
    }

    private static double rank(
            Mending mending, PlanDraft.Node node, ToolSpecification tool, Kind from, List<String> about) {
        double said = mending.catalogue().relevance(mending.words(), tool);
        double meant = about.isEmpty() ? 0 : mending.catalogue().relevance(about, tool);
        long itsOwn = node.with.keySet().stream()
                .filter(name ->
                        mending.port(node, name).isEmpty() && tool.input(name).isPresent())
                .count();
        // What takes one value and needs no model changes least; short names are the general tools.
        boolean alone = tool.inputs().stream().filter(Port::required).count() == 1;
        return said
                + meant
                + (alone ? 0.2 : 0)
                + (tool.is(Trait.MODEL) || from == Kind.IMAGE ? 0 : 0.1)
                + 0.6 * itsOwn
                - 0.001 * tool.name().length();
    }

    /** Puts a chain in before a step; what comes back is a reference to its last result. */
    static Argument.Ref insert(
            Mending mending,
            PlanDraft.Node node,
            Argument.Ref from,
            List<Link> chain,
            String reason,
            double confidence) {
        Argument.Ref last = from;
        for (Link link : chain) {
            Map<String, Argument> with = new LinkedHashMap<>();
            PlanDraft.Node adapter = mending.draft().insertBefore(node, link.tool.name(), with);
            for (Port port : link.tool.inputs()) {
                if (port.equals(link.port)) {
                    adapter.with.put(port.name(), last);
                } else if (port.required()) {
                    picture(mending, adapter, last).ifPresent(ref -> adapter.with.put(port.name(), ref));
                }
            }
            moveArguments(mending, node, adapter);
            mending.draft()
                    .edit(
                            Edit.Sort.ADAPTER,
                            node.id,
                            "'" + link.tool.name() + "' is put in before it as '" + adapter.id + "': " + reason,
                            confidence);
            last = new Argument.Ref(adapter.id);
        }
        return last;
    }

    /** Arguments that the step's own tool does not have and the adapter does were meant for the adapter. */
    private static void moveArguments(Mending mending, PlanDraft.Node node, PlanDraft.Node adapter) {
        for (String name : List.copyOf(node.with.keySet())) {
            boolean foreign =
                    mending.tool(node).isPresent() && mending.port(node, name).isEmpty();
            Argument argument = node.with.get(name);
            if (foreign
                    && argument != null
                    && mending.port(adapter, name).isPresent()
                    && !adapter.with.containsKey(name)) {
                adapter.with.put(name, argument);
                node.with.remove(name);
            }
        }
    }

    /** The picture that a value comes from. */
    static Optional<Argument.Ref> picture(Mending mending, PlanDraft.Node node, Argument.Ref value) {
        PlanDraft draft = mending.draft();
        Set<String> pictures = draft.node(value.target())
                .map(source -> Sources.picturesOf(draft, source))
                .orElse(Set.of());
        if (!pictures.isEmpty()) {
            return Optional.of(new Argument.Ref(pictures.iterator().next()));
        }
        return Sources.best(mending, node, Kind.IMAGE, "").map(Sources.Source::ref);
    }
}
