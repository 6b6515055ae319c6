package org.eyes4j.tools.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Opens after so many failures one after the other, lets one call through as a trial after a while, and closes again when
 * that works. Thread-safe.
 */
final class Breaker {
    private final String tool;
    private final GuardSettings settings;
    private final Clock clock;
    private final CircuitBreaker circuit;
    private volatile Instant until = Instant.MIN;
    private volatile String last = "";

    Breaker(String tool, GuardSettings settings, Clock clock) {
        this.tool = tool;
        this.settings = settings;
        this.clock = clock;
        this.circuit = CircuitBreaker.of(
                tool,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(settings.failures())
                        .minimumNumberOfCalls(settings.failures())
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(settings.recovery())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clock)
                        .build());
        circuit.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                until = clock.instant().plus(settings.recovery());
            }
        });
    }

    /** Why the tool is left alone just now; empty where it is not, or where it is time for a trial. */
    Optional<String> outage() {
        return circuit.getState() == CircuitBreaker.State.OPEN
                        && !clock.instant().isAfter(until)
                ? Optional.of(alone())
                : Optional.empty();
    }

    /** Lets a call begin, which then ends with one of the others; why not, if it may not. */
    Optional<String> enter() {
        return circuit.tryAcquirePermission() ? Optional.empty() : Optional.of(alone());
    }

    void worked(long nanos) {
        circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(long nanos, String why) {
        last = why;
        circuit.onError(nanos, TimeUnit.NANOSECONDS, new IllegalStateException(why));
    }

    /** A call ended that says nothing about the tool. */
    void leave() {
        circuit.releasePermission();
    }

    private String alone() {
        Duration left = Duration.between(clock.instant(), until);
        String rest = left.isNegative()
                ? "while another call tries it"
                : "for another " + Math.max(1, left.toSeconds()) + " s";
        int failures = settings.failures();
        return "'" + tool + "' failed " + failures + (failures == 1 ? " time" : " times running")
                + " and is left alone " + rest + " (last: " + last + ")";
    }
}
