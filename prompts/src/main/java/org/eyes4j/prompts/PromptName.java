package org.eyes4j.prompts;

import java.util.Locale;

/** What a language model is asked for. */
public enum PromptName {
    /** A request and tools in, a plan out. */
    PLAN,
    /** The faults of the plan just written in, a whole plan out; goes on with the conversation that {@link #PLAN} began. */
    CORRECT,
    /** What was done and what failed in, the steps that remain out; goes on with the conversation that {@link #PLAN} began. */
    REPLAN,
    /** What the tools found in, an answer with region ids out. */
    ANSWER,
    /** Tools called one at a time, until there is an answer. */
    REACT,
    /** A long conversation in, a short one out. */
    SUMMARISE;

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
