package org.eyes4j.agent.answer;

import java.util.List;
import java.util.stream.Collectors;

/** An answer, sentence by sentence. */
public record Answer(List<Claim> claims) {
    public Answer {
        claims = List.copyOf(claims);
    }

    /** The whole answer as text. */
    public String text() {
        return claims.stream().map(Claim::text).collect(Collectors.joining(" "));
    }
}
