package org.eyes4j.agent.answer;

import java.util.List;

/** A sentence of an answer, whether the values of the run carry it, and which do. */
public record Claim(String text, Status status, List<Evidence> evidence) {
    /** How a sentence stands to its evidence. */
    public enum Status {
        /** Values of the run say so. */
        SUPPORTED,
        /** Nothing in the run says so. */
        UNSUPPORTED,
        /** The run could not find out. */
        UNKNOWN,
        /** Values of the run say otherwise. */
        CONTRADICTED
    }

    public Claim {
        evidence = List.copyOf(evidence);
        if (status == Status.SUPPORTED && evidence.isEmpty()) {
            throw new IllegalArgumentException("A supported claim needs evidence: '" + text + "'");
        }
    }
}
