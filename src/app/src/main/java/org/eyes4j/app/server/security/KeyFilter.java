package org.eyes4j.app.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eyes4j.app.service.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Knows callers by their API keys, sent as {@code Authorization: Bearer KEY} or {@code X-API-Key: KEY}. */
final class KeyFilter extends OncePerRequestFilter {
    private static final String API_KEY = "X-API-Key";
    private static final String BEARER = "bearer ";

    private final Map<String, Caller> byHash;
    private final boolean tokens;
    private final AuthenticationEntryPoint refusal;

    /**
     * @param tokens whether what is no key may be a JWT, which another filter knows
     * @param refusal of keys that nobody has
     */
    KeyFilter(List<SecuritySettings.Key> keys, boolean tokens, AuthenticationEntryPoint refusal) {
        // By hash: to learn from the time of a look-up what is near, one would need texts whose hashes one can choose.
        this.byHash = keys.stream()
                .collect(Collectors.toUnmodifiableMap(k -> String.valueOf(k.hash()), SecuritySettings.Key::caller));
        this.tokens = tokens;
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> given = given(request);
        Optional<Caller> caller = given.map(key -> byHash.get(new ApiKey(key).hash()));
        if (caller.isPresent()) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new CallerAuthentication(caller.get()));
            SecurityContextHolder.setContext(context);
        } else if (given.isPresent() && (!tokens || request.getHeader(API_KEY) != null)) {
            refusal.commence(request, response, new BadCredentialsException("The key is not known here"));
            return;
        }
        chain.doFilter(request, response);
    }

    private static Optional<String> given(HttpServletRequest request) {
        String key = request.getHeader(API_KEY);
        String bearer = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (key != null) {
            return Optional.of(key.strip());
        }
        return bearer != null && bearer.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(bearer.substring(BEARER.length()).strip())
                : Optional.empty();
    }
}
