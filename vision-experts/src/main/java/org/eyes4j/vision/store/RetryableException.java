package org.eyes4j.vision.store;

import java.time.Duration;
import java.util.Optional;

/** A source may give the file when it is asked again. */
final class RetryableException extends SourceException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> wait;

    /**
     * A fault that may pass.
     *
     * @param wait how long the server asks to wait
     */
    RetryableException(String answer, Optional<Duration> wait) {
        super(answer);
        this.wait = wait;
    }

    Optional<Duration> waitTime() {
        return wait;
    }
}
