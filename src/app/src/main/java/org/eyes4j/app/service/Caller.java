package org.eyes4j.app.service;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who asks.
 *
 * @param name of the key or account; {@code local} where nobody is asked who they are. What a caller makes belongs to the name
 * @param scopes what they may do
 */
public record Caller(String name, Set<Scope> scopes) {
    /** Things that can be allowed. */
    public enum Scope {
        /** Look at what there is. */
        READ,
        /** Have tools, runs and conversations work. */
        CALL,
        /** Install and remove, and see what others made. */
        ADMIN
    }

    /** Whoever is at this machine, where no keys are asked for. */
    public static final Caller LOCAL = new Caller("local", EnumSet.allOf(Scope.class));

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** Whether something of an owner is theirs to see. */
    public boolean sees(String owner) {
        return owner.equals(name) || may(Scope.ADMIN);
    }

    /**
     * Refuses what they may not do.
     *
     * @throws Problem saying which scope is missing
     */
    public void demand(Scope scope) {
        if (!may(scope)) {
            throw Problem.of(
                    Problem.Type.FORBIDDEN,
                    "'" + name + "' may not do this: it needs the scope "
                            + scope.name().toLowerCase(java.util.Locale.ROOT));
        }
    }
}
