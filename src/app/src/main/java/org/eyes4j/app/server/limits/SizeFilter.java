package org.eyes4j.app.server.limits;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import org.eyes4j.app.server.problem.Problems;
import org.eyes4j.app.service.Problem;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what is longer than is allowed: addresses, headers, bodies; those of forms are Tomcat's to measure. */
final class SizeFilter extends OncePerRequestFilter {
    private static final String UPLOADS = "/api/v1/artifacts";

    private final LimitSettings limits;
    private final Problems problems;

    SizeFilter(LimitSettings limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        int length = request.getRequestURI().length() + (query == null ? 0 : query.length() + 1);
        if (length > limits.urlLength()) {
            refuse(
                    Problem.Type.URI_TOO_LONG,
                    "The address has " + length + " characters; " + limits.urlLength()
                            + " are taken (eyes4j.server.limits.url-length)",
                    request,
                    response);
            return;
        }
        long headers = headers(request);
        if (headers > limits.headers().toBytes()) {
            refuse(
                    Problem.Type.HEADERS_TOO_LARGE,
                    "The headers have " + headers + " bytes; "
                            + limits.headers().toBytes() + " are taken (eyes4j.server.limits.headers)",
                    request,
                    response);
            return;
        }
        String type = request.getContentType();
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            chain.doFilter(request, response);
            return;
        }
        boolean upload = request.getRequestURI().equals(UPLOADS);
        long most = (upload ? limits.upload() : limits.body()).toBytes();
        String name = upload ? "eyes4j.server.limits.upload" : "eyes4j.server.limits.body";
        if (request.getContentLengthLong() > most) {
            refuse(
                    Problem.Type.TOO_LARGE,
                    "The body has " + request.getContentLengthLong() + " bytes; " + most + " are taken (" + name + ")",
                    request,
                    response);
        } else if (request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null) {
            chain.doFilter(new CountedBody(request, most, name), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** As HTTP/1.1 writes them: {@code name: value} and the end of the line. */
    private static long headers(HttpServletRequest request) {
        long bytes = 0;
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                bytes += name.length() + 2 + value.length() + 2;
            }
        }
        return bytes;
    }

    private void refuse(Problem.Type type, String detail, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        problems.write(Problem.of(type, detail), request, response);
    }
}
