package org.eyes4j.tools.conform;

/**
 * What a check came to.
 *
 * @param check its name, in snake_case
 * @param outcome whether the tool does it
 * @param message what was found: for a failure what was expected and what came, for one that was skipped the reason
 * @param mend what the author is to do; empty unless it failed
 */
public record Finding(String check, Outcome outcome, String message, String mend) {

    /** Whether the tool does what a check asks. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** It could not be looked at. */
        SKIPPED
    }

    static Finding passed(String check) {
        return new Finding(check, Outcome.PASSED, "", "");
    }

    static Finding failed(String check, String message, String mend) {
        return new Finding(check, Outcome.FAILED, message, mend);
    }

    static Finding skipped(String check, String reason) {
        return new Finding(check, Outcome.SKIPPED, reason, "");
    }

    public boolean isFailure() {
        return outcome == Outcome.FAILED;
    }

    /** Message and remedy as one text. */
    public String explain() {
        return mend.isEmpty() ? message : message + ". " + mend;
    }
}
