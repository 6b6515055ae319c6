package org.eyes4j.agent.llm;

import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.language.LanguageModelSettings.Provider;

/** What is known of a model before it was asked: what its settings say, else what its provider's models do as a rule. */
final class KnownAbilities {
    private KnownAbilities() {}

    static Abilities of(LanguageModelSettings s) {
        boolean makersOwn = s.provider() != Provider.OLLAMA
                && s.baseUrl().equals(s.provider().address());
        return new Abilities(
                s.abilities().tools().orElse(true),
                s.abilities().schema().orElse(true),
                s.abilities().images().orElse(makersOwn),
                s.abilities().streaming().orElse(true),
                s.abilities().contextTokens().orElse(0));
    }
}
