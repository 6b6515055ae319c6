package org.eyes4j.agent.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.agent.check.PlanKinds;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;

/** Where a step could take a value of a kind from. */
final class Sources {
    /**
     * A value that fits.
     *
     * @param confidence that it is the one that is meant
     */
    record Source(Argument.Ref ref, double confidence) {}

    private record Ranked(Argument.Ref ref, double score) {}

    private Sources() {}

    /**
     * The value of a kind that a step most likely means: what nothing uses yet, what stands near before it, what belongs
     * to the picture its other arguments come from, what sounds like the hint. Never one that would close a circle.
     *
     * @param hint what the plan called it; may be empty
     */
    static Optional<Source> best(Mending mending, PlanDraft.Node node, Kind wanted, String hint) {
        List<Ranked> ranked = new ArrayList<>();
        PlanDraft draft = mending.draft();
        Set<String> pictures = picturesOf(draft, node);
        Set<Argument.Ref> taken = node.step().refs();
        draft.inputs.forEach((name, input) -> {
            if (fits(wanted, input.kind())) {
                Argument.Ref ref = Argument.Ref.input(name);
                double score = 1
                        + (pictures.contains(ref.target()) ? 0.5 : 0)
                        - (taken.contains(ref) && wanted != Kind.IMAGE ? 0.6 : 0)
                        - (taken.contains(ref) && samePort(mending, node, ref, wanted) ? 0.6 : 0)
                        + (isUsed(draft, ref) ? 0 : 0.25)
                        + likeness(hint, name);
                ranked.add(new Ranked(ref, score));
            }
        });
        int at = draft.nodes.indexOf(node);
        for (int i = 0; i < draft.nodes.size(); i++) {
            PlanDraft.Node source = draft.nodes.get(i);
            Argument.Ref ref = new Argument.Ref(source.id);
            Optional<Kind> kind = draft.kind(ref).filter(k -> fits(wanted, k));
            if (source == node || kind.isEmpty() || draft.dependsOn(source, node)) {
                continue;
            }
            boolean later = i > at;
            double score = (wanted.accepts(kind.get()) && wanted != Kind.ANY ? 1 : 0.6)
                    + (draft.isUsed(source) ? 0 : 0.45)
                    - (later ? 0.5 : 0)
                    - 0.03 * Math.min(8, Math.abs(at - i))
                    + (wanted == Kind.IMAGE && pictures.contains(source.id) ? 0.6 : 0)
                    - (taken.contains(ref) ? 0.6 : 0)
                    - (wanted == Kind.IMAGE && draft.isUsed(source) ? 0.3 : 0)
                    + likeness(hint, source.id + " " + source.tool);
            ranked.add(new Ranked(ref, score));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        double margin = ranked.size() == 1 ? 1 : ranked.get(0).score - ranked.get(1).score;
        double confidence = ranked.size() == 1 ? 0.92 : Math.min(0.9, 0.55 + 0.6 * margin);
        return Optional.of(new Source(ranked.get(0).ref, confidence));
    }

    private static boolean fits(Kind wanted, Kind given) {
        return PlanKinds.mayFit(wanted, given);
    }

    /** Whether a step takes this very value at a port of the same kind already. */
    private static boolean samePort(Mending mending, PlanDraft.Node node, Argument.Ref ref, Kind wanted) {
        return node.with.entrySet().stream()
                .anyMatch(e -> e.getValue().equals(ref)
                        && mending.port(node, e.getKey())
                                .filter(p -> p.kind().equals(wanted))
                                .isPresent());
    }

    private static boolean isUsed(PlanDraft draft, Argument.Ref ref) {
        return draft.nodes.stream().anyMatch(n -> n.step().needs(draft.ids()).contains(ref));
    }

    /** The pictures, given or made by a step, that a step's other arguments come from, the nearest only. */
    static Set<String> picturesOf(PlanDraft draft, PlanDraft.Node node) {
        Set<String> pictures = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        List<PlanDraft.Node> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            PlanDraft.Node next = open.remove(0);
            if (!seen.add(next.id)) {
                continue;
            }
            for (Argument.Ref ref : next.step().refs()) {
                if (draft.kind(ref).filter(Kind.IMAGE::equals).isPresent()) {
                    pictures.add(ref.target());
                } else {
                    draft.node(ref.target()).ifPresent(open::add);
                }
            }
        }
        return pictures;
    }

    /** How alike two names are, 0 to 1: by letters, or by the words in them. */
    static double likeness(String hint, String name) {
        if (hint.isBlank()) {
            return 0;
        }
        String first = name.contains(" ") ? name.substring(0, name.indexOf(' ')) : name;
        if (Names.nearest(hint, List.of(first)).isPresent()) {
            return 0.8;
        }
        List<String> words = Words.of(hint.replace('_', ' ').replaceAll("(?<=[a-z])(?=\\d)", " "));
        List<String> others = Words.of(name.replace('_', ' ').replaceAll("(?<=[a-z])(?=\\d)", " "));
        if (words.isEmpty()) {
            return 0;
        }
        double alike = 0;
        for (String word : words) {
            alike +=
                    others.stream().mapToDouble(o -> Words.alike(word, o)).max().orElse(0);
        }
        return 0.6 * alike / words.size();
    }
}
