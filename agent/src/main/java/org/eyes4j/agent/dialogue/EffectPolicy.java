package org.eyes4j.agent.dialogue;

/** What steps written by a language model may do beyond looking: write files, call out, take paths and addresses. */
public enum EffectPolicy {
    /** What the user's own request asks for in its words; nothing else. */
    ASKED,
    /** Whatever the model writes. */
    ALLOW,
    /** Nothing with an effect, not even when asked for. */
    DENY
}
