package org.eyes4j.vision.store;

import java.util.List;

/**
 * A model could not be made available. The message says what each source answered and ends with what to do; it is fit to be
 * shown as it is.
 */
public final class ModelUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String model;
    private final String hint;

    /**
     * A model that is not to be had.
     *
     * @param problem what was wanted, in one sentence
     * @param answers what each source answered; may be empty
     * @param hint what to do
     */
    ModelUnavailableException(String model, String problem, List<String> answers, String hint) {
        super(problem + answers.stream().map(a -> "\n  " + a).reduce("", String::concat) + "\n" + hint);
        this.model = model;
        this.hint = hint;
    }

    public String model() {
        return model;
    }

    /** What to do. */
    public String hint() {
        return hint;
    }
}
