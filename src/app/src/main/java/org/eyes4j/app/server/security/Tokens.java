package org.eyes4j.app.server.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eyes4j.app.service.Caller;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Callers of JWTs that were found genuine: {@code jwt:SUBJECT}, which no key can be called, with the scopes {@code read, call,
 * admin} (or {@code eyes4j:read} …) of the claim {@code scope} or {@code scp}; others are somebody else's.
 */
final class Tokens {
    private Tokens() {}

    static CallerAuthentication caller(Jwt token) {
        Set<Caller.Scope> scopes = EnumSet.noneOf(Caller.Scope.class);
        for (String word : words(token)) {
            String name = word.startsWith("eyes4j:") ? word.substring("eyes4j:".length()) : word;
            for (Caller.Scope scope : Caller.Scope.values()) {
                if (scope.name().toLowerCase(Locale.ROOT).equals(name)) {
                    scopes.add(scope);
                }
            }
        }
        return new CallerAuthentication(new Caller("jwt:" + token.getSubject(), SecuritySettings.withImplied(scopes)));
    }

    private static List<String> words(Jwt token) {
        Object claim = token.hasClaim("scope") ? token.getClaim("scope") : token.getClaim("scp");
        if (claim instanceof String text) {
            return Arrays.asList(text.split(" "));
        }
        return claim instanceof Collection<?> many
                ? many.stream().map(String::valueOf).toList()
                : List.of();
    }
}
