package org.eyes4j.vision.speech;

import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.Tensor;

/**
 * Whisper's features: the logarithm of a mel spectrogram of a chunk of fixed length, as {@code preprocessor_config.json} says.
 * Radford et al., 2022; equal to the reference's numpy way. Immutable and thread-safe.
 */
public final class LogMel {
    /** The reference takes no more of a spectrum, whatever the sampling rate. */
    private static final double HIGHEST_HERTZ = 8000;

    private final int sampleRate;
    private final int samples;
    private final int window;
    private final int hop;
    private final MelFilters filters;
    private final Fourier fourier;
    private final double[] hann;

    private LogMel(int features, int sampleRate, int seconds, int window, int hop) {
        this.sampleRate = sampleRate;
        this.samples = Math.multiplyExact(sampleRate, seconds);
        this.window = window;
        this.hop = hop;
        this.filters = MelFilters.of(features, window / 2 + 1, sampleRate, HIGHEST_HERTZ);
        this.fourier = new Fourier(window);
        this.hann = new double[window];
        for (int i = 0; i < window; i++) {
            hann[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / window);
        }
    }

    /** @throws HubException if the settings are missing, impossible, or want random noise added */
    public static LogMel of(HubFiles files) {
        Parameters settings = files.preprocessor();
        if (settings.number("dither", 0) != 0) {
            throw new HubException(files.name() + ": preprocessor_config.json wants noise (dither); expected 0, found "
                    + settings.number("dither"));
        }
        int features = settings.integer("feature_size", 80);
        int rate = settings.integer("sampling_rate", 16000);
        int seconds = settings.integer("chunk_length", 30);
        int window = settings.integer("n_fft", 400);
        int hop = settings.integer("hop_length", 160);
        if (features < 1
                || features > 1024
                || rate < 1000
                || rate > 200_000
                || seconds < 1
                || seconds > 3600
                || window < 16
                || window > 65_536
                || hop < 1
                || hop > window) {
            throw new HubException(
                    files.name() + ": preprocessor_config.json describes no features of speech: " + settings);
        }
        return new LogMel(features, rate, seconds, window, hop);
    }

    /** Samples a second. */
    public int sampleRate() {
        return sampleRate;
    }

    /** Samples of a chunk. */
    public int samples() {
        return samples;
    }

    /**
     * The features of a chunk.
     *
     * @param speech −1 to 1, one channel; silence is added and what is too long is cut
     * @return float32 {@code [1, features, frames]}
     */
    public Tensor of(float[] speech) {
        double[] padded = padded(speech);
        int frames = samples / hop;
        double[][] weights = filters.weights();
        float[] logs = new float[weights.length * frames];
        double[] frame = new double[window];
        float largest = Float.NEGATIVE_INFINITY;
        for (int t = 0; t < frames; t++) {
            for (int i = 0; i < window; i++) {
                frame[i] = padded[t * hop + i] * hann[i];
            }
            double[] power = fourier.power(frame);
            for (int f = 0; f < weights.length; f++) {
                double energy = 0;
                for (int b = 0; b < power.length; b++) {
                    energy += weights[f][b] * power[b];
                }
                float log = (float) Math.log10(Math.max(1e-10, energy));
                logs[f * frames + t] = log;
                largest = Math.max(largest, log);
            }
        }
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (Math.max(logs[i], largest - 8f) + 4f) / 4f;
        }
        return Tensor.of(logs, 1, weights.length, frames);
    }

    /** The chunk with its ends mirrored, so that frames are centred. */
    private double[] padded(float[] speech) {
        int half = window / 2;
        double[] padded = new double[samples + window];
        for (int i = 0; i < padded.length; i++) {
            int at = Math.abs(i - half);
            at = at < samples ? at : 2 * (samples - 1) - at;
            padded[i] = at < speech.length ? speech[at] : 0;
        }
        return padded;
    }
}
