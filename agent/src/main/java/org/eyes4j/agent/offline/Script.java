package org.eyes4j.agent.offline;

/** The language and script of a question, and so of its answer. */
public enum Script {
    ENGLISH,
    SIMPLIFIED,
    TRADITIONAL;

    public boolean isChinese() {
        return this != ENGLISH;
    }
}
