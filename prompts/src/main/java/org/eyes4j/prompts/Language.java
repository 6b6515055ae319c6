package org.eyes4j.prompts;

/** Languages that prompts are written in. */
public enum Language {
    ENGLISH("en"),
    TRADITIONAL_CHINESE("zh-Hant");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** BCP 47, as in the names of files. */
    public String tag() {
        return tag;
    }
}
