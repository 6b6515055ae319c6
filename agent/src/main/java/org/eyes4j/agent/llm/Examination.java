package org.eyes4j.agent.llm;

import java.util.Optional;

/**
 * What asking a model to find out about it came to: abilities or a failure.
 *
 * @param abilities that it showed
 * @param failure why it could not be asked
 * @param calls that were made
 * @param used tokens of all calls
 */
public record Examination(
        Optional<Abilities> abilities, Optional<ModelReply.Failed> failure, int calls, ModelReply.Usage used) {
    public Examination {
        if (abilities.isPresent() == failure.isPresent()) {
            throw new IllegalArgumentException("An examination ends with abilities or with a failure, got "
                    + (abilities.isPresent() ? "both" : "neither"));
        }
    }
}
