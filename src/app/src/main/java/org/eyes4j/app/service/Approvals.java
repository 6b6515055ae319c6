package org.eyes4j.app.service;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.agent.run.Approver;
import org.eyes4j.tools.Cancellation;

/**
 * Steps that wait for a person's yes, and the answers that come over a door. A question is told as the run's event
 * {@code approval.asked}; a run that is cancelled or parked takes its questions back. Thread-safe.
 */
public final class Approvals implements Approver {
    private final Map<Waiting, CompletableFuture<Decision>> waiting = new ConcurrentHashMap<>();

    private record Waiting(String run, String step) {}

    @Override
    public Decision ask(Question question, Cancellation cancellation) {
        Waiting key = new Waiting(question.run(), question.step());
        CompletableFuture<Decision> answer = waiting.computeIfAbsent(key, k -> new CompletableFuture<>());
        try (var unused = cancellation.onRequest(() -> answer.cancel(false))) {
            return answer.join();
        } catch (CancellationException e) {
            throw new CancellationException("the question was taken back");
        } finally {
            waiting.remove(key, answer);
        }
    }

    /**
     * Answers a step that waits.
     *
     * @param run a run that the caller may see
     * @throws Problem if the step waits for nobody
     */
    public void answer(Run run, String step, boolean approved, Caller caller) {
        caller.demand(Caller.Scope.CALL);
        CompletableFuture<Decision> answer = waiting.get(new Waiting(run.id(), step));
        String by = "'" + caller.name() + "'";
        boolean taken = answer != null
                && answer.complete(approved ? Decision.approved(by + " said yes") : Decision.declined(by + " said no"));
        if (!taken) {
            throw Problem.of(
                    Problem.Type.CONFLICT,
                    "The step '" + (step.length() > 80 ? step.substring(0, 77) + "..." : step) + "' of the run '"
                            + run.id() + "' waits for nobody's yes");
        }
    }
}
