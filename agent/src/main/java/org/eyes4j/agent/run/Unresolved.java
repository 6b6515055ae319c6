package org.eyes4j.agent.run;

/** An argument, condition or list of a step that does not come to a value; the message says why. */
final class Unresolved extends Exception {
    private static final long serialVersionUID = 1L;

    Unresolved(String message) {
        super(message);
    }
}
