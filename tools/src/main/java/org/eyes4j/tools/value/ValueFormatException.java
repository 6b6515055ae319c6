package org.eyes4j.tools.value;

/** JSON that does not say what its kind asks for. The message names the place, what was expected and what came. */
public final class ValueFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public ValueFormatException(String message) {
        super(message);
    }
}
