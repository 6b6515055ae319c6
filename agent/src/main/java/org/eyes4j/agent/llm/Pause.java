package org.eyes4j.agent.llm;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eyes4j.tools.Cancellation;

/** Waits between two tries. */
@FunctionalInterface
interface Pause {
    /** Waits in real time, and no longer when the call is cancelled. */
    Pause REAL = (time, cancellation) -> {
        CountDownLatch woken = new CountDownLatch(1);
        try (Cancellation.Registration listening = cancellation.onRequest(woken::countDown)) {
            if (woken.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw WireFault.cancelled();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WireFault.cancelled();
        }
    };

    /** @throws WireFault if the call was cancelled meanwhile */
    void pause(Duration time, Cancellation cancellation);
}
