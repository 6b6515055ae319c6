package org.eyes4j.tools.sequence;

/**
 * How much of a text is read before it is refused.
 *
 * @param characters of the whole text
 * @param regions in one text
 * @param points in one text; a box counts two, a quad four
 * @param labelCharacters of one label or of one key point's name
 */
public record SequenceLimits(int characters, int regions, int points, int labelCharacters) {
    public static final SequenceLimits DEFAULT = new SequenceLimits(2_000_000, 10_000, 100_000, 2_000);

    public SequenceLimits {
        if (characters < 1 || regions < 1 || points < 1 || labelCharacters < 1) {
            throw new IllegalArgumentException("Limits are at least 1, got " + characters + " characters, " + regions
                    + " regions, " + points + " points, " + labelCharacters + " characters a label");
        }
    }
}
