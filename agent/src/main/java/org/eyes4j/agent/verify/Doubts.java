package org.eyes4j.agent.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.answer.Look;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.run.RunResult;

/**
 * What second looks do to an answer. A sentence keeps its status, and gets what differed as a doubt, where some of its evidence
 * did not come back or more than it tells was found. It is supported no more (and {@code --strict} leaves it out) where a region
 * that it rests on came back in no look, where the one label or answer that it rests on came out otherwise, or where it says
 * that nothing is there and something was found. Stateless.
 */
public final class Doubts {
    private Doubts() {}

    /** The answer with its looks, and what they leave of it. */
    public static Answer apply(Answer answer, List<Look> looks, RunResult result) {
        Answer seen = new Answer(answer.claims(), answer.removed(), answer.notice(), looks);
        List<Claim> claims = answer.claims().stream()
                .map(claim -> judge(claim, seen, result))
                .toList();
        return new Answer(claims, answer.removed(), answer.notice(), looks);
    }

    private static Claim judge(Claim claim, Answer seen, RunResult result) {
        List<String> doubts = new ArrayList<>(claim.doubts());
        boolean falls = claim.evidence().stream().anyMatch(e -> isRegion(e) && seen.confidence(e.value()) == 0);
        for (Look look : seen.looks()) {
            if (look.agrees()) {
                continue;
            }
            List<Evidence> own = claim.evidence().stream()
                    .filter(e -> dependsOn(e.step(), look.step(), result))
                    .toList();
            boolean lost = claim.evidence().stream().anyMatch(e -> look.lost().contains(e.value()));
            boolean fewer = !look.lost().isEmpty() && own.stream().anyMatch(e -> !isRegion(e));
            boolean more = !look.extra().isEmpty() && !own.isEmpty();
            boolean other = look.kept().isEmpty()
                    && look.lost().isEmpty()
                    && look.extra().isEmpty()
                    && !own.isEmpty();
            if (lost || fewer || more || other) {
                doubts.add(look.told());
            }
            boolean absence = more && own.stream().allMatch(e -> e.kind() == Evidence.Type.STEP);
            falls |= other || absence;
        }
        boolean told = claim.status() == Claim.Status.SUPPORTED || claim.status() == Claim.Status.CONTRADICTED;
        Claim.Status status = falls && told ? Claim.Status.UNSUPPORTED : claim.status();
        return new Claim(claim.text(), status, claim.evidence(), claim.draft(), doubts);
    }

    private static boolean isRegion(Evidence evidence) {
        return evidence.kind() == Evidence.Type.REGION;
    }

    /** Whether a step is another, or works on what that gave. */
    private static boolean dependsOn(String step, String other, RunResult result) {
        Set<String> ids = result.plan().steps().stream().map(PlanStep::id).collect(Collectors.toSet());
        Set<String> reached = new LinkedHashSet<>(List.of(step));
        List<String> open = new ArrayList<>(reached);
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (next.equals(other)) {
                return true;
            }
            result.plan()
                    .step(next)
                    .ifPresent(s -> s.needs(ids).stream()
                            .filter(ref -> !ref.isInput() && !ref.isItem())
                            .map(Argument.Ref::name)
                            .filter(reached::add)
                            .forEach(open::add));
        }
        return false;
    }
}
