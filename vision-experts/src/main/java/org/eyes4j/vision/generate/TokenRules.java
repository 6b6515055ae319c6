package org.eyes4j.vision.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rules that settings ask for, in the order in which transformers applies them, which matters. */
final class TokenRules {
    private static final float NEVER = Float.NEGATIVE_INFINITY;

    private final List<TokenRule> rules;
    private final ForcedTokens forced;

    private TokenRules(List<TokenRule> rules, ForcedTokens forced) {
        this.rules = List.copyOf(rules);
        this.forced = forced;
    }

    static TokenRules of(GenerationSettings settings, int promptLength, int limit) {
        List<TokenRule> rules = new ArrayList<>();
        if (settings.repetitionPenalty() != 1) {
            rules.add(repetitionPenalty((float) settings.repetitionPenalty()));
        }
        if (settings.noRepeatNgram() > 0) {
            rules.add(noRepeatNgram(settings.noRepeatNgram()));
        }
        settings.badWords().stream()
                .filter(word -> !(word.size() == 1 && settings.eos().contains(word.get(0))))
                .forEach(word -> rules.add(badWord(word)));
        if (settings.minLength() > 0) {
            rules.add(until(settings.minLength(), settings.eos()));
        }
        if (settings.minNewTokens() > 0) {
            rules.add(until(promptLength + settings.minNewTokens(), settings.eos()));
        }
        ForcedTokens forced =
                new ForcedTokens(settings.forcedBos().stream().toArray(), array(settings.forcedEos()), limit);
        rules.add(forced);
        long[] never = array(settings.suppressed());
        if (never.length > 0) {
            rules.add((ids, length, scores) -> suppress(never, scores));
        }
        long[] notFirst = array(settings.suppressedAtBegin());
        if (notFirst.length > 0) {
            int begin = promptLength > 1 || settings.forcedBos().isEmpty() ? promptLength : promptLength + 1;
            rules.add((ids, length, scores) -> {
                if (length == begin) {
                    suppress(notFirst, scores);
                }
            });
        }
        if (settings.sampled()) {
            // Beams need one token more than can end them.
            int kept = settings.beams() > 1 ? settings.eos().size() + 1 : 1;
            rules.addAll(SamplingRules.of(settings, kept));
        }
        if (settings.renormalized()) {
            rules.add((ids, length, scores) -> LogSoftmax.of(scores));
        }
        return new TokenRules(rules, forced);
    }

    void apply(long[] ids, int length, float[] scores) {
        for (TokenRule rule : rules) {
            rule.apply(ids, length, scores);
        }
    }

    /** Whether there is no choice at this length. */
    boolean isForced(int length) {
        return forced.at(length).length > 0;
    }

    private static TokenRule repetitionPenalty(float penalty) {
        return (ids, length, scores) -> {
            long[] once = Arrays.stream(ids, 0, length)
                    .filter(id -> id < scores.length)
                    .distinct()
                    .toArray();
            for (long id : once) {
                float score = scores[(int) id];
                scores[(int) id] = score < 0 ? score * penalty : score / penalty;
            }
        };
    }

    private static TokenRule noRepeatNgram(int size) {
        return (ids, length, scores) -> {
            int tail = length + 1 - size;
            for (int start = 0; start + size <= length; start++) {
                if (Arrays.equals(ids, start, start + size - 1, ids, tail, length)) {
                    scores[(int) ids[start + size - 1]] = NEVER;
                }
            }
        };
    }

    private static TokenRule badWord(List<Long> word) {
        int before = word.size() - 1;
        int last = Math.toIntExact(word.get(before));
        long[] prefix = array(word.subList(0, before));
        return (ids, length, scores) -> {
            if (length >= before && Arrays.equals(prefix, 0, before, ids, length - before, length)) {
                scores[last] = NEVER;
            }
        };
    }

    private static long[] array(List<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    private static TokenRule until(int length, List<Long> ends) {
        long[] eos = array(ends);
        return (ids, now, scores) -> {
            if (now < length) {
                suppress(eos, scores);
            }
        };
    }

    private static void suppress(long[] tokens, float[] scores) {
        for (long token : tokens) {
            if (token < scores.length) {
                scores[(int) token] = NEVER;
            }
        }
    }

    /** The first token and the last one, where settings leave no choice. */
    private record ForcedTokens(long[] bos, long[] eos, int limit) implements TokenRule {
        private static final long[] NONE = {};

        @Override
        public void apply(long[] ids, int length, float[] scores) {
            long[] tokens = at(length);
            if (tokens.length > 0) {
                Arrays.fill(scores, NEVER);
                for (long token : tokens) {
                    scores[(int) token] = 0;
                }
            }
        }

        long[] at(int length) {
            if (length == limit - 1 && eos.length > 0) {
                return eos;
            }
            return length == 1 ? bos : NONE;
        }
    }
}
