package org.eyes4j.vision.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** One token after the other: the best one, or one drawn by its probability. Used by one thread. */
final class TokenSearch {
    private final GenerationSettings settings;
    private final DecoderInputs inputs;
    private final TokenListener listener;
    private final TokenRules rules;
    private final int limit;
    private final int returned;
    private final boolean sampled;
    private final List<Long> eos;

    TokenSearch(GenerationSettings settings, DecoderInputs inputs, TokenListener listener) {
        this.settings = settings;
        this.inputs = inputs;
        this.listener = listener;
        this.limit = settings.limit(inputs.promptLength());
        this.returned = settings.returned();
        this.sampled = settings.sampled();
        this.eos = settings.eos();
        this.rules = TokenRules.of(settings, inputs.promptLength(), limit);
    }

    /** A sequence on its way. */
    private static final class Row {
        private final int input;
        private final int sequence;
        private final long[] ids;
        private final float[] probabilities;
        private final SplittableRandom random;
        private int length;

        private Row(int input, int sequence, long[] prompt, int limit, SplittableRandom random) {
            this.input = input;
            this.sequence = sequence;
            this.ids = Arrays.copyOf(prompt, limit);
            this.probabilities = new float[limit];
            this.length = prompt.length;
            this.random = random;
        }
    }

    List<List<Generated>> search(DecoderRun run) {
        List<Row> all = rows();
        List<Row> open = all;
        Logits logits = run.first();
        int[] logitsOfRow = all.stream().mapToInt(row -> row.input).toArray();
        float[] scores = new float[logits.vocabulary()];
        while (true) {
            List<Row> still = new ArrayList<>();
            int[] parents = new int[open.size()];
            for (int i = 0; i < open.size(); i++) {
                logits.read(logitsOfRow[i], scores);
                if (!extend(open.get(i), scores)) {
                    parents[still.size()] = logitsOfRow[i];
                    still.add(open.get(i));
                }
            }
            if (still.isEmpty()) {
                return results(all);
            }
            open = still;
            logits = run.next(
                    Arrays.copyOf(parents, open.size()),
                    open.stream().map(row -> row.ids).toArray(long[][]::new),
                    open.get(0).length);
            logitsOfRow = java.util.stream.IntStream.range(0, open.size()).toArray();
        }
    }

    private List<Row> rows() {
        SplittableRandom seeds = new SplittableRandom(settings.seed());
        List<Row> rows = new ArrayList<>();
        for (int input = 0; input < inputs.size(); input++) {
            for (int sequence = 0; sequence < returned; sequence++) {
                rows.add(new Row(input, sequence, inputs.prompts()[input], limit, seeds.split()));
            }
        }
        return rows;
    }

    /** Adds a token; whether the sequence ends with it. */
    private boolean extend(Row row, float[] scores) {
        float sum = LogSoftmax.logSum(scores, 0, scores.length);
        float[] own = scores.clone();
        rules.apply(row.ids, row.length, own);
        int token = sampled ? draw(own, row.random) : best(own);
        row.probabilities[row.length] = rules.isForced(row.length) ? Float.NaN : (float) Math.exp(scores[token] - sum);
        row.ids[row.length++] = token;
        listener.onToken(row.input, row.sequence, token);
        return row.length == limit || eos.contains((long) token);
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    private static int draw(float[] scores, SplittableRandom random) {
        float sum = LogSoftmax.logSum(scores, 0, scores.length);
        double left = random.nextDouble();
        int last = 0;
        for (int i = 0; i < scores.length; i++) {
            double probability = Math.exp(scores[i] - sum);
            if (probability > 0) {
                last = i;
                left -= probability;
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    private List<List<Generated>> results(List<Row> rows) {
        List<List<Generated>> results = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += returned) {
            results.add(rows.subList(i, i + returned).stream()
                    .map(row -> Generated.of(row.ids, row.length, inputs.promptLength(), row.probabilities, 0))
                    .toList());
        }
        return List.copyOf(results);
    }
}
