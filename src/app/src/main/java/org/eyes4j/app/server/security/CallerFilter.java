package org.eyes4j.app.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eyes4j.app.service.Caller;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Leaves the {@link Caller} in the request: whom a key or a token stands for, or whoever is here where none is asked for. */
final class CallerFilter extends OncePerRequestFilter {
    private final boolean asked;

    /** @param asked whether keys or tokens are asked for */
    CallerFilter(boolean asked) {
        this.asked = asked;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!asked) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new CallerAuthentication(Caller.LOCAL));
            SecurityContextHolder.setContext(context);
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof CallerAuthentication known) {
            Callers.set(request, known.caller());
        }
        chain.doFilter(request, response);
    }
}
