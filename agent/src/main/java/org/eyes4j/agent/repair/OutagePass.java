package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;

/**
 * Puts another tool in the place of one that cannot be called just now: one that gives the same kind, takes every argument
 * that the step has and needs no more, and whose words say much the same. Where there is none the step stays as it is.
 */
final class OutagePass implements Mending.Pass {
    /** How much of what the one says of itself the other must say too. */
    private static final double LIKE = 0.6;

    private record Stand(ToolSpecification tool, Map<String, Argument> with, double likeness) {}

    @Override
    public void mend(Mending mending) {
        if (mending.outages().isEmpty()) {
            return;
        }
        for (PlanDraft.Node node : mending.draft().nodes) {
            String outage = mending.outages().get(node.tool);
            if (outage != null) {
                mending.tool(node).flatMap(tool -> standIn(mending, node, tool)).ifPresent(stand -> {
                    String old = node.tool;
                    node.tool = stand.tool.name();
                    node.with.clear();
                    node.with.putAll(stand.with);
                    mending.draft()
                            .edit(
                                    Edit.Sort.RENAMED,
                                    node.id,
                                    "'" + old + "' cannot be called just now (" + outage + "); '" + node.tool
                                            + "' takes and gives the same",
                                    Math.min(0.9, 0.4 + 0.5 * stand.likeness));
                });
            }
        }
    }

    private static Optional<Stand> standIn(Mending mending, PlanDraft.Node node, ToolSpecification out) {
        List<String> words = Words.of(out.description());
        Stand best = null;
        for (ToolSpecification tool : mending.catalogue().tools()) {
            boolean may = !mending.outages().containsKey(tool.name())
                    && tool.output().equals(out.output())
                    && tool.is(Trait.EFFECT) == out.is(Trait.EFFECT);
            Optional<Map<String, Argument>> with = may ? arguments(node, out, tool) : Optional.empty();
            double likeness = with.isPresent() ? likeness(words, said(tool)) : 0;
            if (with.isPresent() && likeness >= LIKE && (best == null || likeness > best.likeness)) {
                best = new Stand(tool, with.get(), likeness);
            }
        }
        return Optional.ofNullable(best);
    }

    private static List<String> said(ToolSpecification tool) {
        List<String> words = new ArrayList<>(Words.of(tool.name()));
        words.addAll(Words.of(tool.description()));
        tool.phrases().forEach(phrase -> words.addAll(Words.of(phrase)));
        return words;
    }

    private static double likeness(List<String> words, List<String> others) {
        return words.stream()
                .mapToDouble(word -> others.stream()
                        .mapToDouble(other -> Words.alike(word, other))
                        .max()
                        .orElse(0))
                .average()
                .orElse(0);
    }

    /** The step's arguments at the other tool's ports: those of the same name, else of the same kind. */
    private static Optional<Map<String, Argument>> arguments(
            PlanDraft.Node node, ToolSpecification out, ToolSpecification tool) {
        Map<String, Argument> with = new LinkedHashMap<>();
        for (Map.Entry<String, Argument> argument : node.with.entrySet()) {
            Optional<Port> from = out.input(argument.getKey());
            Optional<Port> to = from.flatMap(port -> tool.input(port.name())
                    .filter(same -> same.kind().accepts(port.kind()))
                    .or(() -> tool.inputs().stream()
                            .filter(p -> p.kind().equals(port.kind())
                                    && !with.containsKey(p.name())
                                    && !node.with.containsKey(p.name()))
                            .findFirst()));
            if (to.isEmpty()) {
                return Optional.empty();
            }
            with.put(to.get().name(), argument.getValue());
        }
        boolean whole = tool.inputs().stream().allMatch(port -> !port.required() || with.containsKey(port.name()));
        return whole ? Optional.of(with) : Optional.empty();
    }
}
