package org.eyes4j.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.ProblemJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Whatever goes wrong behind a controller, as problem details. What is a bug goes to the log. */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler(Exception.class)
    ResponseEntity<JsonNode> told(Exception thrown, HttpServletRequest request) {
        Problem problem = Problem.of(thrown).orElseGet(() -> {
            LOG.error("{} {} failed unexpectedly", request.getMethod(), request.getRequestURI(), thrown);
            return Problem.of(Problem.Type.INTERNAL, "Stopped by a bug; the server's log has the details");
        });
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        problem.retryAfter()
                .ifPresent(
                        after -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, after.toSeconds()))));
        return ResponseEntity.status(problem.type().status()).headers(headers).body(ProblemJson.of(problem));
    }
}
