package org.eyes4j.agent.claim;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.agent.answer.Evidence;

/**
 * What a statement came to.
 *
 * @param truth whether the values carry it
 * @param evidence what they show of it, also where it is false
 * @param actual a sentence that tells what the values show; empty where there is none
 */
record Finding(Truth truth, List<Evidence> evidence, String actual) {
    static final Finding UNKNOWN = new Finding(Truth.UNKNOWN, List.of(), "");

    Finding {
        evidence = List.copyOf(evidence);
    }

    /** Both together; what they tell follows each other. */
    Finding and(Finding other) {
        List<Evidence> all = new ArrayList<>(evidence);
        other.evidence.stream().filter(e -> !all.contains(e)).forEach(all::add);
        String told = actual.isEmpty() || actual.equals(other.actual)
                ? other.actual
                : other.actual.isEmpty() ? actual : actual + " " + other.actual;
        return new Finding(truth.and(other.truth), all, told);
    }
}
