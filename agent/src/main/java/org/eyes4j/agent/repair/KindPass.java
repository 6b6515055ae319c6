package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.check.PlanKinds;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/**
 * Lets every argument be of the kind that its port takes: two that were swapped change places, a value is wrapped as a
 * list or taken one by one, another value takes its place, or the shortest chain of tools converts it.
 */
final class KindPass implements Mending.Pass {
    @Override
    public void mend(Mending mending) {
        for (PlanDraft.Node node : List.copyOf(mending.draft().nodes)) {
            loop(mending, node);
            for (String name : List.copyOf(node.with.keySet())) {
                Optional<Port> port = mending.port(node, name).filter(p -> !p.expression());
                Argument argument = node.with.get(name);
                if (port.isPresent() && argument instanceof Argument.Ref ref) {
                    mend(mending, node, port.get(), ref);
                } else if (port.isPresent() && argument instanceof Argument.Items items) {
                    items(mending, node, port.get(), items);
                }
            }
        }
    }

    /** A {@code for_each} over what has no items. */
    private static void loop(Mending mending, PlanDraft.Node node) {
        PlanDraft draft = mending.draft();
        if (!(node.forEach instanceof Argument.Ref ref) || ref.isItem()) {
            return;
        }
        Optional<Kind> kind = draft.kind(ref);
        if (kind.isEmpty() || PlanKinds.element(kind.get()).isPresent()) {
            return;
        }
        node.with.replaceAll((name, argument) -> PlanDraft.replaced(argument, r -> r.isItem() ? ref : r));
        draft.expressions(
                node, cel -> org.eyes4j.agent.plan.CelNames.renamed(cel, Map.of("item", ref.target()), Map.of()));
        node.forEach = null;
        draft.edit(
                Edit.Sort.LOOP,
                node.id,
                "'" + ref.target() + "' is " + kind.get() + " and has no items; the step runs once, with all of it",
                0.75);
    }

    private static void mend(Mending mending, PlanDraft.Node node, Port port, Argument.Ref ref) {
        PlanDraft draft = mending.draft();
        Optional<Kind> known = ref.isItem() ? draft.item(node) : draft.kind(ref);
        if (known.isEmpty() || PlanKinds.mayFit(port.kind(), known.get())) {
            return;
        }
        Kind given = known.get();
        boolean each = node.forEach != null
                && !MissingPass.usesItem(node)
                && draft.item(node).filter(port.kind()::accepts).isPresent();
        if (each) {
            node.with.put(port.name(), new Argument.Ref("item"));
            draft.edit(
                    Edit.Sort.REWIRED,
                    node.id,
                    "'" + port.name() + "' takes " + port.kind() + ", which '" + ref.target() + "' (" + given
                            + ") is not and each item that the step runs over is",
                    0.85);
            return;
        }
        if (swapped(mending, node, port, ref, given) || listed(mending, node, port, ref, given)) {
            return;
        }
        boolean elsewhere = node.with.entrySet().stream()
                .anyMatch(e -> !e.getKey().equals(port.name()) && e.getValue().equals(ref));
        boolean orphaned = !ref.isItem()
                && !elsewhere
                && draft.node(ref.target())
                        .filter(n -> draft.users(n).size() == 1 && !draft.isOutput(n))
                        .isPresent();
        if (orphaned && adapted(mending, node, port, ref, given)) {
            return;
        }
        node.with.remove(port.name());
        Optional<Sources.Source> other = Sources.best(mending, node, port.kind(), "");
        boolean passedBy = other.isPresent() && comesFrom(draft, other.get().ref(), ref);
        node.with.put(port.name(), ref);
        if (other.isPresent() && (passedBy || !ref.isItem())) {
            if (!orphaned || passedBy || !adapted(mending, node, port, ref, given)) {
                node.with.put(port.name(), other.get().ref());
                draft.edit(
                        Edit.Sort.REWIRED,
                        node.id,
                        "'" + port.name() + "' takes " + port.kind() + ", which '" + ref.target() + "' (" + given
                                + ") is not; '" + other.get().ref().target() + "' is",
                        Math.min(0.85, other.get().confidence()));
            }
        } else if (!adapted(mending, node, port, ref, given) && !port.required()) {
            node.with.remove(port.name());
            draft.edit(
                    Edit.Sort.UNLINKED,
                    node.id,
                    "'" + port.name() + "' takes " + port.kind() + ", which '" + ref.target() + "' (" + given
                            + ") is not, and the step can do without",
                    0.5);
        }
    }

    private static boolean comesFrom(PlanDraft draft, Argument.Ref value, Argument.Ref source) {
        Optional<PlanDraft.Node> later = draft.node(value.target());
        Optional<PlanDraft.Node> earlier = draft.node(source.target());
        return later.isPresent() && earlier.isPresent() && draft.dependsOn(later.get(), earlier.get());
    }

    /** Two arguments of one step that fit each other's ports. */
    private static boolean swapped(Mending mending, PlanDraft.Node node, Port port, Argument.Ref ref, Kind given) {
        for (Map.Entry<String, Argument> entry : List.copyOf(node.with.entrySet())) {
            Optional<Port> other = mending.port(node, entry.getKey());
            if (other.isEmpty() || other.get().equals(port) || !(entry.getValue() instanceof Argument.Ref its)) {
                continue;
            }
            Optional<Kind> theirs =
                    its.isItem() ? mending.draft().item(node) : mending.draft().kind(its);
            if (theirs.isPresent()
                    && port.kind().accepts(theirs.get())
                    && other.get().kind().accepts(given)) {
                node.with.put(port.name(), its);
                node.with.put(other.get().name(), ref);
                mending.draft()
                        .edit(
                                Edit.Sort.REWIRED,
                                node.id,
                                "'" + port.name() + "' and '" + other.get().name() + "' were given each other's value",
                                0.93);
                return true;
            }
        }
        return false;
    }

    /** One value where a list is taken, or a list where one value is. */
    private static boolean listed(Mending mending, PlanDraft.Node node, Port port, Argument.Ref ref, Kind given) {
        PlanDraft draft = mending.draft();
        if (port.kind() instanceof Kind.ListKind list && PlanKinds.mayFit(list.element(), given)) {
            node.with.put(port.name(), new Argument.Items(List.of(ref)));
            draft.edit(
                    Edit.Sort.ARGUMENT_CHANGED,
                    node.id,
                    "'" + port.name() + "' takes " + port.kind() + "; '" + ref.target() + "' is one, in a list",
                    0.93);
            return true;
        }
        boolean each = given instanceof Kind.ListKind of
                && PlanKinds.mayFit(port.kind(), of.element())
                && node.forEach == null
                && mending.tool(node).isPresent();
        if (!each) {
            return false;
        }
        Kind result =
                Kind.listOf(mending.tool(node).map(ToolSpecification::output).orElse(Kind.ANY));
        boolean usersTakeLists = draft.users(node).stream()
                .allMatch(user -> user.with.entrySet().stream()
                        .filter(e -> e.getValue().equals(new Argument.Ref(node.id)))
                        .allMatch(e -> mending.port(user, e.getKey())
                                .filter(p -> PlanKinds.mayFit(p.kind(), result))
                                .isPresent()));
        Optional<List<Chains.Link>> chain = usersTakeLists
                ? Optional.empty()
                : Chains.between(mending, node, given, port.kind(), List.of(), false)
                        .filter(c -> c.size() == 1);
        if (chain.isPresent()) {
            return adapted(mending, node, port, ref, given);
        }
        node.forEach = ref;
        node.with.put(port.name(), new Argument.Ref("item"));
        draft.edit(
                Edit.Sort.LOOP,
                node.id,
                "'" + port.name() + "' takes " + port.kind() + " and '" + ref.target() + "' is " + given
                        + ": the step runs for each",
                0.85);
        return true;
    }

    private static boolean adapted(Mending mending, PlanDraft.Node node, Port port, Argument.Ref ref, Kind given) {
        if (ref.isItem()) {
            return false;
        }
        List<String> about = Words.of((node.id + " " + port.name()).replace('_', ' '));
        boolean picture = Chains.picture(mending, node, ref).isPresent();
        Optional<List<Chains.Link>> chain = Chains.between(mending, node, given, port.kind(), about, picture);
        chain.ifPresent(links -> {
            double confidence = links.size() == 1 ? 0.78 : 0.65;
            node.with.remove(port.name());
            Argument.Ref last = Chains.insert(
                    mending,
                    node,
                    ref,
                    links,
                    "'" + ref.target() + "' is " + given + " and '" + port.name() + "' takes " + port.kind(),
                    confidence);
            node.with.put(port.name(), last);
        });
        return chain.isPresent();
    }

    private static void items(Mending mending, PlanDraft.Node node, Port port, Argument.Items items) {
        PlanDraft draft = mending.draft();
        if (!(port.kind() instanceof Kind.ListKind) && port.kind() != Kind.ANY) {
            if (items.items().size() == 1) {
                node.with.put(port.name(), items.items().get(0));
                draft.edit(
                        Edit.Sort.ARGUMENT_CHANGED,
                        node.id,
                        "'" + port.name() + "' takes " + port.kind() + ", not a list; the one item stands alone",
                        0.93);
                return;
            }
            Kind list = Kind.listOf(port.kind());
            Optional<ToolSpecification> joins = mending.catalogue().tools().stream()
                    .filter(t -> t.output().equals(port.kind())
                            && Chains.feeds(t, list, false).isPresent())
                    .findFirst();
            joins.ifPresent(tool -> {
                String into = Chains.feeds(tool, list, false).orElseThrow().name();
                PlanDraft.Node adapter = draft.insertBefore(node, tool.name(), Map.of(into, items));
                node.with.put(port.name(), new Argument.Ref(adapter.id));
                draft.edit(
                        Edit.Sort.ADAPTER,
                        node.id,
                        "'" + tool.name() + "' is put in before it: '" + port.name() + "' takes one " + port.kind()
                                + " and was given several",
                        0.8);
            });
            return;
        }
        Kind element = port.kind() instanceof Kind.ListKind of ? of.element() : Kind.ANY;
        List<Argument> all = new ArrayList<>();
        for (Argument item : items.items()) {
            Optional<Kind> kind =
                    item instanceof Argument.Ref ref && !ref.isItem() ? draft.kind(ref) : Optional.empty();
            boolean wrong = kind.filter(k -> !PlanKinds.mayFit(element, k)).isPresent();
            if (wrong && kind.get().equals(port.kind()) && items.items().size() == 1) {
                node.with.put(port.name(), item);
                draft.edit(
                        Edit.Sort.ARGUMENT_CHANGED,
                        node.id,
                        "'" + port.name() + "' takes " + port.kind() + ", which the one item is itself",
                        0.95);
                return;
            }
            Optional<Sources.Source> other = wrong ? Sources.best(mending, node, element, "") : Optional.empty();
            other.ifPresent(source -> draft.edit(
                    Edit.Sort.REWIRED,
                    node.id,
                    "an item of '" + port.name() + "' is " + element + ": '"
                            + source.ref().target() + "'",
                    Math.min(0.8, source.confidence())));
            all.add(other.<Argument>map(Sources.Source::ref).orElse(item));
        }
        if (!all.equals(items.items())) {
            node.with.put(port.name(), new Argument.Items(all));
        }
    }
}
