package org.eyes4j.tools.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Sound of one channel, 16 bits a sample. Immutable and thread-safe. */
public final class Sound {
    private static final int PART = 1 << 16;

    private final int sampleRate;
    private final short[] samples;

    /**
     * @param sampleRate samples a second
     * @param samples −32768 to 32767; copied
     */
    public Sound(int sampleRate, short[] samples) {
        if (sampleRate < 1 || samples.length == 0) {
            throw new IllegalArgumentException("Sound has at least one sample a second and one sample, got "
                    + sampleRate + " a second and " + samples.length);
        }
        this.sampleRate = sampleRate;
        this.samples = samples.clone();
    }

    /** Samples a second. */
    public int sampleRate() {
        return sampleRate;
    }

    /** How many samples there are. */
    public int length() {
        return samples.length;
    }

    public double seconds() {
        return samples.length / (double) sampleRate;
    }

    /** A sample, −32768 to 32767. */
    public short at(int index) {
        return samples[index];
    }

    /** SHA-256 of the rate and the samples: equal sounds have equal ids. */
    public String id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(4).putInt(sampleRate).array());
            ByteBuffer part = ByteBuffer.allocate(2 * PART).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < samples.length; from += PART) {
                int count = Math.min(PART, samples.length - from);
                part.clear();
                part.asShortBuffer().put(samples, from, count);
                digest.update(part.array(), 0, 2 * count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sound s && s.sampleRate == sampleRate && Arrays.equals(s.samples, samples);
    }

    @Override
    public int hashCode() {
        return 31 * sampleRate + Arrays.hashCode(samples);
    }

    /** As in {@code 3.2 s at 16000 Hz}. */
    @Override
    public String toString() {
        return Math.round(seconds() * 10) / 10.0 + " s at " + sampleRate + " Hz";
    }
}
