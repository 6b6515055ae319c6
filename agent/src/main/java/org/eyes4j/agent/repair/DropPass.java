package org.eyes4j.agent.repair;

import java.util.List;

/** Leaves out arguments that no port of their tool can mean. */
final class DropPass implements Mending.Pass {
    @Override
    public void mend(Mending mending) {
        for (PlanDraft.Node node : mending.draft().nodes) {
            mending.tool(node).ifPresent(tool -> {
                for (String name : List.copyOf(node.with.keySet())) {
                    if (tool.input(name).isEmpty()) {
                        node.with.remove(name);
                        mending.draft()
                                .edit(
                                        Edit.Sort.ARGUMENT_DROPPED,
                                        node.id,
                                        "'" + tool.name() + "' has no argument '"
                                                + (name.length() > 80 ? name.substring(0, 77) + "..." : name)
                                                + "' and none that it could mean",
                                        0.35);
                    }
                }
            });
        }
    }
}
