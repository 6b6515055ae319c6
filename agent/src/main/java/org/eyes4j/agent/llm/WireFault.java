package org.eyes4j.agent.llm;

import java.time.Duration;
import java.util.Optional;
import org.eyes4j.agent.llm.ModelReply.Trouble;

/**
 * A call to an endpoint that came to nothing. Thrown through LangChain4j and caught by {@link EndpointModel}, which makes
 * a {@link ModelReply.Failed} of it.
 */
final class WireFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;
    private final transient String hint;
    private final transient boolean passing;
    private final transient Optional<Duration> wait;

    private WireFault(Trouble trouble, String message, String hint, boolean passing, Optional<Duration> wait) {
        super(message, null, false, false);
        this.trouble = trouble;
        this.hint = hint;
        this.passing = passing;
        this.wait = wait;
    }

    /**
     * @param message what came and what was expected, after the name of the model: {@code answered 401: …}
     * @param hint what to do; may be empty
     */
    static WireFault lasting(Trouble trouble, String message, String hint) {
        return new WireFault(trouble, message, hint, false, Optional.empty());
    }

    /** A fault that another try may not meet. */
    static WireFault passing(Trouble trouble, String message, String hint, Optional<Duration> wait) {
        return new WireFault(trouble, message, hint, true, wait);
    }

    static WireFault malformed(String message) {
        return lasting(Trouble.MALFORMED, message, "");
    }

    static WireFault cancelled() {
        return lasting(Trouble.CANCELLED, "was not waited for: the call was cancelled", "");
    }

    /** The fault in a chain of causes. */
    static Optional<WireFault> in(Throwable thrown) {
        Throwable t = thrown;
        for (int depth = 0; t != null && depth < 20; depth++) {
            if (t instanceof WireFault fault) {
                return Optional.of(fault);
            }
            t = t.getCause();
        }
        return Optional.empty();
    }

    Trouble trouble() {
        return trouble;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String hint() {
        return hint;
    }

    boolean isPassing() {
        return passing;
    }

    /** How long the endpoint asked to be left alone. */
    Optional<Duration> pause() {
        return wait;
    }
}
