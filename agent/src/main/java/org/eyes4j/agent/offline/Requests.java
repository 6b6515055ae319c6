package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eyes4j.agent.language.Script;
import org.eyes4j.agent.offline.Target.Sort;

/** Turns the clauses of a question into goals, what was named before standing in for "it" and for what is left out. */
final class Requests {
    private Requests() {}

    /** The goals if nothing that matters was left out of them; else that the clause cannot be answered, and for which word. */
    private static List<Goal> heeding(Clause clause, List<Goal> goals) {
        if (!goals.isEmpty() && Overlooked.asksForNone(clause, goals)) {
            return goals.stream()
                    .map(goal -> Goal.of(goal.asked(), goal.target(), "none", goal.said()))
                    .toList();
        }
        return Overlooked.word(clause, goals)
                .map(word -> List.of(new Goal(Asked.CANNOT, List.of(), "word:" + word, null, clause.said())))
                .orElse(goals);
    }

    static Question read(Script script, List<Clause> clauses, Rules rules) {
        List<Goal> goals = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        List<Target> topics = List.of();
        for (Clause clause : clauses) {
            List<Goal> found = heeding(clause, rules.goals(clause.after(topics)));
            if (found.isEmpty()) {
                topics = clause.nouns().isEmpty() ? topics : clause.ownTargets();
                if (clause.nouns().isEmpty()
                        || clause.pieces().size() > 2 * clause.nouns().size()) {
                    unread.add(clause.said());
                }
                continue;
            }
            int picture = clause.nouns().stream()
                    .filter(target -> target.is(Sort.PICTURE))
                    .mapToInt(Target::index)
                    .max()
                    .orElse(0);
            // Pictures held against each other are all looked at.
            found.forEach(goal -> goals.add(goal.how().matches("most|fewest") ? goal : goal.inPicture(picture)));
            List<Target> named = found.stream()
                    .flatMap(goal -> goal.targets().stream())
                    .filter(target -> !target.is(Sort.ANYTHING))
                    .toList();
            topics = named.isEmpty() ? topics : named;
        }
        boolean told = !goals.isEmpty() && unread.isEmpty();
        if (goals.isEmpty() && clauses.size() == 1) {
            // Things alone ("any dogs?", "the red cup") tell enough; a verb that nobody knows with them does not.
            goals.addAll(rules.bare(clauses.get(0)));
            told = !goals.isEmpty()
                    && !clauses.get(0).has(Clause.UNKNOWN_VERB)
                    && clauses.get(0).targets().size() == 1;
        }
        // "Remove the background, keep only the cat" asks for one cut-out.
        boolean named = goals.stream()
                .anyMatch(g -> g.asked() == Asked.CUTOUT && !g.targets().isEmpty());
        goals.removeIf(g -> named && g.asked() == Asked.CUTOUT && g.targets().isEmpty());
        Set<String> asked = new HashSet<>();
        goals.removeIf(g -> !asked.add(g.picture() + " " + g) && g.asked() != Asked.CANNOT);
        List<Target> things =
                clauses.stream().flatMap(clause -> clause.ownTargets().stream()).toList();
        return new Question(script, goals, told ? List.of() : unread, told, things, List.of());
    }
}
