package org.eyes4j.app.server.security;

import java.util.Locale;
import java.util.stream.Collectors;
import org.eyes4j.app.service.Caller;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A {@link Caller} as Spring Security knows it. */
final class CallerAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1;

    private final transient Caller caller;

    CallerAuthentication(Caller caller) {
        super(caller.scopes().stream()
                .map(scope -> new SimpleGrantedAuthority(authority(scope)))
                .collect(Collectors.toSet()));
        this.caller = caller;
        setAuthenticated(true);
    }

    static String authority(Caller.Scope scope) {
        return "SCOPE_" + scope.name().toLowerCase(Locale.ROOT);
    }

    Caller caller() {
        return caller;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.name();
    }
}
