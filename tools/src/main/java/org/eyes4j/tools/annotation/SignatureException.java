package org.eyes4j.tools.annotation;

import java.util.List;

/** Methods cannot be made tools. The message lists every fault: class, method, parameter, expected, found. */
public final class SignatureException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final List<String> faults;

    SignatureException(List<String> faults) {
        super("These methods cannot be made tools:\n" + String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** One sentence a fault. */
    public List<String> faults() {
        return faults;
    }
}
