package org.eyes4j.agent.prompt;

/**
 * How many tokens a text will cost, estimated without any model's vocabulary: a run of Latin letters is a token for every five letters
 * begun, a run of digits one for every three, a line end and any other sign one, another script's letter one, a character
 * outside the basic plane two; a space belongs to the word after it. Byte-pair vocabularies of today need fewer
 * for prose and about as many for coordinates, so budgets kept by this estimate are kept.
 */
public final class Tokens {
    private static final int LETTERS = 5;
    private static final int DIGITS = 3;

    private Tokens() {}

    public static int estimate(String text) {
        int tokens = 0;
        int letters = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c < 0x250 && Character.isLetter(c);
            boolean digit = c >= '0' && c <= '9';
            if (letter && letters++ % LETTERS == 0) {
                tokens++;
            } else if (digit && digits++ % DIGITS == 0) {
                tokens++;
            }
            letters = letter ? letters : 0;
            digits = digit ? digits : 0;
            if (!letter && !digit && c != ' ') {
                tokens++; // a surrogate counts here too, so that a pair is two
            }
        }
        return tokens;
    }
}
