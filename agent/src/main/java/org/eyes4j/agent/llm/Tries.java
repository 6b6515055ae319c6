package org.eyes4j.agent.llm;

import java.time.Duration;
import org.eyes4j.config.language.LanguageModelSettings.Limits;
import org.eyes4j.tools.Cancellation;

/** When a call that failed is tried again. For one call, by one thread. */
final class Tries {
    private final Limits limits;
    private final Deadline deadline;
    private final Pause pause;
    private int made = 1;

    Tries(Limits limits, Deadline deadline, Pause pause) {
        this.limits = limits;
        this.deadline = deadline;
        this.pause = pause;
    }

    /**
     * Waits as long as the endpoint asked for, or twice as long as before.
     *
     * @throws WireFault if there is to be no further try: what to tell
     */
    void again(WireFault fault, Cancellation cancellation) {
        if (!fault.isPassing() || cancellation.isRequested()) {
            throw fault;
        }
        Duration wait = fault.pause().orElse(limits.retryDelay().multipliedBy(1L << Math.min(made - 1, 20)));
        if (fault.pause().isPresent() && wait.compareTo(limits.maxWait()) > 0) {
            throw told(
                    fault,
                    "; it asks to wait " + Deadline.text(wait) + ", more than the " + Deadline.text(limits.maxWait())
                            + " of max_wait");
        }
        if (made > limits.retries()) {
            throw made == 1 ? fault : told(fault, " (" + made + " tries)");
        }
        if (wait.compareTo(deadline.left()) >= 0) {
            throw told(fault, "; no time is left for another try (total_timeout)");
        }
        made++;
        pause.pause(wait, cancellation);
    }

    private static WireFault told(WireFault fault, String more) {
        return WireFault.lasting(fault.trouble(), fault.message() + more, fault.hint());
    }
}
