package org.eyes4j.vision.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule by what it does to five tokens; worked out by hand from what transformers' processors do. */
class TokenRulesTest {
    private static final float NEVER = Float.NEGATIVE_INFINITY;

    private static float[] after(Map<String, Object> settings, int limit, long... ids) {
        return after(settings, limit, 1, ids);
    }

    private static float[] after(Map<String, Object> settings, int limit, int promptLength, long[] ids) {
        float[] scores = {1, 2, -3, 4, 5};
        TokenRules.of(GenerationSettings.of(settings), promptLength, limit).apply(ids, ids.length, scores);
        return scores;
    }

    @Test
    void should_divide_and_multiply_scores_of_repeated_tokens_once() {
        assertThat(after(Map.of("repetition_penalty", 2.0), 20, 1, 2, 2, 9)).containsExactly(1, 1, -6, 4, 5);
    }

    @Test
    void should_ban_what_would_repeat_an_n_gram() {
        assertThat(after(Map.of("no_repeat_ngram_size", 2), 20, 1, 3, 0, 1)).containsExactly(1, 2, -3, NEVER, 5);
        assertThat(after(Map.of("no_repeat_ngram_size", 3), 20, 1, 3)).containsExactly(1, 2, -3, 4, 5);
        assertThat(after(Map.of("no_repeat_ngram_size", 1), 20, 1, 3)).containsExactly(1, NEVER, -3, NEVER, 5);
    }

    @Test
    void should_never_complete_a_bad_word_but_may_end() {
        Map<String, Object> settings = Map.of(
                "bad_words_ids", List.of(List.of(4), List.of(1, 2), List.of(2, 3), List.of(0)), "eos_token_id", 0);

        assertThat(after(settings, 20, 3, 1)).containsExactly(1, 2, NEVER, 4, NEVER);
    }

    @Test
    void should_not_end_before_its_time() {
        assertThat(after(Map.of("min_length", 3, "eos_token_id", List.of(0, 3)), 20, 1, 1))
                .containsExactly(NEVER, 2, -3, NEVER, 5);
        assertThat(after(Map.of("min_length", 3, "eos_token_id", 0), 20, 1, 1, 1))
                .containsExactly(1, 2, -3, 4, 5);
        assertThat(after(Map.of("min_new_tokens", 2, "eos_token_id", 0), 20, 2, new long[] {1, 1, 1}))
                .containsExactly(NEVER, 2, -3, 4, 5);
    }

    @Test
    void should_force_the_first_and_the_last_token() {
        Map<String, Object> settings = Map.of("forced_bos_token_id", 2, "forced_eos_token_id", 1);

        assertThat(after(settings, 20, 1)).containsExactly(NEVER, NEVER, 0, NEVER, NEVER);
        assertThat(after(settings, 4, 1, 2, 3)).containsExactly(NEVER, 0, NEVER, NEVER, NEVER);
        assertThat(after(settings, 20, 1, 2, 3)).containsExactly(1, 2, -3, 4, 5);
    }

    @Test
    void should_suppress_tokens_always_or_at_the_beginning_of_what_is_generated() {
        assertThat(after(Map.of("suppress_tokens", List.of(0, 9)), 20, 1, 1)).containsExactly(NEVER, 2, -3, 4, 5);
        Map<String, Object> begin = Map.of("begin_suppress_tokens", List.of(4));
        assertThat(after(begin, 20, 2, new long[] {1, 1})).containsExactly(1, 2, -3, 4, NEVER);
        assertThat(after(begin, 20, 2, new long[] {1, 1, 1})).containsExactly(1, 2, -3, 4, 5);
        // A forced first token is no beginning yet.
        Map<String, Object> after = Map.of("begin_suppress_tokens", List.of(4), "forced_bos_token_id", 0);
        assertThat(after(after, 20, 1, 0)).containsExactly(1, 2, -3, 4, NEVER);
    }

    @Test
    void should_keep_the_best_tokens_for_sampling() {
        assertThat(after(Map.of("do_sample", true, "top_k", 2), 20, 1)).containsExactly(NEVER, NEVER, NEVER, 4, 5);
        assertThat(after(Map.of("do_sample", true, "top_k", 0, "temperature", 2.0), 20, 1))
                .containsExactly(0.5f, 1, -1.5f, 2, 2.5f);
        // Probabilities: 0.013, 0.035, 0.0002, 0.257, 0.695. The three smallest make 0.048.
        assertThat(after(Map.of("do_sample", true, "top_k", 0, "top_p", 0.9), 20, 1))
                .containsExactly(NEVER, NEVER, NEVER, 4, 5);
        assertThat(after(Map.of("do_sample", true, "top_k", 0, "top_p", 0.1), 20, 1))
                .containsExactly(NEVER, NEVER, NEVER, NEVER, 5);
        // With beams, one token more stays than can end them.
        assertThat(after(Map.of("do_sample", true, "top_k", 1, "num_beams", 2, "eos_token_id", 0), 20, 1))
                .containsExactly(NEVER, NEVER, NEVER, 4, 5);
    }

    @Test
    void should_apply_rules_in_the_order_of_the_reference() {
        // Forcing comes before suppressing, so that a suppressed token cannot be forced.
        Map<String, Object> settings = Map.of("forced_bos_token_id", 2, "suppress_tokens", List.of(2));

        assertThat(after(settings, 20, 1)).containsExactly(NEVER, NEVER, NEVER, NEVER, NEVER);
    }
}
