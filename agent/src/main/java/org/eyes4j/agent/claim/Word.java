package org.eyes4j.agent.claim;

/**
 * A word of a sentence.
 *
 * @param text lower case; a quotation as it is written, without its marks
 * @param number what it counts, NaN where it is no number
 * @param from where it begins in the sentence
 * @param to where it ends
 */
record Word(Sort sort, String text, double number, int from, int to) {
    enum Sort {
        WORD,
        NUMBER,
        QUOTE,
        /** Ids of regions that a writer points at: "[r1, r2]". */
        CITED,
        MARK
    }

    boolean isNumber() {
        return sort == Sort.NUMBER;
    }

    boolean isCited() {
        return sort == Sort.CITED;
    }

    boolean isQuote() {
        return sort == Sort.QUOTE;
    }

    boolean is(String other) {
        return sort != Sort.QUOTE && sort != Sort.CITED && text.equals(other);
    }

    /** A whole number that is not too large to count with; -1 for any other word. */
    int count() {
        return isNumber() && number == Math.rint(number) && number >= 0 && number < 100_000 ? (int) number : -1;
    }
}
