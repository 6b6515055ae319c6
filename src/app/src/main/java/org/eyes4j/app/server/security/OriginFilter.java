package org.eyes4j.app.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.eyes4j.app.server.problem.Problems;
import org.eyes4j.app.service.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends away what a foreign page makes a browser ask; see the package. Programs that are no browsers send none of the headers
 * it looks at but {@code Host}, and pass.
 */
final class OriginFilter extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final Set<String> hosts;
    private final Set<String> origins;
    private final Problems problems;

    /**
     * @param hosts names besides localhost, in lower case
     * @param origins foreign ones that may ask, in lower case
     */
    OriginFilter(Set<String> hosts, Set<String> origins, Problems problems) {
        this.hosts = hosts;
        this.origins = origins;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String fault = fault(request);
        if (fault.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            problems.write(Problem.of(Problem.Type.FORBIDDEN, fault), request, response);
        }
    }

    private String fault(HttpServletRequest request) {
        String host = request.getServerName().toLowerCase(Locale.ROOT);
        if (!isKnown(host)) {
            return "The name '" + shown(host)
                    + "' is not one of this server's; name it in eyes4j.server.security.hosts";
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            // A browser sends it with all that changes something, and with whatever scripts of other origins ask.
            return isOwn(origin.toLowerCase(Locale.ROOT), request)
                    ? ""
                    : "Pages of '" + shown(origin) + "' may not ask here; name it in eyes4j.server.security.origins";
        }
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null || OWN.contains(site) || READING.contains(request.getMethod())
                ? ""
                : "Pages of other origins may not ask here";
    }

    private boolean isKnown(String host) {
        // No name can be pointed at an address under which the server is asked by the address itself.
        return host.equals("localhost")
                || hosts.contains(host)
                || host.startsWith("[")
                || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    private boolean isOwn(String origin, HttpServletRequest request) {
        if (origins.contains(origin)) {
            return true;
        }
        // Hosts alone are compared: behind a proxy that speaks TLS the scheme differs, and the host has been looked at.
        String host = request.getHeader(HttpHeaders.HOST);
        int scheme = origin.indexOf("://");
        return host != null
                && (origin.startsWith("http://") || origin.startsWith("https://"))
                && origin.substring(scheme + 3).equals(host.toLowerCase(Locale.ROOT));
    }

    private static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 77) + "..." : text;
    }
}
