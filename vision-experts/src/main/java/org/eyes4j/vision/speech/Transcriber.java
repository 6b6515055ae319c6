package org.eyes4j.vision.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.sound.Sound;
import org.eyes4j.vision.generate.Generated;
import org.eyes4j.vision.generate.GenerationSettings;
import org.eyes4j.vision.generate.Generator;
import org.eyes4j.vision.generate.TokenListener;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.onnx.HeldTensor;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.token.HubTokenizer;

/**
 * Speech of any length into text, by a Whisper model: piece after piece of at most its own length, cut where it is quietest. Pieces of
 * silence are left out: the model would make words up. Thread-safe. Close frees the tokenizer.
 */
final class Transcriber implements AutoCloseable {
    /** What stays below this, of 1, is silence. */
    private static final float SILENCE = 0.001f;

    /** As long as the reference's own limit where a repository states none. */
    private static final int USUAL_TOKENS = 224;

    /** How long the quiet place is that a cut is looked for in, in seconds. */
    private static final double QUIET = 0.1;

    private final Whisper whisper;
    private final HubTokenizer tokenizer;
    private final WhisperPrompt prompt;
    private final GenerationSettings settings;

    /**
     * A piece of speech.
     *
     * @param start in seconds
     * @param end in seconds
     * @param score the mean probability of its tokens
     */
    record Segment(double start, double end, String text, double score) {}

    private Transcriber(HubFiles files, OnnxEngine engine) {
        this.whisper = Whisper.of(files, engine);
        this.tokenizer = HubTokenizer.of(files);
        this.settings = whisper.settings().endingAfter(USUAL_TOKENS);
        this.prompt = WhisperPrompt.of(files, tokenizer, settings);
    }

    /** @throws org.eyes4j.vision.hub.HubException if a file is missing or is not what the family needs */
    static Transcriber of(HubFiles files, OnnxEngine engine) {
        return new Transcriber(files, engine);
    }

    WhisperPrompt prompt() {
        return prompt;
    }

    /** The sound as the model hears it: −1 to 1 at its own rate. */
    float[] samples(Sound sound) {
        return Resampling.to(whisper.features().sampleRate(), sound);
    }

    /** The most likely language of what is said first. */
    String language(float[] samples, Cancellation cancellation) {
        for (int[] piece : pieces(samples)) {
            if (!isSilent(samples, piece)) {
                return languageOf(heard(samples, piece), cancellation);
            }
        }
        return prompt.codes().get(0);
    }

    private String languageOf(float[] piece, Cancellation cancellation) {
        try (HeldTensor encoded = whisper.encode(whisper.features().of(piece), cancellation)) {
            Tensor scores = whisper.decoder().scores(whisper.inputs(encoded, prompt.start()), cancellation);
            return prompt.languages().entrySet().stream()
                    .max(java.util.Comparator.comparingDouble(
                            e -> scores.floats().get(e.getValue().intValue())))
                    .map(Map.Entry::getKey)
                    .orElseThrow();
        }
    }

    /** What is said, piece by piece; pieces of silence are left out. */
    List<Segment> segments(float[] samples, String language, boolean translated, Cancellation cancellation) {
        double rate = whisper.features().sampleRate();
        long[] tokens = prompt.tokens(language, translated);
        List<Segment> segments = new ArrayList<>();
        for (int[] piece : pieces(samples)) {
            if (isSilent(samples, piece)) {
                continue;
            }
            try (HeldTensor encoded = whisper.encode(whisper.features().of(heard(samples, piece)), cancellation)) {
                Generated said = Generator.generate(
                                whisper.decoder(),
                                whisper.inputs(encoded, tokens),
                                settings,
                                TokenListener.SILENT,
                                cancellation)
                        .get(0)
                        .get(0);
                segments.add(new Segment(
                        piece[0] / rate,
                        piece[1] / rate,
                        whisper.text(said.generated(), true).strip(),
                        said.meanProbability()));
            }
        }
        return segments;
    }

    /** From and to of each piece. */
    List<int[]> pieces(float[] samples) {
        int most = whisper.features().samples();
        int quiet = Math.max(1, (int) (QUIET * whisper.features().sampleRate()));
        List<int[]> pieces = new ArrayList<>();
        for (int from = 0; from < samples.length; ) {
            int to = samples.length - from <= most ? samples.length : cut(samples, from + most / 2, from + most, quiet);
            pieces.add(new int[] {from, to});
            from = to;
        }
        return pieces;
    }

    /** The middle of the quietest place between two. */
    private static int cut(float[] samples, int from, int to, int width) {
        double energy = 0;
        for (int i = from; i < from + width; i++) {
            energy += samples[i] * samples[i];
        }
        double least = energy;
        int best = from;
        for (int at = from + 1; at + width <= to; at++) {
            float gone = samples[at - 1];
            float come = samples[at + width - 1];
            energy += come * come - gone * gone;
            if (energy <= least) {
                least = energy;
                best = at;
            }
        }
        return best + width / 2;
    }

    private static boolean isSilent(float[] samples, int[] piece) {
        for (int i = piece[0]; i < piece[1]; i++) {
            if (Math.abs(samples[i]) >= SILENCE) {
                return false;
            }
        }
        return true;
    }

    private static float[] heard(float[] samples, int[] piece) {
        return java.util.Arrays.copyOfRange(samples, piece[0], piece[1]);
    }

    @Override
    public void close() {
        whisper.close();
        tokenizer.close();
    }
}
