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
 * @param looks what was looked at again, where that was wished
 */
public record Answer(List<Claim> claims, int removed, String notice, List<Look> looks) {
    public Answer {
        claims = List.copyOf(claims);
        looks = List.copyOf(looks);
    }

    public Answer(List<Claim> claims) {
        this(claims, 0, "", List.of());
    }

    /** The whole answer as text. */
    public String text() {
        return Stream.concat(claims.stream().map(Claim::text), Stream.of(notice).filter(text -> !text.isEmpty()))
                .collect(Collectors.joining(" "));
    }

    /** The share of the looks at a region that found it again, 0–1; 1 where nobody looked again. */
    public double confidence(String region) {
        long kept = looks.stream().filter(look -> look.kept().contains(region)).count();
        long lost = looks.stream().filter(look -> look.lost().contains(region)).count();
        return kept + lost == 0 ? 1 : (double) kept / (kept + lost);
    }
}
