package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.check.PlanChecker;
import org.eyes4j.agent.check.PlanKinds;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.PlanInput;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;

/** Gives steps and inputs names that they can have, one each, and lets what refers to them follow. */
final class IdPass implements Mending.Pass {
    @Override
    public void mend(Mending mending) {
        inputs(mending.draft());
        duplicates(mending);
        for (PlanDraft.Node node : mending.draft().nodes) {
            if (!PlanChecker.isName(node.id)) {
                String old = node.id;
                mending.draft().rename(node, mending.draft().freshId(PlanDraft.legal(old, node.tool)));
                mending.draft()
                        .edit(
                                Edit.Sort.IDENTIFIED,
                                node.id,
                                "a step cannot be called '" + brief(old) + "'; it is '" + node.id + "' now",
                                0.98);
            }
        }
    }

    private static void inputs(PlanDraft draft) {
        for (String old : List.copyOf(draft.inputs.keySet())) {
            if (PlanChecker.isName(old)) {
                continue;
            }
            String name = PlanDraft.legal(old, "input");
            for (int i = 2; draft.inputs.containsKey(name) || !PlanChecker.isName(name); i++) {
                name = PlanDraft.legal(old, "input") + "_" + i;
            }
            Map<String, PlanInput> renamed = new java.util.LinkedHashMap<>();
            String fresh = name;
            draft.inputs.forEach((key, input) -> renamed.put(key.equals(old) ? fresh : key, input));
            draft.inputs.clear();
            draft.inputs.putAll(renamed);
            draft.replaceEverywhere(ref -> ref.isInput() && ref.name().equals(old) ? Argument.Ref.input(fresh) : ref);
            draft.renameInExpressions(Map.of(), Map.of(old, fresh));
            draft.edit(
                    Edit.Sort.IDENTIFIED,
                    "",
                    "an input cannot be called '" + brief(old) + "'; it is '" + fresh + "' now",
                    0.9);
        }
    }

    /** The second of two steps of one name gets another; a reference means the last one before it that fits. */
    private static void duplicates(Mending mending) {
        PlanDraft draft = mending.draft();
        Map<String, List<PlanDraft.Node>> byId = new HashMap<>();
        draft.nodes.forEach(
                n -> byId.computeIfAbsent(n.id, id -> new ArrayList<>()).add(n));
        for (Map.Entry<String, List<PlanDraft.Node>> entry : byId.entrySet()) {
            String id = entry.getKey();
            List<PlanDraft.Node> same = entry.getValue();
            if (same.size() < 2) {
                continue;
            }
            Set<PlanDraft.Node> renamed = new HashSet<>();
            for (PlanDraft.Node node : same.subList(1, same.size())) {
                node.id = draft.freshId(PlanDraft.legal(id, node.tool));
                renamed.add(node);
            }
            draft.nodes.forEach(user -> {
                int at = draft.nodes.indexOf(user);
                user.with.replaceAll((name, argument) -> PlanDraft.replaced(
                        argument,
                        ref -> meant(
                                mending,
                                ref,
                                id,
                                same,
                                at,
                                mending.port(user, name).map(p -> p.kind()).orElse(Kind.ANY))));
                if (user.forEach != null) {
                    user.forEach = PlanDraft.replaced(user.forEach, ref -> meant(mending, ref, id, same, at, Kind.ANY));
                }
                PlanDraft.Node last = lastBefore(draft, same, at);
                draft.expressions(
                        user, cel -> org.eyes4j.agent.plan.CelNames.renamed(cel, Map.of(id, last.id), Map.of()));
            });
            List<PlanDraft.Node> given = new ArrayList<>(same);
            given.removeIf(mending::hasEffect);
            draft.outputs.replaceAll((name, ref) -> (Argument.Ref)
                    meant(mending, ref, id, given.isEmpty() ? same : given, draft.nodes.size(), Kind.ANY));
            double confidence = shared(mending, same) ? 0.6 : 0.85;
            renamed.forEach(node -> draft.edit(
                    Edit.Sort.IDENTIFIED,
                    node.id,
                    "two steps were called '" + brief(id) + "'; the later one is '" + node.id + "' now",
                    confidence));
        }
    }

    /** Where all references went to the later step, the last that it can spare means the earlier one. */
    private static boolean shared(Mending mending, List<PlanDraft.Node> same) {
        PlanDraft draft = mending.draft();
        boolean changed = false;
        for (PlanDraft.Node unused : same) {
            if (draft.isUsed(unused) || mending.hasEffect(unused)) {
                continue;
            }
            for (PlanDraft.Node other : same) {
                changed |= other != unused && spare(mending, other, unused);
            }
        }
        return changed;
    }

    private static boolean spare(Mending mending, PlanDraft.Node from, PlanDraft.Node to) {
        PlanDraft draft = mending.draft();
        List<PlanDraft.Node> users = draft.users(from);
        Argument.Ref old = new Argument.Ref(from.id);
        if (draft.isOutput(from)) {
            if (!users.isEmpty()) {
                draft.outputs.replaceAll((name, ref) -> ref.equals(old) ? new Argument.Ref(to.id) : ref);
            }
            return !users.isEmpty();
        }
        Optional<Kind> kind = draft.kind(new Argument.Ref(to.id));
        for (int i = users.size() - 1; i >= 1; i--) {
            PlanDraft.Node user = users.get(i);
            for (Map.Entry<String, Argument> entry : user.with.entrySet()) {
                Kind wanted =
                        mending.port(user, entry.getKey()).map(p -> p.kind()).orElse(Kind.ANY);
                if (entry.getValue().equals(old)
                        && kind.filter(k -> !PlanKinds.mayFit(wanted, k)).isEmpty()
                        && !draft.dependsOn(to, user)) {
                    entry.setValue(new Argument.Ref(to.id));
                    return true;
                }
            }
        }
        return false;
    }

    private static Argument meant(
            Mending mending, Argument.Ref ref, String id, List<PlanDraft.Node> same, int at, Kind wanted) {
        if (!ref.target().equals(id)) {
            return ref;
        }
        PlanDraft draft = mending.draft();
        for (int i = same.size() - 1; i >= 0; i--) {
            PlanDraft.Node node = same.get(i);
            Optional<Kind> given = mending.tool(node).map(ToolSpecification::output);
            if (draft.nodes.indexOf(node) < at
                    && given.filter(kind -> !PlanKinds.mayFit(wanted, kind)).isEmpty()) {
                return new Argument.Ref(node.id);
            }
        }
        return new Argument.Ref(lastBefore(draft, same, at).id);
    }

    private static PlanDraft.Node lastBefore(PlanDraft draft, List<PlanDraft.Node> same, int at) {
        PlanDraft.Node last = same.get(0);
        for (PlanDraft.Node node : same) {
            if (draft.nodes.indexOf(node) < at) {
                last = node;
            }
        }
        return last;
    }

    private static String brief(String text) {
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
