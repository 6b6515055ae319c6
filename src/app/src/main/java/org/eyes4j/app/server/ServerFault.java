package org.eyes4j.app.server;

/** What keeps the server from starting, and a person can mend. Not a bug: carries no stack trace. */
public final class ServerFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message names the property, what it is, and what was expected */
    public ServerFault(String message) {
        super(message, null, false, false);
    }
}
