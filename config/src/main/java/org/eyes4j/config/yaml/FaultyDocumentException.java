package org.eyes4j.config.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A document from outside is wrong. The message has one line for each fault; all faults are told at once. */
public final class FaultyDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public FaultyDocumentException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, in the order of the document. */
    public List<Fault> faults() {
        return faults;
    }
}
