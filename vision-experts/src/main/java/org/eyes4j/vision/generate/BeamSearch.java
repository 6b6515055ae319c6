package org.eyes4j.vision.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Beams for a batch of inputs; each input has its own, and leaves the batch when they are done. Used by one thread. */
final class BeamSearch {
    private final GenerationSettings settings;
    private final DecoderInputs inputs;
    private final TokenListener listener;

    BeamSearch(GenerationSettings settings, DecoderInputs inputs, TokenListener listener) {
        this.settings = settings;
        this.inputs = inputs;
        this.listener = listener;
    }

    List<List<Generated>> search(DecoderRun run) {
        int limit = settings.limit(inputs.promptLength());
        TokenRules rules = TokenRules.of(settings, inputs.promptLength(), limit);
        SplittableRandom seeds = new SplittableRandom(settings.seed());
        int beams = settings.beams();
        List<Beams> all = new ArrayList<>();
        for (long[] prompt : inputs.prompts()) {
            all.add(new Beams(settings, rules, prompt, limit, seeds.split()));
        }
        List<Beams> open = all;
        Logits logits = run.first();
        // The prompt runs once for each input: its beams begin with the same scores.
        int[][] rows = new int[open.size()][beams];
        for (int i = 0; i < rows.length; i++) {
            Arrays.fill(rows[i], i);
        }
        while (true) {
            List<Beams> still = new ArrayList<>();
            int[] parents = new int[open.size() * beams];
            long[][] sequences = new long[open.size() * beams][];
            int count = 0;
            for (int i = 0; i < open.size(); i++) {
                Beams own = open.get(i);
                if (own.advance(logits, rows[i])) {
                    own.tell(all.indexOf(own), listener);
                    continue;
                }
                still.add(own);
                for (int b = 0; b < beams; b++) {
                    parents[count] = rows[i][own.parent(b)];
                    sequences[count++] = own.sequence(b);
                }
            }
            if (still.isEmpty()) {
                return all.stream().map(Beams::results).toList();
            }
            open = still;
            logits = run.next(
                    Arrays.copyOf(parents, count),
                    Arrays.copyOf(sequences, count),
                    open.get(0).length());
            for (int i = 0; i < open.size(); i++) {
                for (int b = 0; b < beams; b++) {
                    rows[i][b] = i * beams + b;
                }
            }
        }
    }
}
