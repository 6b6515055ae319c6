package org.eyes4j.vision.video;

import java.util.Locale;

/**
 * Which frames are wanted: each so many frames, or one each so many seconds (the first at or after each such moment).
 *
 * @param frames 0 where seconds count
 * @param seconds 0 where frames count
 */
public record FrameRate(long frames, double seconds) {
    public static final FrameRate ALL = new FrameRate(1, 0);

    /** A frame may come a little before its moment, since moments are counted in a container's own units. */
    private static final double SLACK = 1e-4;

    public FrameRate {
        if (frames < 0 || !(seconds >= 0) || !Double.isFinite(seconds) || (frames == 0) == (seconds == 0)) {
            throw new IllegalArgumentException(
                    "Either frames or seconds are above 0, got " + frames + " and " + seconds);
        }
    }

    /** How many frames would have been wanted up to and including this one, if there were one at each moment. */
    long due(long number, double second) {
        return 1 + (frames > 0 ? number / frames : (long) Math.floor((second + SLACK) / seconds));
    }

    /** What the frame is called that is wanted as this one (from 1): {@code frame-000120}, {@code second-000012.500}. */
    String name(long due) {
        return frames > 0
                ? String.format(Locale.ROOT, "frame-%06d", (due - 1) * frames)
                : String.format(Locale.ROOT, "second-%010.3f", (due - 1) * seconds);
    }
}
