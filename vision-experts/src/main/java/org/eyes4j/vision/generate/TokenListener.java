package org.eyes4j.vision.generate;

/** Hears of tokens while they are generated. Called on the thread that generates. */
@FunctionalInterface
public interface TokenListener {
    /** Hears nothing. */
    TokenListener SILENT = (input, sequence, token) -> {};

    /**
     * A token is decided. Beam search decides all tokens of a sequence when it ends.
     *
     * @param input which of the inputs, from 0
     * @param sequence which of its sequences, from 0
     * @param token its id
     */
    void onToken(int input, int sequence, long token);
}
