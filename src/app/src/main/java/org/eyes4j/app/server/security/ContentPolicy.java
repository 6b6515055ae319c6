package org.eyes4j.app.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/** What a browser may do with an answer: the page, the page of the API's description, and everything else, which is no page. */
final class ContentPolicy implements HeaderWriter {
    private static final String NAME = "Content-Security-Policy";
    private static final String ENDS = "; frame-ancestors 'none'; base-uri 'none'; form-action ";

    private static final String PAGE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
                    + "media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'"
                    + ENDS + "'self'";

    /** Swagger UI sets styles from its script. */
    private static final String SWAGGER = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'" + ENDS + "'none'";

    /** A trace in HTML, or whatever somebody uploaded: shown without scripts, as of no origin. */
    private static final String DATA =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox" + ENDS + "'none'";

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (!response.containsHeader(NAME)) {
            response.setHeader(NAME, of(request.getRequestURI()));
        }
    }

    static String of(String path) {
        if (path.startsWith("/swagger-ui") || path.startsWith("/webjars/")) {
            return SWAGGER;
        }
        for (String api : new String[] {"/api/", "/v1/", "/v3/", "/mcp", "/actuator", "/error"}) {
            if (path.startsWith(api)) {
                return DATA;
            }
        }
        return PAGE;
    }
}
