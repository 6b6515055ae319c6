package org.eyes4j.vision.remote;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.remote.RemoteException.Kind;

/**
 * One server, as all who ask it share it: so many calls at the same time, each within a time, tried again where that may help, and
 * left alone after five failures one after the other. Thread-safe.
 */
public final class Endpoint {
    private static final int FAILURES = 5;
    private static final Duration RECOVERY = Duration.ofSeconds(15);
    private static final long FIRST_PAUSE = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();

    private final String name;
    private final RemoteGraph.Limits limits;
    private final Turn turn;
    private final Breaker breaker;

    /** One try. */
    @FunctionalInterface
    public interface Attempt<T> {
        /**
         * @param deadline when it must be over, as {@link System#nanoTime}
         * @throws RemoteException if it comes to nothing
         */
        T run(long deadline);
    }

    /** @param name what messages call it, without secrets */
    public Endpoint(String name, RemoteGraph.Limits limits) {
        this(name, limits, new Breaker(FAILURES, RECOVERY, System::nanoTime));
    }

    Endpoint(String name, RemoteGraph.Limits limits, Breaker breaker) {
        this.name = name;
        this.limits = limits;
        this.turn = new Turn(limits.concurrency());
        this.breaker = breaker;
    }

    public String name() {
        return name;
    }

    public RemoteGraph.Limits limits() {
        return limits;
    }

    /**
     * Makes a call.
     *
     * @param repeatable whether making it twice does no more than making it once: only such a call is tried again
     * @throws RemoteException if it comes to nothing
     */
    public <T> T call(boolean repeatable, Cancellation cancellation, Attempt<T> attempt) {
        long deadline = System.nanoTime() + limits.timeout().toNanos();
        try {
            if (!turn.take(deadline, cancellation)) {
                throw cancellation.isRequested()
                        ? cancelled()
                        : new RemoteException(
                                Kind.UNREACHABLE,
                                name + " is busy: no turn within " + shown(limits.timeout()) + ", with "
                                        + limits.concurrency() + " calls at a time (`concurrency`)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        }
        try {
            Optional<String> refusal = breaker.refusal();
            if (refusal.isPresent()) {
                throw new RemoteException(Kind.UNREACHABLE, name + " " + refusal.get());
            }
            return tries(repeatable ? limits.retries() : 0, deadline, cancellation, attempt);
        } finally {
            turn.giveBack();
        }
    }

    private <T> T tries(int retries, long deadline, Cancellation cancellation, Attempt<T> attempt) {
        boolean told = false;
        try {
            for (int i = 0; ; i++) {
                if (cancellation.isRequested()) {
                    throw cancelled();
                }
                try {
                    T answer = attempt.run(deadline);
                    breaker.succeeded();
                    told = true;
                    return answer;
                } catch (RemoteException e) {
                    long pause = pause(i, e);
                    if (i >= retries || !e.mayPass() || pause >= deadline - System.nanoTime()) {
                        if (e.isFailing()) {
                            breaker.failed(String.valueOf(e.getMessage()));
                            told = true;
                        }
                        throw e;
                    }
                    Turn.pause(pause, cancellation);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        } finally {
            if (!told) {
                breaker.neither();
            }
        }
    }

    /** What it asked for, or twice as long after each try; a little more or less each time, so that many do not come back at once. */
    private static long pause(int tries, RemoteException e) {
        double spread = ThreadLocalRandom.current().nextDouble(0.5, 1);
        long usual = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(tries, 10));
        return e.waiting()
                .map(wait -> wait.toNanos() + (long) (FIRST_PAUSE * (1 - spread)))
                .orElse((long) (usual * spread));
    }

    RemoteException cancelled() {
        return new RemoteException(Kind.CANCELLED, "The call of " + name + " was cancelled");
    }

    RemoteException late() {
        return new RemoteException(
                Kind.TIMED_OUT, name + " did not answer within " + shown(limits.timeout()) + " (`timeout`)");
    }

    private static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
