package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.value.Kind;

/**
 * Lets nothing be made in vain: an unused value goes where a step could take just it, of two steps that do the same one
 * goes, and what is still unused is given out. A plan without outputs gives what its last step gives.
 */
final class OutputPass implements Mending.Pass {
    @Override
    public void mend(Mending mending) {
        retries(mending);
        twins(mending);
        connect(mending);
        missing(mending);
        unused(mending);
    }

    private static void retries(Mending mending) {
        for (PlanDraft.Node node : mending.draft().nodes) {
            if (node.retry.times() > 0 && mending.hasEffect(node)) {
                node.retry = PlanStep.Retry.NONE;
                mending.draft()
                        .edit(
                                Edit.Sort.RETRY,
                                node.id,
                                "'" + node.tool + "' changes something outside the run and is not repeated",
                                0.97);
            }
        }
    }

    /** An unused step that another one does already. */
    private static void twins(Mending mending) {
        PlanDraft draft = mending.draft();
        boolean crowded = draft.nodes.size() > mending.limits().steps();
        Map<Object, PlanDraft.Node> first = new HashMap<>();
        for (PlanDraft.Node node : List.copyOf(draft.nodes)) {
            if (mending.hasEffect(node)) {
                continue;
            }
            List<Object> same = new ArrayList<>(List.of(node.tool, Map.copyOf(node.with)));
            same.add(String.valueOf(node.when));
            same.add(Optional.ofNullable(node.forEach));
            PlanDraft.Node other = first.putIfAbsent(same, node);
            if (other != null && (crowded || !draft.isUsed(node))) {
                draft.nodes.remove(node);
                draft.replaceEverywhere(ref -> ref.target().equals(node.id) ? new Argument.Ref(other.id) : ref);
                draft.renameInExpressions(Map.of(node.id, other.id), Map.of());
                draft.edit(
                        Edit.Sort.STEP_DROPPED,
                        node.id,
                        "step '" + other.id + "' does the same with the same arguments",
                        0.95);
            }
        }
    }

    /** An unused value goes into the one optional port of the next step that is free for it, where there is but one. */
    private static void connect(Mending mending) {
        PlanDraft draft = mending.draft();
        for (PlanDraft.Node node : List.copyOf(draft.nodes)) {
            if (draft.isUsed(node) || mending.hasEffect(node)) {
                continue;
            }
            Optional<Kind> kind = draft.kind(new Argument.Ref(node.id));
            List<Map.Entry<PlanDraft.Node, Port>> free = new ArrayList<>();
            boolean likeAnOutput =
                    draft.nodes.stream().anyMatch(n -> n != node && n.tool.equals(node.tool) && draft.isOutput(n));
            int next = draft.nodes.indexOf(node) + 1;
            if (next < draft.nodes.size() && !likeAnOutput) {
                PlanDraft.Node user = draft.nodes.get(next);
                for (Port port : mending.tool(user).map(t -> t.inputs()).orElse(List.of())) {
                    boolean takes = kind.filter(k -> port.kind().accepts(k)).isPresent()
                            && LiteralPass.isValueOfARun(port.kind());
                    if (takes
                            && !port.required()
                            && !user.with.containsKey(port.name())
                            && user.step().refs().stream().noneMatch(r -> dependsOn(draft, r, node))
                            && !draft.dependsOn(node, user)) {
                        free.add(Map.entry(user, port));
                    }
                }
            }
            if (free.size() == 1) {
                PlanDraft.Node user = free.get(0).getKey();
                Port port = free.get(0).getValue();
                user.with.put(port.name(), new Argument.Ref(node.id));
                draft.edit(
                        Edit.Sort.ARGUMENT_ADDED,
                        user.id,
                        "nothing used '" + node.id + "', and '" + port.name() + "' of this step, the next, can take it",
                        0.75);
            }
        }
    }

    private static boolean dependsOn(PlanDraft draft, Argument.Ref ref, PlanDraft.Node node) {
        return draft.node(ref.target()).filter(n -> draft.dependsOn(n, node)).isPresent();
    }

    private static void missing(Mending mending) {
        PlanDraft draft = mending.draft();
        boolean effect = draft.nodes.stream().anyMatch(mending::hasEffect);
        if (!draft.outputs.isEmpty() || effect || draft.nodes.isEmpty()) {
            return;
        }
        PlanDraft.Node last = draft.nodes.get(draft.nodes.size() - 1);
        for (PlanDraft.Node node : draft.nodes) {
            if (!draft.isUsed(node)) {
                last = node;
            }
        }
        draft.outputs.put("result", new Argument.Ref(last.id));
        draft.edit(
                Edit.Sort.OUTPUT,
                "",
                "the plan gave nothing; it gives what its last step '" + last.id + "' does",
                0.85);
    }

    private static void unused(Mending mending) {
        PlanDraft draft = mending.draft();
        for (PlanDraft.Node node : draft.nodes) {
            if (!draft.isUsed(node) && !mending.hasEffect(node)) {
                String name = node.id;
                for (int i = 2; draft.outputs.containsKey(name); i++) {
                    name = node.id + "_" + i;
                }
                draft.outputs.put(name, new Argument.Ref(node.id));
                draft.edit(
                        Edit.Sort.OUTPUT,
                        node.id,
                        "nothing used what it gives, and it may have been asked for: the plan gives it out",
                        0.7);
            }
        }
    }
}
