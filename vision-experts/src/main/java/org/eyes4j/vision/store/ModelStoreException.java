package org.eyes4j.vision.store;

import java.util.List;
import org.eyes4j.tools.ToolResult.FailureKind;

/**
 * A model could not be made available. The message says what each source answered and ends with what to do; it is fit to be
 * shown as it is.
 */
public final class ModelStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final String problem;
    private final String hint;

    /**
     * A model that is not to be had.
     *
     * @param problem what was wanted, in one sentence
     * @param answers what each source answered; may be empty
     * @param hint what to do
     */
    ModelStoreException(FailureKind kind, String problem, List<String> answers, String hint) {
        this(kind, problem + answers.stream().map(a -> "\n  " + a).reduce("", String::concat), hint);
    }

    private ModelStoreException(FailureKind kind, String problem, String hint) {
        super(problem + "\n" + hint);
        this.kind = kind;
        this.problem = problem;
        this.hint = hint;
    }

    public FailureKind kind() {
        return kind;
    }

    /** What is wrong, with the sources' answers. */
    public String problem() {
        return problem;
    }

    /** What to do. */
    public String hint() {
        return hint;
    }
}
