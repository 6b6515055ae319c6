package org.eyes4j.agent.answer;

import java.util.List;

/**
 * A sentence of an answer, whether the values of the run carry it, and which do.
 *
 * @param text what is told
 * @param evidence what it rests on
 * @param draft what a language model had said, where the text was put right from the values; empty where it was not
 * @param doubts what looking again did not confirm, in whole sentences; none where nobody looked or all agreed
 */
public record Claim(String text, Status status, List<Evidence> evidence, String draft, List<String> doubts) {
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
        this(text, status, evidence, "", List.of());
    }

    /** A sentence that stands for what a draft had said. */
    public Claim(String text, Status status, List<Evidence> evidence, String draft) {
        this(text, status, evidence, draft, List.of());
    }

    public Claim {
        evidence = List.copyOf(evidence);
        doubts = List.copyOf(doubts);
        if (status == Status.SUPPORTED && evidence.isEmpty()) {
            throw new IllegalArgumentException("A supported claim needs evidence: '" + text + "'");
        }
    }

    /** Whether this tells something other than a draft did. */
    public boolean isCorrected() {
        return !draft.isEmpty();
    }
}
