package org.eyes4j.app.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;

/**
 * Who asks, for doors that are no controllers; a controller takes a {@link Caller} as an argument. Thread-safe: it lies in the
 * request, so any thread that works for it finds it.
 */
public final class Callers {
    private static final String ATTRIBUTE = Caller.class.getName();

    private Callers() {}

    /**
     * Who asks.
     *
     * @throws Problem if nobody said so
     */
    public static Caller of(HttpServletRequest request) {
        return known(request)
                .orElseThrow(() -> Problem.of(
                        Problem.Type.UNAUTHORIZED, "Send an API key or a token: 'Authorization: Bearer KEY'"));
    }

    /** Who asks, if they said so: the page's own files and health are for anybody. */
    public static Optional<Caller> known(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? Optional.of(caller) : Optional.empty();
    }

    static void set(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }
}
