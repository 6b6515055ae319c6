package org.eyes4j.vision.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.eyes4j.vision.generate.GenerationSettings.EarlyStopping;

/**
 * The beams of one input, open and finished, as transformers keeps them (version 5; its arithmetic in float32 included, because
 * large negative numbers stand for "not to be chosen"). Used by one thread.
 */
final class Beams {
    private static final float NOT = -1.0e9f;

    private final GenerationSettings settings;
    private final TokenRules rules;
    private final int promptLength;
    private final int limit;
    private final int beams;
    private final int kept;
    private final List<Long> eos;
    private final boolean sampled;
    private final double lengthPenalty;
    private final EarlyStopping earlyStopping;
    private final SplittableRandom random;
    private List<Beam> open;
    private List<Beam> finished;
    private int[] parents;
    private int length;
    private boolean improvable = true;

    /** A sequence with its score; {@code done} once it ended among the best. */
    private record Beam(long[] ids, int length, float[] probabilities, float score, boolean done) {
        Beam scored(float other) {
            return new Beam(ids, length, probabilities, other, done);
        }

        Beam with(long token, float probability, float total) {
            long[] longer = Arrays.copyOf(ids, length + 1);
            float[] more = Arrays.copyOf(probabilities, length + 1);
            longer[length] = token;
            more[length] = probability;
            return new Beam(longer, length + 1, more, total, false);
        }
    }

    /** A token that may follow a beam. */
    private record Candidate(int beam, int token, float score, float order, float probability) {}

    Beams(GenerationSettings settings, TokenRules rules, long[] prompt, int limit, SplittableRandom random) {
        this.settings = settings;
        this.rules = rules;
        this.promptLength = prompt.length;
        this.limit = limit;
        this.beams = settings.beams();
        this.eos = settings.eos();
        this.sampled = settings.sampled();
        this.lengthPenalty = settings.lengthPenalty();
        this.earlyStopping = settings.earlyStopping();
        // Enough to go on with when all of the best end.
        this.kept = Math.max(2, 1 + eos.size()) * beams;
        this.random = random;
        this.length = prompt.length;
        this.parents = new int[beams];
        Beam start = new Beam(prompt.clone(), prompt.length, new float[prompt.length], 0, false);
        this.open = new ArrayList<>();
        this.finished = new ArrayList<>();
        for (int b = 0; b < beams; b++) {
            // Only the first counts at first, or all would be the same.
            open.add(start.scored(b == 0 ? 0 : NOT));
            finished.add(start.scored(NOT));
        }
    }

    int length() {
        return length;
    }

    /** Which of the beams before the last step an open beam continues. */
    int parent(int beam) {
        return parents[beam];
    }

    long[] sequence(int beam) {
        return open.get(beam).ids();
    }

    /**
     * One step.
     *
     * @param rows where the scores of each open beam stand
     * @return whether the search is over
     */
    boolean advance(Logits logits, int[] rows) {
        List<Candidate> best = best(logits, rows);
        List<Beam> longer = best.stream()
                .map(c -> open.get(c.beam()).with(c.token(), c.probability(), c.score()))
                .toList();
        boolean[] ends = new boolean[best.size()];
        boolean allEnd = true;
        for (int i = 0; i < ends.length; i++) {
            ends[i] = length + 1 >= limit || eos.contains((long) best.get(i).token());
            allEnd &= ends[i];
        }
        List<Beam> nextOpen = new ArrayList<>();
        int[] order = top(i -> longer.get(i).score() + (ends[i] ? NOT : 0f), longer.size());
        for (int b = 0; b < beams; b++) {
            Beam beam = longer.get(order[b]);
            nextOpen.add(beam.scored(beam.score() + (ends[order[b]] ? NOT : 0f)));
            parents[b] = best.get(order[b]).beam();
        }
        finish(longer, ends);
        open = nextOpen;
        length++;
        improvable = improvable && mayImprove();
        boolean full = finished.stream().allMatch(Beam::done) && earlyStopping == EarlyStopping.YES;
        return !improvable || full || allEnd;
    }

    /** Takes what ended among the best into the finished ones, if it is better than those. */
    private void finish(List<Beam> longer, boolean[] ends) {
        boolean full = finished.stream().allMatch(Beam::done) && earlyStopping == EarlyStopping.YES;
        float divisor = (float) Math.pow(length + 1 - promptLength, lengthPenalty);
        List<Beam> merged = new ArrayList<>(finished);
        for (int i = 0; i < ends.length; i++) {
            boolean done = ends[i] && i < beams;
            float score = longer.get(i).score() / divisor;
            score += full ? NOT : 0f;
            score += improvable ? 0f : NOT;
            score += done ? 0f : NOT;
            Beam beam = longer.get(i);
            merged.add(new Beam(beam.ids(), beam.length(), beam.probabilities(), score, done));
        }
        int[] order = top(i -> merged.get(i).score(), merged.size());
        List<Beam> kept = new ArrayList<>();
        for (int b = 0; b < beams; b++) {
            kept.add(merged.get(order[b]));
        }
        finished = kept;
    }

    /** Whether the best open beam could still become better than the worst finished one, by transformers' estimate. */
    private boolean mayImprove() {
        int hypothetical = earlyStopping == EarlyStopping.NEVER && lengthPenalty > 0
                ? limit - promptLength
                : length - promptLength;
        float possible = open.get(0).score() / (float) Math.pow(hypothetical, lengthPenalty);
        float worst = Float.POSITIVE_INFINITY;
        for (Beam beam : finished) {
            worst = Math.min(worst, beam.score());
        }
        for (Beam beam : finished) {
            if (possible > (beam.done() ? worst : NOT)) {
                return true;
            }
        }
        return false;
    }

    private List<Candidate> best(Logits logits, int[] rows) {
        int vocabulary = logits.vocabulary();
        float[] raw = new float[vocabulary];
        float[] scores = new float[vocabulary];
        TopCandidates top = new TopCandidates(kept);
        boolean forced = rules.isForced(length);
        for (int b = 0; b < beams; b++) {
            logits.read(rows[b], raw);
            float sum = LogSoftmax.logSum(raw, 0, vocabulary);
            for (int i = 0; i < vocabulary; i++) {
                scores[i] = raw[i] - sum;
            }
            rules.apply(open.get(b).ids(), length, scores);
            float before = open.get(b).score();
            for (int i = 0; i < vocabulary; i++) {
                float score = scores[i] + before;
                float order = sampled ? score + gumbel() : score;
                if (order > top.least || !top.full) {
                    float probability = forced ? Float.NaN : (float) Math.exp(raw[i] - sum);
                    top.put(new Candidate(b, i, score, order, probability));
                }
            }
        }
        return top.best;
    }

    /** Noise under which the largest scores are a draw without replacement by their probabilities (Gumbel's trick). */
    private float gumbel() {
        return (float) -Math.log(-Math.log(random.nextDouble(Double.MIN_NORMAL, 1)));
    }

    /** The largest candidates, the earlier one first among equal ones. */
    private static final class TopCandidates {
        private final int size;
        private final List<Candidate> best = new ArrayList<>();
        private boolean full;
        private float least = Float.NEGATIVE_INFINITY;

        private TopCandidates(int size) {
            this.size = size;
        }

        void put(Candidate candidate) {
            int at = best.size();
            while (at > 0 && candidate.order() > best.get(at - 1).order()) {
                at--;
            }
            best.add(at, candidate);
            if (best.size() > size) {
                best.remove(size);
            }
            full = best.size() == size;
            least = full ? best.get(size - 1).order() : least;
        }
    }

    private interface Score {
        float of(int index);
    }

    /** Indices by descending score, stable. */
    private static int[] top(Score score, int size) {
        return Stream.iterate(0, i -> i + 1)
                .limit(size)
                .sorted(Comparator.comparing(score::of, Comparator.reverseOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    List<Generated> results() {
        return finished.stream()
                .limit(settings.returned())
                .map(b -> Generated.of(b.ids(), b.length(), promptLength, b.probabilities(), b.score()))
                .toList();
    }

    /** Tells the tokens of the sequences that are returned. */
    void tell(int input, TokenListener listener) {
        List<Generated> results = results();
        for (int s = 0; s < results.size(); s++) {
            for (long token : results.get(s).generated()) {
                listener.onToken(input, s, token);
            }
        }
    }
}
