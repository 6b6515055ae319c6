package org.eyes4j.agent.language;

/** The language and script of a question, and so of its answer. */
public enum Script {
    ENGLISH,
    SIMPLIFIED,
    TRADITIONAL;

    public boolean isChinese() {
        return this != ENGLISH;
    }
}
