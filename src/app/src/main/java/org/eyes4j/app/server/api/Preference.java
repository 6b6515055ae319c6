package org.eyes4j.app.server.api;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a {@code Prefer} header (RFC 7240) wishes; what it does not know it passes over.
 *
 * @param async whether the client would rather not wait
 * @param patience how long it would, if it says so
 */
record Preference(boolean async, Optional<Duration> patience) {
    /** Longer than this nobody waits on one request. */
    static final int MOST_SECONDS = 60;

    static Preference of(Optional<String> header) {
        boolean async = false;
        Optional<Duration> wait = Optional.empty();
        for (String one : header.orElse("").toLowerCase(Locale.ROOT).split("[,;]", -1)) {
            String wish = one.strip();
            if (wish.equals("respond-async")) {
                async = true;
            } else if (wish.matches("wait\\s*=\\s*\"?\\d{1,4}\"?")) {
                int seconds = Integer.parseInt(wish.replaceAll("\\D", ""));
                wait = Optional.of(Duration.ofSeconds(Math.min(MOST_SECONDS, seconds)));
            }
        }
        return new Preference(async, wait);
    }
}
