package org.eyes4j.app.server.stream;

import jakarta.servlet.http.HttpServletRequest;
import org.eyes4j.tools.Cancellation;

/** Notices that whoever waits for an answer has gone. Thread-safe. */
public interface ClientWatch {

    /**
     * Watches a request until it is answered.
     *
     * @return told within a second after the client went; never told once the request is over
     */
    Cancellation watch(HttpServletRequest request);
}
