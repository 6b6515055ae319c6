package org.eyes4j.agent.answer;

import java.util.List;

/**
 * A sentence of an answer, whether the values of the run carry it, and which do.
 *
 * @param text what is told
 * @param evidence what it rests on
 * @param draft what a language model had said, where the text was put right from the values; empty where it was not
 */
public record Claim(String text, Status status, List<Evidence> evidence, String draft) {
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

    /** A sentence as it was first said. */
    public Claim(String text, Status status, List<Evidence> evidence) {
        this(text, status, evidence, "");
    }

    public Claim {
        evidence = List.copyOf(evidence);
        if (status == Status.SUPPORTED && evidence.isEmpty()) {
            throw new IllegalArgumentException("A supported claim needs evidence: '" + text + "'");
        }
    }

    /** Whether this tells something other than a draft did. */
    public boolean isCorrected() {
        return !draft.isEmpty();
    }
}
