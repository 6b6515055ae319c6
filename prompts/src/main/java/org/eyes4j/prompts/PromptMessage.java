package org.eyes4j.prompts;

/** One message of a rendered prompt. */
public record PromptMessage(Role role, String text) {
    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER
    }
}
