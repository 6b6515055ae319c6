package org.eyes4j.vision.token;

/**
 * How texts become tokens. Immutable.
 *
 * @param padding what short texts are filled up to
 * @param maxLength tokens at most, special ones included; 0 takes the tokenizer's own {@code model_max_length}
 * @param truncate whether longer texts are cut to that
 * @param special whether the tokenizer's own tokens, as begin and end, are put around the text
 */
public record TokenOptions(Padding padding, int maxLength, boolean truncate, boolean special) {
    /** What short texts are filled up to with the padding token. */
    public enum Padding {
        /** Nothing: every text keeps its own length. */
        NONE,
        /** The longest text of the batch. */
        LONGEST,
        /** The maximal length, whatever the texts. */
        MAX_LENGTH
    }

    public TokenOptions {
        if (maxLength < 0) {
            throw new IllegalArgumentException(
                    "Expected a maximal length of at least 1, or 0 for the tokenizer's, got " + maxLength);
        }
    }

    /** Padded to the longest of the batch, cut to the tokenizer's own length, with its special tokens. */
    public static TokenOptions longest() {
        return new TokenOptions(Padding.LONGEST, 0, true, true);
    }

    /** Padded and cut to so many tokens, with special ones; 0 takes the tokenizer's own length. */
    public static TokenOptions fixed(int length) {
        return new TokenOptions(Padding.MAX_LENGTH, length, true, true);
    }

    /** Neither padded nor cut, with special tokens. */
    public static TokenOptions whole() {
        return new TokenOptions(Padding.NONE, 0, false, true);
    }

    /** The same without the tokenizer's special tokens. */
    public TokenOptions withoutSpecial() {
        return new TokenOptions(padding, maxLength, truncate, false);
    }

    /** The same, cut to so many tokens. */
    public TokenOptions cutTo(int length) {
        return new TokenOptions(padding, length, true, special);
    }
}
