package org.eyes4j.agent.repair;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.name.Names;

/**
 * Finds the tool that a step means which names none: by letters, by words and meaning ({@link ToolNames}), by the kinds
 * around it, and by the arguments it is given. Between equals the request's words decide.
 */
final class ToolPass implements Mending.Pass {
    private static final double CLOSE = 0.05;

    /** A lead that needs no second opinion by meaning. */
    private static final double CLEAR = 0.15;

    /** What a name that differs by a slip or two counts. */
    private static final double SPELT = 0.8;

    private record Choice(ToolSpecification tool, double score) {}

    @Override
    public void mend(Mending mending) {
        for (PlanDraft.Node node : mending.draft().nodes) {
            if (mending.tool(node).isEmpty() && !mending.catalogue().tools().isEmpty()) {
                rename(mending, node);
            }
        }
    }

    private static void rename(Mending mending, PlanDraft.Node node) {
        String old = node.tool;
        List<Choice> choices = choices(mending, node, mending.catalogue().byWords());
        if (choices.size() > 1 && choices.get(0).score - choices.get(1).score < CLEAR) {
            choices = choices(mending, node, mending.catalogue().byMeaning());
        }
        Choice best = choices.get(0);
        double margin = choices.size() == 1 ? 1 : best.score - choices.get(1).score;
        boolean byWords = false;
        if (margin < CLOSE) {
            for (Choice other : choices) {
                boolean equal = best.score - other.score < CLOSE;
                if (equal && said(mending, other) > said(mending, best) + 1e-9) {
                    best = other;
                    byWords = true;
                }
            }
        }
        node.tool = best.tool.name();
        mending.draft()
                .edit(
                        Edit.Sort.RENAMED,
                        node.id,
                        "there is no tool '" + brief(old) + "'; '" + node.tool + "' is nearest by name, words and kinds"
                                + (byWords ? ", and of those equally near the request speaks of it" : ""),
                        Math.max(0.05, Math.min(0.98, 0.5 * best.score + 0.5 + Math.min(0, margin - 0.2))));
    }

    private static double said(Mending mending, Choice choice) {
        return mending.catalogue().relevance(mending.words(), choice.tool);
    }

    private static List<Choice> choices(Mending mending, PlanDraft.Node node, ToolNames names) {
        ToolCatalogue catalogue = mending.catalogue();
        Optional<String> spelt = Names.nearest(
                node.tool,
                catalogue.tools().stream().map(ToolSpecification::name).toList());
        return names.nearest(brief(node.tool), around(mending, node)).stream()
                .map(c -> {
                    ToolSpecification tool = catalogue.tool(c.tool().name()).orElseThrow();
                    double letters = spelt.filter(tool.name()::equals).isPresent() ? SPELT : 0;
                    return new Choice(tool, c.score() + letters + signature(node, tool));
                })
                .sorted(Comparator.comparingDouble(Choice::score).reversed())
                .toList();
    }

    /** How well the arguments that the step is given are those that the tool takes. */
    private static double signature(PlanDraft.Node node, ToolSpecification tool) {
        if (node.with.isEmpty()) {
            return 0;
        }
        long known = node.with.keySet().stream()
                .filter(name -> tool.input(name).isPresent())
                .count();
        long lacking = tool.inputs().stream()
                .filter(port -> port.required() && !node.with.containsKey(port.name()))
                .count();
        return 0.5 * known / node.with.size() - 0.1 * lacking - (known == 0 ? 0.1 : 0);
    }

    private static ToolNames.Surroundings around(Mending mending, PlanDraft.Node node) {
        PlanDraft draft = mending.draft();
        Set<String> comesIn = new HashSet<>();
        Set<String> wanted = new HashSet<>();
        Set<String> neighbours = new HashSet<>();
        for (Argument.Ref ref : node.step().refs()) {
            draft.kind(ref).ifPresent(kind -> comesIn.add(kind.toString()));
            draft.node(ref.target()).ifPresent(source -> neighbours.add(source.tool));
        }
        for (PlanDraft.Node user : draft.users(node)) {
            neighbours.add(user.tool);
            user.with.forEach((name, argument) -> mending.port(user, name)
                    .filter(port ->
                            argument instanceof Argument.Ref ref && ref.target().equals(node.id))
                    .map(Port::kind)
                    .ifPresent(kind -> wanted.add(kind.toString())));
        }
        wanted.remove("any");
        return new ToolNames.Surroundings(node.id.replace('_', ' '), comesIn, wanted, neighbours);
    }

    private static String brief(String text) {
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
