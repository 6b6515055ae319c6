package org.eyes4j.config.language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The language models that may be asked. Immutable.
 *
 * @param standard name of the one that is asked when none is named; empty when there is none
 * @param models by name, in the order of the file
 * @param experts tools that a model may serve as an expert, by its name: {@code caption}, {@code answer}, {@code detect}
 */
public record LanguageSettings(
        Optional<String> standard, Map<String, LanguageModelSettings> models, Map<String, List<String>> experts) {
    /** No language model. */
    public static final LanguageSettings NONE = new LanguageSettings(Optional.empty(), Map.of(), Map.of());

    public LanguageSettings {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        experts = Collections.unmodifiableMap(new LinkedHashMap<>(experts));
        if (standard.isPresent() && !models.containsKey(standard.get())) {
            throw new IllegalArgumentException(
                    "The default language model `" + standard.get() + "` is none of " + models.keySet());
        }
    }

    /** Models that serve as no experts. */
    public LanguageSettings(Optional<String> standard, Map<String, LanguageModelSettings> models) {
        this(standard, models, Map.of());
    }

    /** The same models with another one as the default. */
    public LanguageSettings preferring(String name) {
        return new LanguageSettings(Optional.of(name), models, experts);
    }
}
