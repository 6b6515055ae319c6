package org.eyes4j.agent.llm;

import org.eyes4j.config.language.LanguageModelSettings;

/**
 * Opens language models that run in this process. Found by {@link java.util.ServiceLoader}, so that a build carries one only
 * when somebody wants it.
 */
public interface LocalModels {

    /** Which settings it is for. */
    LanguageModelSettings.Provider provider();

    /** A model that loads nothing before it is asked. */
    LanguageModel open(LanguageModelSettings settings);
}
