package org.eyes4j.agent.llm;

import java.util.Optional;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.config.language.LanguageModelSettings.Provider;

/** What is known of a model before it is asked. */
final class KnownAbilities {
    private KnownAbilities() {}

    /** What its settings say, else what it showed when it was asked, else what its provider's models do as a rule. */
    static Abilities of(LanguageModelSettings s, Optional<Abilities> shown) {
        boolean makersOwn = s.provider() != Provider.OLLAMA
                && s.baseUrl().equals(s.provider().address());
        return new Abilities(
                s.abilities().tools().or(() -> shown.map(Abilities::tools)).orElse(true),
                s.abilities().schema().or(() -> shown.map(Abilities::schema)).orElse(true),
                s.abilities().images().or(() -> shown.map(Abilities::images)).orElse(makersOwn),
                s.abilities()
                        .streaming()
                        .or(() -> shown.map(Abilities::streaming))
                        .orElse(true),
                s.abilities().contextTokens().orElse(0));
    }

    /** What is worth asking about: all that its settings do not deny. */
    static Abilities possible(LanguageModelSettings s) {
        return new Abilities(
                s.abilities().tools().orElse(true),
                s.abilities().schema().orElse(true),
                s.abilities().images().orElse(true),
                s.abilities().streaming().orElse(true),
                s.abilities().contextTokens().orElse(0));
    }
}
