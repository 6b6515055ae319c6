package org.eyes4j.prompts;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A prompt with its parts filled in.
 *
 * @param prompt such as {@code plan/v1.en}
 * @param hash of the template, not of what was filled in
 * @param messages in the order of the file
 */
public record RenderedPrompt(String prompt, String hash, List<PromptMessage> messages) {
    public RenderedPrompt {
        messages = List.copyOf(messages);
    }

    /** All that is said in one role, as one text; empty where the prompt says nothing in it. */
    public String text(PromptMessage.Role role) {
        return messages.stream()
                .filter(m -> m.role() == role)
                .map(PromptMessage::text)
                .collect(Collectors.joining("\n\n"));
    }

    public String system() {
        return text(PromptMessage.Role.SYSTEM);
    }

    public String user() {
        return text(PromptMessage.Role.USER);
    }
}
