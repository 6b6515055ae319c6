package org.eyes4j.agent.session;

import java.util.List;
import org.eyes4j.agent.answer.Claim;

/**
 * Something that an answer said.
 *
 * @param text the sentence
 * @param status how it stood to its evidence
 * @param regions ids of the things it is about
 * @param values numbers and texts that it rests on
 */
public record Fact(String text, Claim.Status status, List<String> regions, List<String> values) {
    public Fact {
        regions = List.copyOf(regions);
        values = List.copyOf(values);
    }
}
