package org.eyes4j.tools.guard;

/**
 * How large what a foreign tool gives may be.
 *
 * @param items most regions, masks, labels, list items and record fields, all together
 * @param pixels most pixels of pictures, masks' frames and depth maps, each
 * @param characters most characters of texts, all together
 * @param depth how deep lists and records may lie within one another
 */
public record OutputLimits(int items, long pixels, int characters, int depth) {
    /** 10,000 items, 100 megapixels, a million characters, eight deep. */
    public static final OutputLimits DEFAULT = new OutputLimits(10_000, 100_000_000, 1_000_000, 8);

    public OutputLimits {
        if (items < 1 || pixels < 1 || characters < 1 || depth < 1) {
            throw new IllegalArgumentException("Limits of output must be at least 1, got items " + items + ", pixels "
                    + pixels + ", characters " + characters + ", depth " + depth);
        }
    }
}
