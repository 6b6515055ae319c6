package org.eyes4j.agent.llm;

import java.util.List;
import org.eyes4j.tools.value.Value;

/** One message of a conversation with a language model. */
public sealed interface Message {

    String text();

    /** What the model is to keep to. */
    record System(String text) implements Message {}

    /** What a person says, with pictures for a model that sees. */
    record User(String text, List<Value.Image> images) implements Message {
        public User {
            images = List.copyOf(images);
        }

        public User(String text) {
            this(text, List.of());
        }
    }

    /** What the model said earlier, and the tools it called. */
    record Assistant(String text, List<ToolUse> calls) implements Message {
        public Assistant {
            calls = List.copyOf(calls);
        }
    }

    /**
     * What a tool call came to.
     *
     * @param call id of the {@link ToolUse}
     * @param tool its name
     */
    record Tool(String call, String tool, String text) implements Message {}

    /**
     * A model's wish to call a tool; untrusted, not yet looked at.
     *
     * @param id that the answer to it must carry
     * @param arguments as the model wrote them; should be a JSON object
     */
    record ToolUse(String id, String tool, String arguments) {}
}
