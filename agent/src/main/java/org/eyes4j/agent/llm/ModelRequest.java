package org.eyes4j.agent.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What is said to a language model in one call.
 *
 * @param purpose what the call is for, as the trace shows it: {@code plan}, {@code correct}, {@code answer}, {@code react}, …
 * @param messages the conversation so far, oldest first
 * @param tools it may call; empty for none
 * @param form the JSON Schema its answer is bound to; empty for free text
 * @param promptHash hash of the prompt template that the messages were rendered from; empty where none was
 */
public record ModelRequest(
        String purpose, List<Message> messages, List<OfferedTool> tools, Optional<Form> form, String promptHash) {

    /**
     * A tool that the model may call.
     *
     * @param schema JSON Schema of its arguments, an object
     */
    public record OfferedTool(String name, String description, JsonNode schema) {}

    /** A name and the JSON Schema of an answer. */
    public record Form(String name, JsonNode schema) {}

    public ModelRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("A call to a language model needs at least one message");
        }
    }

    /** Free text in, free text out. */
    public static ModelRequest of(String purpose, List<Message> messages) {
        return new ModelRequest(purpose, messages, List.of(), Optional.empty(), "");
    }
}
