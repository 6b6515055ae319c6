package org.eyes4j.vision.video;

import java.time.Duration;

/**
 * How much a video from outside may ask for.
 *
 * @param maxPixels of a frame
 * @param patience how long one frame may take to come
 */
public record VideoLimits(long maxPixels, Duration patience) {
    public VideoLimits {
        if (maxPixels < 1 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(
                    "Limits of videos are positive, got " + maxPixels + " pixels and " + patience);
        }
    }

    /** Frames of so many pixels, a minute a frame. */
    public static VideoLimits ofPixels(long maxPixels) {
        return new VideoLimits(maxPixels, Duration.ofMinutes(1));
    }
}
