package org.eyes4j.gguf;

import org.eyes4j.agent.llm.LanguageModel;
import org.eyes4j.agent.llm.LocalModels;
import org.eyes4j.config.language.LanguageModelSettings;

/** Opens GGUF files. */
public final class GgufModels implements LocalModels {
    @Override
    public LanguageModelSettings.Provider provider() {
        return LanguageModelSettings.Provider.GGUF;
    }

    @Override
    public LanguageModel open(LanguageModelSettings settings) {
        return new GgufModel(settings);
    }
}
