package org.eyes4j.app.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eyes4j.app.server.problem.Problems;
import org.eyes4j.app.service.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Tells who is not known (401) and who may not (403), as problems. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final Problems problems;

    Refusals(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null || request.getHeader("X-API-Key") != null;
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"eyes4j\"" + (sent ? ", error=\"invalid_token\"" : ""));
        problems.write(
                Problem.of(
                        Problem.Type.UNAUTHORIZED,
                        sent
                                ? "The key or token is not known here, or is over"
                                : "Send an API key or a token: 'Authorization: Bearer KEY'"),
                request,
                response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        problems.write(
                Problem.of(
                        Problem.Type.FORBIDDEN,
                        "'" + Callers.of(request).name() + "' may not do this: its scopes are " + scopes(request)
                                + ". Whoever runs the server gives others (eyes4j.server.security.keys)"),
                request,
                response);
    }

    private static String scopes(HttpServletRequest request) {
        return Callers.of(request).scopes().stream()
                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
