package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.check.PlanKinds;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.value.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Breaks circles where one link is wrong beyond doubt: a step that takes its own result, a value of another kind than the
 * port takes, or the only link of the circle that points back. Other circles are left to the checker, which tells them.
 */
final class CirclePass implements Mending.Pass {
    /** A link of a circle: what a step takes at a port. */
    private record Link(PlanDraft.Node user, String port, Argument.Ref ref) {}

    @Override
    public void mend(Mending mending) {
        PlanDraft draft = mending.draft();
        for (int i = 0; i < draft.nodes.size() * 4; i++) {
            List<PlanDraft.Node> circle = circle(draft);
            if (circle.isEmpty() || !cut(mending, circle)) {
                return;
            }
        }
    }

    private static boolean cut(Mending mending, List<PlanDraft.Node> circle) {
        List<Link> links = links(circle);
        Link wrong = null;
        String why = "";
        for (Link link : links) {
            if (link.ref.target().equals(link.user.id)) {
                wrong = link;
                why = "a step cannot take its own result";
            }
        }
        for (Link link : links) {
            if (wrong == null && misfits(mending, link)) {
                wrong = link;
                why = "what '" + link.ref.target() + "' gives is not what it takes, and it closes a circle";
            }
        }
        PlanDraft draft = mending.draft();
        List<Link> back = links.stream()
                .filter(l -> draft.nodes.indexOf(l.user)
                        < draft.node(l.ref.target()).map(draft.nodes::indexOf).orElse(-1))
                .toList();
        if (wrong == null && back.size() == 1) {
            wrong = back.get(0);
            why = "it is the one link of a circle that points at a later step ('" + wrong.ref.target() + "')";
        }
        return wrong != null && replace(mending, wrong, why);
    }

    private static boolean replace(Mending mending, Link link, String why) {
        PlanDraft draft = mending.draft();
        PlanDraft.Node node = link.user;
        Argument old = node.with.get(link.port);
        if (old == null) {
            return false;
        }
        Port port = mending.port(node, link.port).orElse(null);
        Kind kind = port == null ? Kind.ANY : port.kind();
        boolean single = old instanceof Argument.Ref;
        node.with.remove(link.port);
        Kind wanted = !single && kind instanceof Kind.ListKind list ? list.element() : kind;
        Optional<Sources.Source> other = port == null ? Optional.empty() : Sources.best(mending, node, wanted, "");
        if (other.isPresent()) {
            Argument.Ref ref = other.get().ref();
            put(node, link.port, PlanDraft.replaced(old, r -> r.equals(link.ref) ? ref : r));
            draft.edit(
                    Edit.Sort.REWIRED,
                    node.id,
                    "'" + link.port + "' takes '" + ref.target() + "': " + why,
                    Math.min(0.8, other.get().confidence()));
            return true;
        }
        draft.edit(Edit.Sort.UNLINKED, node.id, "'" + link.port + "' is left out: " + why, 0.6);
        return true;
    }

    private static void put(PlanDraft.Node node, String port, Argument argument) {
        node.with.put(port, argument);
    }

    private static boolean misfits(Mending mending, Link link) {
        Optional<Kind> given = mending.draft().kind(link.ref);
        Kind wanted = mending.port(link.user, link.port).map(Port::kind).orElse(Kind.ANY);
        boolean inList = !(link.user.with.get(link.port) instanceof Argument.Ref);
        Kind element = inList && wanted instanceof Kind.ListKind list ? list.element() : wanted;
        return given.filter(kind -> !PlanKinds.mayFit(element, kind)).isPresent();
    }

    /** The explicit links along a circle; those inside expressions cannot be cut. */
    private static List<Link> links(List<PlanDraft.Node> circle) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < circle.size(); i++) {
            PlanDraft.Node user = circle.get(i);
            String source = circle.get((i + 1) % circle.size()).id;
            for (Map.Entry<String, Argument> entry : user.with.entrySet()) {
                PlanDraft.replaced(entry.getValue(), ref -> {
                    if (ref.target().equals(source)) {
                        links.add(new Link(user, entry.getKey(), ref));
                    }
                    return ref;
                });
            }
        }
        return links;
    }

    /** One circle, each step waiting for the next; empty where there is none. */
    private static List<PlanDraft.Node> circle(PlanDraft draft) {
        for (PlanDraft.Node start : draft.nodes) {
            List<PlanDraft.Node> path = pathBack(draft, start);
            if (path != null) {
                return path;
            }
        }
        return List.of();
    }

    private static @Nullable List<PlanDraft.Node> pathBack(PlanDraft draft, PlanDraft.Node start) {
        Map<PlanDraft.Node, PlanDraft.Node> cameFrom = new java.util.LinkedHashMap<>();
        List<PlanDraft.Node> open = new ArrayList<>(List.of(start));
        while (!open.isEmpty()) {
            PlanDraft.Node next = open.remove(0);
            for (String id : draft.needs(next)) {
                PlanDraft.Node source = draft.node(id).orElseThrow();
                if (source == start) {
                    List<PlanDraft.Node> path = new ArrayList<>();
                    for (PlanDraft.Node at = next; at != null; at = at == start ? null : cameFrom.get(at)) {
                        path.add(0, at);
                    }
                    return path;
                }
                if (!cameFrom.containsKey(source)) {
                    cameFrom.put(source, next);
                    open.add(source);
                }
            }
        }
        return null;
    }
}
