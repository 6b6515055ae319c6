package org.eyes4j.agent.conduct;

import java.util.Locale;

/** Who plans, as a user may choose. */
public enum PlannerChoice {
    /** {@link #PLAN} where a language model is configured, else {@link #OFFLINE}. */
    AUTO,
    /** No language model. */
    OFFLINE,
    /** A language model writes one whole plan. */
    PLAN,
    /** A language model decides step by step. */
    REACT;

    /** As it is written in commands and replies. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }
}
