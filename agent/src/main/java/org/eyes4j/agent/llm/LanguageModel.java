package org.eyes4j.agent.llm;

import java.util.Optional;
import java.util.function.Consumer;
import org.eyes4j.config.language.LanguageModelSettings.Price;
import org.eyes4j.tools.Cancellation;

/** A chat model at an endpoint or in this process. Thread-safe. Says nothing to anybody before it is asked. */
public interface LanguageModel extends AutoCloseable {

    /** The name under which it is configured. */
    String name();

    /** What it can take and give. */
    Abilities abilities();

    /** What its tokens cost; empty where nobody said. */
    default Optional<Price> price() {
        return Optional.empty();
    }

    /**
     * Asks once; blocks until the answer is whole, the call failed, or the cancellation was requested. Whatever an endpoint
     * does wrong is a {@link ModelReply.Failed}, never an exception.
     *
     * @param onText told of each piece of text as it comes, when the model streams; never after this method returned
     */
    ModelReply ask(ModelRequest request, Cancellation cancellation, Consumer<String> onText);

    /** Frees connections and threads. */
    @Override
    default void close() {}
}
