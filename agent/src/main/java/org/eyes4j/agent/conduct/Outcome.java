package org.eyes4j.agent.conduct;

/** How far a request came. */
public enum Outcome {
    /** There is an answer from what was run; single steps may have failed. */
    ANSWERED,
    /** A tool of whoever asks is wished to be called, by them; there is no answer before that. */
    CALLS,
    /** It could not be planned; the answer says what can be done instead. */
    NOT_PLANNED,
    /** The plan that was made has faults that could not be mended, and was not run. */
    FAULTY_PLAN,
    /** The language model failed before there was an answer; what was found until then is told. */
    MODEL_FAILED,
    /** A language model was wanted and none is configured. */
    NO_MODEL
}
