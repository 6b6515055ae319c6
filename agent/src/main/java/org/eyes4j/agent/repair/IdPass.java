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
                PlanDraft.expressions(
                        user, cel -> org.eyes4j.agent.plan.CelNames.renamed(cel, Map.of(id, last.id), Map.of()));
            });
            draft.outputs.replaceAll(
                    (name, ref) -> (Argument.Ref) meant(mending, ref, id, same, draft.nodes.size(), Kind.ANY));
            renamed.forEach(node -> draft.edit(
                    Edit.Sort.IDENTIFIED,
                    node.id,
                    "two steps were called '" + brief(id) + "'; the later one is '" + node.id + "' now",
                    0.85));
        }
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
