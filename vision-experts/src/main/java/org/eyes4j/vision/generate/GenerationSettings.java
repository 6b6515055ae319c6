package org.eyes4j.vision.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.jspecify.annotations.Nullable;

/**
 * How to generate, under the names of {@code generation_config.json}, with the same defaults. What would change the result and is
 * not done here is refused. Immutable.
 */
public final class GenerationSettings {
    /** New tokens, where neither {@code max_length} nor {@code max_new_tokens} is set. */
    private static final int DEFAULT_NEW_TOKENS = 20;

    /** Longer than any model here; memory is set aside for all of them. */
    private static final int MOST_TOKENS = 32_768;

    /** What is not done here, with the value at which it changes nothing. */
    private static final Map<String, Double> NOT_DONE = Map.ofEntries(
            Map.entry("guidance_scale", 1.0),
            Map.entry("encoder_repetition_penalty", 1.0),
            Map.entry("encoder_no_repeat_ngram_size", 0.0),
            Map.entry("num_beam_groups", 1.0),
            Map.entry("diversity_penalty", 0.0),
            Map.entry("penalty_alpha", 0.0),
            Map.entry("min_p", 0.0),
            Map.entry("top_h", 1.0),
            Map.entry("typical_p", 1.0),
            Map.entry("epsilon_cutoff", 0.0),
            Map.entry("eta_cutoff", 0.0),
            Map.entry("sequence_bias", Double.NaN),
            Map.entry("constraints", Double.NaN),
            Map.entry("force_words_ids", Double.NaN),
            Map.entry("exponential_decay_length_penalty", Double.NaN),
            Map.entry("watermarking_config", Double.NaN));

    /** What repositories without a {@code generation_config.json} say in their {@code config.json}. */
    private static final List<String> KEPT_IN_CONFIG = List.of(
            "bos_token_id",
            "eos_token_id",
            "pad_token_id",
            "decoder_start_token_id",
            "max_length",
            "min_length",
            "num_beams",
            "early_stopping",
            "length_penalty",
            "repetition_penalty",
            "no_repeat_ngram_size",
            "bad_words_ids",
            "forced_bos_token_id",
            "forced_eos_token_id",
            "suppress_tokens",
            "begin_suppress_tokens");

    /** When beam search ends. */
    public enum EarlyStopping {
        /** When an open beam is unlikely to become better than the worst finished one. */
        NO,
        /** As soon as there are as many finished beams as asked for. */
        YES,
        /** When no open beam can become better. */
        NEVER
    }

    private final Parameters values;

    private GenerationSettings(Parameters values) {
        this.values = values;
        refuse(values);
        // Every getter once, so that a wrong value is told here and not in the middle of a run.
        Object[] read = {
            maxLength(),
            maxNewTokens(),
            minLength(),
            minNewTokens(),
            beams(),
            returned(),
            earlyStopping(),
            lengthPenalty(),
            sampled(),
            temperature(),
            topK(),
            topP(),
            seed(),
            repetitionPenalty(),
            noRepeatNgram(),
            badWords(),
            forcedBos(),
            forcedEos(),
            suppressed(),
            suppressedAtBegin(),
            renormalized(),
            bos(),
            eos(),
            pad(),
            decoderStart()
        };
        require(read.length > 0 && beams() >= 1 && beams() <= 64, "num_beams", "1 to 64");
        require(returned() >= 1 && (sampled() || returned() <= beams()), "num_return_sequences", "1 to num_beams");
        require(temperature() > 0, "temperature", "more than 0");
        require(topK() >= 0, "top_k", "0 or more");
        require(topP() >= 0 && topP() <= 1, "top_p", "0 to 1");
        require(repetitionPenalty() > 0, "repetition_penalty", "more than 0");
        require(noRepeatNgram() >= 0, "no_repeat_ngram_size", "0 or more");
        require(maxNewTokens().orElse(1) >= 1, "max_new_tokens", "1 or more");
    }

    /** The defaults under these values; {@code null} means the default. */
    public static GenerationSettings of(Map<String, ? extends @Nullable Object> values) {
        return new GenerationSettings(new Parameters("generation settings", without(values)));
    }

    /**
     * A repository's settings: its {@code generation_config.json}, and where that is missing the members of its {@code config.json}
     * that older repositories kept there, its own before those of its decoder's part.
     */
    public static GenerationSettings of(HubFiles files) {
        try {
            return new GenerationSettings(
                    files.json("generation_config.json").orElseGet(() -> inConfig(files.name(), files.config())));
        } catch (IllegalArgumentException e) {
            throw new HubException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Parameters inConfig(String repository, Parameters config) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (String part : List.of("text_config", "decoder", "")) {
            if (part.isEmpty() || config.values().get(part) instanceof Map<?, ?>) {
                Parameters from = part.isEmpty() ? config : config.nested(part);
                KEPT_IN_CONFIG.forEach(name -> {
                    Object value = from.values().get(name);
                    if (value != null) {
                        found.put(name, value);
                    }
                });
            }
        }
        return new Parameters(repository + "/config.json", found);
    }

    /** Only the ids of special tokens, everything else at its default. */
    public GenerationSettings onlyIds() {
        Map<String, Object> ids = new LinkedHashMap<>();
        for (String name : List.of("bos_token_id", "eos_token_id", "pad_token_id", "decoder_start_token_id")) {
            if (values.has(name)) {
                ids.put(name, values.values().get(name));
            }
        }
        return of(ids);
    }

    /** These settings with others over them; {@code null} is back to the default. */
    public GenerationSettings with(Map<String, ? extends @Nullable Object> over) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values.values());
        all.putAll(over);
        return of(all);
    }

    /** These settings with one over them. */
    public GenerationSettings with(String name, Object value) {
        return with(Map.of(name, value));
    }

    private static Map<String, Object> without(Map<String, ? extends @Nullable Object> values) {
        Map<String, Object> kept = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value != null) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static void refuse(Parameters values) {
        NOT_DONE.forEach((name, idle) -> {
            Object value = values.values().get(name);
            boolean idleValue = value == null
                    || value instanceof Number n && n.doubleValue() == idle
                    || value instanceof List<?> l && l.isEmpty()
                    || value instanceof Map<?, ?> m && m.isEmpty();
            if (!idleValue) {
                throw new IllegalArgumentException("The setting `" + name + "` is `" + value
                        + "`, which is not done here; leave it out to generate without it");
            }
        });
    }

    private void require(boolean holds, String name, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(values + ": expected " + expected + " at `" + name + "`, found `"
                    + values.values().get(name) + "`");
        }
    }

    public OptionalInt maxLength() {
        return optional("max_length");
    }

    public OptionalInt maxNewTokens() {
        return optional("max_new_tokens");
    }

    public int minLength() {
        return values.integer("min_length", 0);
    }

    public int minNewTokens() {
        return values.integer("min_new_tokens", 0);
    }

    public int beams() {
        return values.integer("num_beams", 1);
    }

    /** How many sequences each input gets. */
    public int returned() {
        return values.integer("num_return_sequences", 1);
    }

    public EarlyStopping earlyStopping() {
        Object value = values.values().getOrDefault("early_stopping", false);
        if (value instanceof Boolean yes) {
            return yes ? EarlyStopping.YES : EarlyStopping.NO;
        }
        require("never".equals(value), "early_stopping", "true, false or \"never\"");
        return EarlyStopping.NEVER;
    }

    public double lengthPenalty() {
        return values.number("length_penalty", 1);
    }

    public boolean sampled() {
        return values.flag("do_sample", false);
    }

    public double temperature() {
        return values.number("temperature", 1);
    }

    public int topK() {
        return values.integer("top_k", 50);
    }

    public double topP() {
        return values.number("top_p", 1);
    }

    /** Where sampling's random numbers begin; the same seed gives the same tokens. */
    public long seed() {
        return values.integer("seed", 0);
    }

    public double repetitionPenalty() {
        return values.number("repetition_penalty", 1);
    }

    public int noRepeatNgram() {
        return values.integer("no_repeat_ngram_size", 0);
    }

    /** Sequences of tokens that are never completed. */
    public List<List<Long>> badWords() {
        List<List<Long>> words = new ArrayList<>();
        if (values.values().get("bad_words_ids") instanceof List<?> lists) {
            for (Object list : lists) {
                words.add(ids("bad_words_ids", list));
            }
        }
        return List.copyOf(words);
    }

    public OptionalLong forcedBos() {
        return id("forced_bos_token_id");
    }

    public List<Long> forcedEos() {
        return list("forced_eos_token_id");
    }

    public List<Long> suppressed() {
        return list("suppress_tokens");
    }

    public List<Long> suppressedAtBegin() {
        return list("begin_suppress_tokens");
    }

    public boolean renormalized() {
        return values.flag("renormalize_logits", false);
    }

    public OptionalLong bos() {
        return id("bos_token_id");
    }

    /** The tokens that end a sequence. */
    public List<Long> eos() {
        return list("eos_token_id");
    }

    public OptionalLong pad() {
        return id("pad_token_id");
    }

    /** The token that a decoder of an encoder's states begins with. */
    public OptionalLong decoderStart() {
        OptionalLong start = id("decoder_start_token_id");
        return start.isPresent() ? start : bos();
    }

    /** These settings, ending after so many new tokens where nothing says when to end. */
    public GenerationSettings endingAfter(int newTokens) {
        return maxLength().isPresent() || maxNewTokens().isPresent() ? this : with("max_new_tokens", newTokens);
    }

    /**
     * The length at which a sequence ends in any case, its prompt included.
     *
     * @throws UnusablePromptException if the prompt already is as long, or that is too much
     */
    public int limit(int promptLength) {
        int limit = maxNewTokens().isPresent()
                ? promptLength + maxNewTokens().getAsInt()
                : maxLength().orElse(promptLength + DEFAULT_NEW_TOKENS);
        if (limit <= promptLength) {
            throw new UnusablePromptException("Nothing can be generated: the prompt has " + promptLength
                    + " tokens and max_length is " + limit + "; shorten it, raise max_length or set max_new_tokens");
        }
        if (limit > MOST_TOKENS) {
            throw new UnusablePromptException(
                    "At most " + MOST_TOKENS + " tokens are generated, prompt included; asked for " + limit);
        }
        return limit;
    }

    private OptionalInt optional(String name) {
        return values.has(name) ? OptionalInt.of(values.integer(name)) : OptionalInt.empty();
    }

    private OptionalLong id(String name) {
        List<Long> ids = list(name);
        require(ids.size() <= 1, name, "one token id");
        return ids.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ids.get(0));
    }

    private List<Long> list(String name) {
        return Optional.ofNullable(values.values().get(name))
                .map(value -> ids(name, value))
                .orElse(List.of());
    }

    private List<Long> ids(String name, @Nullable Object value) {
        List<?> all = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        List<Long> ids = new ArrayList<>();
        for (Object one : all) {
            require(one instanceof Number n && n.longValue() >= 0, name, "token ids");
            ids.add(((Number) one).longValue());
        }
        return List.copyOf(ids);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
