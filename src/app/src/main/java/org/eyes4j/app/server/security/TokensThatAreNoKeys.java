package org.eyes4j.app.server.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/** Bearer tokens of requests whose caller is not known by a key already. */
record TokensThatAreNoKeys(BearerTokenResolver resolver) implements BearerTokenResolver {
    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication() == null ? resolver.resolve(request) : null;
    }
}
