package org.eyes4j.app.server.stream;

import jakarta.servlet.http.HttpServletRequest;
import org.eyes4j.tools.Cancellation;
import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;

/** Where nothing can look at connections: what was begun is done to its end. */
@Component
@Fallback
class NoWatch implements ClientWatch {
    @Override
    public Cancellation watch(HttpServletRequest request) {
        return new Cancellation();
    }
}
