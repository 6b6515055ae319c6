package org.eyes4j.agent.llm;

/**
 * What a language model can do, as configured or found out by asking it.
 *
 * @param tools whether it calls tools natively
 * @param schema whether its answer can be bound to a JSON Schema
 * @param images whether pictures may be in a message
 * @param streaming whether its answer comes piece by piece
 * @param contextTokens how much it can read and write together; 0 if unknown
 */
public record Abilities(boolean tools, boolean schema, boolean images, boolean streaming, int contextTokens) {
    public Abilities {
        if (contextTokens < 0) {
            throw new IllegalArgumentException("A context has at least 0 tokens, got " + contextTokens);
        }
    }
}
