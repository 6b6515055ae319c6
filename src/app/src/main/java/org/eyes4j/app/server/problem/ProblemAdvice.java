package org.eyes4j.app.server.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.eyes4j.app.service.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Whatever goes wrong behind a controller or on the way to one, as a problem. What is a bug goes to the log. */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler(Exception.class)
    void told(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Thrown.isClientGone(thrown)) {
            return;
        }
        Optional<Problem> known = Thrown.problem(thrown);
        if (known.isPresent() && thrown instanceof ErrorResponse spring) {
            // What is allowed or read instead.
            copy(spring.getHeaders(), HttpHeaders.ALLOW, response);
            copy(spring.getHeaders(), HttpHeaders.ACCEPT, response);
        }
        problems.write(known.orElseGet(() -> bug(thrown, request)), request, response);
    }

    private static void copy(HttpHeaders from, String name, HttpServletResponse to) {
        String value = from.getFirst(name);
        if (value != null) {
            to.setHeader(name, value);
        }
    }

    static Problem bug(Throwable thrown, HttpServletRequest request) {
        LOG.error("{} {} failed unexpectedly", request.getMethod(), request.getRequestURI(), thrown);
        return Problem.of(Problem.Type.INTERNAL, "Stopped by a bug; the server's log has the details");
    }
}
