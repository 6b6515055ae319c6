package org.eyes4j.vision.tfjs;

/** Checks of names, and the two forms in which a graph names a tensor. */
final class Names {
    private Names() {}

    static void require(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("Expected a " + what + ", but it is blank");
        }
    }

    /** The full name of a tensor: {@code node} means {@code node:0}. */
    static String tensor(String reference) {
        int colon = reference.lastIndexOf(':');
        return colon < 0 ? reference + ":0" : reference;
    }

    /** The node that makes a tensor. */
    static String node(String reference) {
        int colon = reference.lastIndexOf(':');
        return colon < 0 ? reference : reference.substring(0, colon);
    }

    /** A control input, {@code ^node}, orders execution and carries no tensor. */
    static boolean isControl(String reference) {
        return reference.startsWith("^");
    }
}
