package org.eyes4j.vision.speech;

import org.eyes4j.config.Settings;

/**
 * What a sound from outside may be.
 *
 * @param maxBytes of its file
 * @param maxSeconds that it lasts
 */
public record SoundLimits(long maxBytes, long maxSeconds) {
    public SoundLimits {
        if (maxBytes < 1 || maxSeconds < 1 || maxBytes > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("Expected limits of 1 to " + (Integer.MAX_VALUE - 64)
                    + " bytes and at least a second, got " + maxBytes + " and " + maxSeconds);
        }
    }

    /** 128 MiB, an hour. */
    public static SoundLimits defaults() {
        return of(Settings.defaults().sounds());
    }

    /** Those of the settings. */
    public static SoundLimits of(Settings.Sounds settings) {
        return new SoundLimits(settings.maxBytes(), settings.maxSeconds());
    }
}
