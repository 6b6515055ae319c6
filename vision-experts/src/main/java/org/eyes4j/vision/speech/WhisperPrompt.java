package org.eyes4j.vision.speech;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.vision.generate.GenerationSettings;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.token.HubTokenizer;

/**
 * The tokens that tell Whisper what to do: where a text begins, its language, whether to translate, and that no times are wanted. As
 * {@code generation_config.json} names them, else as the tokenizer does. Models for English alone have neither languages nor tasks.
 *
 * @param start the first token
 * @param languages tokens by their language's code, as {@code en}; empty for English alone
 * @param transcribe the token of that task
 * @param translate the token of translating to English
 * @param withoutTimes the token that no times are wanted
 */
record WhisperPrompt(
        long start,
        Map<String, Long> languages,
        OptionalInt transcribe,
        OptionalInt translate,
        OptionalInt withoutTimes) {
    private static final Pattern LANGUAGE = Pattern.compile("<\\|([a-z]{2,3})\\|>");

    WhisperPrompt {
        languages = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(languages));
    }

    static WhisperPrompt of(HubFiles files, HubTokenizer tokenizer, GenerationSettings settings) {
        Parameters told = files.json("generation_config.json").orElseGet(() -> new Parameters(files.name(), Map.of()));
        long start = settings.decoderStart()
                .orElseThrow(() -> new HubException(files.name()
                        + ": expected decoder_start_token_id in generation_config.json, found " + settings));
        Map<String, Long> languages = new LinkedHashMap<>();
        if (told.flag("is_multilingual", true)) {
            tokenizer
                    .matching(LANGUAGE)
                    .forEach((token, id) -> languages.put(token.substring(2, token.length() - 2), (long) id));
        }
        return new WhisperPrompt(
                start,
                languages,
                tokenizer.id("<|transcribe|>"),
                tokenizer.id("<|translate|>"),
                told.has("no_timestamps_token_id")
                        ? OptionalInt.of(told.integer("no_timestamps_token_id"))
                        : tokenizer.id("<|notimestamps|>"));
    }

    boolean knowsLanguages() {
        return !languages.isEmpty();
    }

    /** The prompt of a language, one of {@link #languages}; any for a model of English alone. */
    long[] tokens(String language, boolean translated) {
        java.util.stream.LongStream.Builder tokens =
                java.util.stream.LongStream.builder().add(start);
        if (knowsLanguages()) {
            tokens.add(java.util.Objects.requireNonNull(languages.get(language)));
            (translated ? translate : transcribe).ifPresent(tokens::add);
        }
        withoutTimes.ifPresent(tokens::add);
        return tokens.build().toArray();
    }

    /** Codes of the languages, in order. */
    List<String> codes() {
        return languages.keySet().stream().sorted().toList();
    }
}
