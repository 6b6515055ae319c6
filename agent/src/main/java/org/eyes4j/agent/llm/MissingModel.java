package org.eyes4j.agent.llm;

import java.util.function.Consumer;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.config.language.LanguageModelSettings;
import org.eyes4j.tools.Cancellation;

/** Stands for a model that this build cannot run, and says what to do. */
record MissingModel(LanguageModelSettings settings) implements LanguageModel {
    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public Abilities abilities() {
        return new Abilities(false, true, false, true, 0);
    }

    @Override
    public ModelReply ask(ModelRequest request, Cancellation cancellation, Consumer<String> onText) {
        return new ModelReply.Failed(
                Trouble.NO_SUCH_MODEL,
                "The language model `" + settings.name() + "` (" + settings.model()
                        + ") was not asked: this build of eyes4j does not run GGUF files",
                "Build it with `mvn -Pgguf -DskipTests package`, or serve the file with llama.cpp and name that server with"
                        + " provider: openai.",
                "");
    }
}
