package org.eyes4j.agent.answer;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An answer, sentence by sentence.
 *
 * @param claims its sentences
 * @param removed how many sentences were left out for want of support
 * @param notice says so, in the language of the answer; empty where none were
 */
public record Answer(List<Claim> claims, int removed, String notice) {
    public Answer {
        claims = List.copyOf(claims);
    }

    public Answer(List<Claim> claims) {
        this(claims, 0, "");
    }

    /** The whole answer as text. */
    public String text() {
        return Stream.concat(claims.stream().map(Claim::text), Stream.of(notice).filter(text -> !text.isEmpty()))
                .collect(Collectors.joining(" "));
    }
}
