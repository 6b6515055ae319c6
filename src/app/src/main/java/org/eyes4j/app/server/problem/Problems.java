package org.eyes4j.app.server.problem;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.ProblemJson;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Writes problems as answers, in the form of the path that was asked. Thread-safe. */
@Component
public class Problems {
    private static final ErrorForm RFC_9457 = new ErrorForm() {
        @Override
        public boolean serves(String path) {
            return true;
        }

        @Override
        public JsonNode body(Problem problem) {
            return ProblemJson.of(problem);
        }

        @Override
        public MediaType mediaType() {
            return MediaType.APPLICATION_PROBLEM_JSON;
        }
    };

    private final List<ErrorForm> forms;

    public Problems(List<ErrorForm> forms) {
        this.forms = List.copyOf(forms);
    }

    /** Writes one, unless the answer is under way already. Headers that were set stay, but for those of another body. */
    public void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        String path = path(request);
        ErrorForm form = forms.stream().filter(f -> f.serves(path)).findFirst().orElse(RFC_9457);
        byte[] body = form.body(problem).toString().getBytes(StandardCharsets.UTF_8);
        response.resetBuffer();
        for (String header : List.of(
                HttpHeaders.CONTENT_LENGTH,
                HttpHeaders.CONTENT_ENCODING,
                HttpHeaders.CONTENT_DISPOSITION,
                HttpHeaders.CONTENT_RANGE,
                HttpHeaders.ETAG,
                HttpHeaders.LAST_MODIFIED)) {
            if (response.containsHeader(header)) {
                response.setHeader(header, null);
            }
        }
        response.setStatus(form.status(problem));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        problem.retryAfter()
                .ifPresent(after ->
                        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, after.toSeconds()))));
        response.setContentType(form.mediaType().toString());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** What was asked for first, whatever page serves now. */
    private static String path(HttpServletRequest request) {
        Object first = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = first instanceof String text ? text : request.getRequestURI();
        return path == null ? "" : path;
    }
}
