package org.eyes4j.agent.repair;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.check.PlanKinds;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;

/** Gives arguments the names of the ports that they are meant for, where that is obvious. */
final class ArgumentPass implements Mending.Pass {
    private static final double ENOUGH = 0.5;

    /** Words that are used for one another in calls. */
    private static final List<Set<String>> ALIKE = List.of(
            Set.of("image", "picture", "photo", "img", "pic", "input_image", "source", "frame", "canvas"),
            Set.of("other", "second", "image2", "other_image", "second_image", "reference", "target"),
            Set.of(
                    "items",
                    "detections",
                    "regions",
                    "boxes",
                    "objects",
                    "things",
                    "input",
                    "bboxes",
                    "found",
                    "results"),
            Set.of(
                    "labels",
                    "label",
                    "classes",
                    "categories",
                    "queries",
                    "objects",
                    "class",
                    "names",
                    "targets",
                    "what"),
            Set.of("threshold", "confidence", "min_score", "score", "score_threshold", "min_confidence"),
            Set.of("limit", "top_k", "k", "n", "max", "count", "number", "top", "max_results"),
            Set.of("where", "condition", "filter", "predicate", "cond"),
            Set.of("order_by", "sort_by", "sort", "key", "by"),
            Set.of("question", "query", "prompt", "text", "instruction"),
            Set.of("prompts", "points", "boxes", "visual_prompts"),
            Set.of("anchor", "reference", "relative_to", "of", "to", "target"),
            Set.of("how", "method", "mode", "style", "kind", "type", "way"),
            Set.of("relation", "direction", "position", "side"),
            Set.of("index", "position", "which", "i", "nth"),
            Set.of("name", "file", "filename", "path", "file_name"),
            Set.of("separator", "delimiter", "sep", "join"));

    @Override
    public void mend(Mending mending) {
        mending.draft().nodes.forEach(node -> mending.tool(node).ifPresent(tool -> rename(mending, node, tool)));
    }

    private static void rename(Mending mending, PlanDraft.Node node, ToolSpecification tool) {
        boolean again = true;
        while (again) {
            again = false;
            String from = "";
            Port to = null;
            double best = ENOUGH;
            for (Map.Entry<String, Argument> entry : node.with.entrySet()) {
                if (tool.input(entry.getKey()).isPresent()) {
                    continue;
                }
                for (Port port : tool.inputs()) {
                    double score = node.with.containsKey(port.name())
                            ? 0
                            : score(mending, node, tool, entry.getKey(), entry.getValue(), port);
                    if (score > best) {
                        best = score;
                        from = entry.getKey();
                        to = port;
                    }
                }
            }
            if (to != null) {
                replace(node, from, to.name());
                mending.draft()
                        .edit(
                                Edit.Sort.ARGUMENT_RENAMED,
                                node.id,
                                "'" + tool.name() + "' has no argument '" + brief(from) + "'; '" + to.name()
                                        + "' takes what it holds",
                                Math.min(0.97, best));
                again = true;
            }
        }
    }

    /** Keeps the order of the arguments. */
    private static void replace(PlanDraft.Node node, String from, String to) {
        Map<String, Argument> renamed = new LinkedHashMap<>();
        node.with.forEach((name, argument) -> renamed.put(name.equals(from) ? to : name, argument));
        node.with.clear();
        node.with.putAll(renamed);
    }

    private static double score(
            Mending mending, PlanDraft.Node node, ToolSpecification tool, String name, Argument argument, Port port) {
        Optional<Boolean> fits = fits(mending, node, argument, port);
        double score = alike(name, port);
        if (fits.isPresent() && fits.get()) {
            long rivals = tool.inputs().stream()
                    .filter(p -> p.required() && !node.with.containsKey(p.name()))
                    .filter(p -> fits(mending, node, argument, p).orElse(false))
                    .count();
            // What the call cannot do without, and nothing else is there that it could be.
            score += port.required() ? rivals == 1 ? 0.55 : 0.3 : 0.1;
        } else if (fits.isPresent()) {
            score -= 0.35;
        }
        return score;
    }

    private static double alike(String name, Port port) {
        String mine = fold(name);
        String its = fold(port.name());
        if (mine.equals(its)) {
            return 0.95;
        }
        if (Names.nearest(name, List.of(port.name())).isPresent()
                && (its.length() > 3
                        || Math.abs(mine.length() - its.length()) <= 1 && mine.charAt(0) == its.charAt(0))) {
            return 0.8;
        }
        if (ALIKE.stream()
                .anyMatch(
                        same -> same.contains(port.name()) && same.contains(name.toLowerCase(java.util.Locale.ROOT)))) {
            return 0.7;
        }
        List<String> words = Words.of(name.replace('_', ' '));
        List<String> its1 = Words.of(port.name().replace('_', ' '));
        List<String> its2 = Words.of(port.description());
        double best = 0;
        for (String word : words) {
            for (String other : its1) {
                best = Math.max(best, 0.6 * Words.alike(word, other));
            }
            for (String other : its2) {
                best = Math.max(best, 0.3 * Words.alike(word, other));
            }
        }
        return best;
    }

    /** Whether an argument is of a port's kind, or can be made so; empty where nobody knows. */
    private static Optional<Boolean> fits(Mending mending, PlanDraft.Node node, Argument argument, Port port) {
        if (argument instanceof Argument.Ref ref) {
            Optional<Kind> kind =
                    ref.isItem() ? mending.draft().item(node) : mending.draft().kind(ref);
            return kind.map(k -> !port.expression() && PlanKinds.mayFit(port.kind(), k));
        } else if (argument instanceof Argument.Literal literal) {
            return Optional.of(Literals.readable(port, literal.json())
                    || Literals.coerced(port, literal.json()).isPresent());
        } else if (argument instanceof Argument.Items) {
            return Optional.of(port.kind() instanceof Kind.ListKind);
        }
        return port.expression() ? Optional.of(true) : Optional.empty();
    }

    private static String fold(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static String brief(String text) {
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
