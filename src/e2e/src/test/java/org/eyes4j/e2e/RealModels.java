package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;

/** Asks with the real models, which live in this user's cache and are fetched there when they are missing. */
final class RealModels {
    private RealModels() {}

    /** Runs a command that needs models; where they cannot be had (no network and no cache), the test is skipped. */
    static Cli.Outcome run(String... arguments) {
        return checked(Cli.ofUser().run(arguments));
    }

    /** The same for what a command came to. */
    static Cli.Outcome checked(Cli.Outcome outcome) {
        boolean unavailable = outcome.code() == 3 && (outcome.out() + outcome.err()).contains("could not be fetched");
        Assumptions.assumeFalse(unavailable, () -> "a model cannot be had here: " + outcome.err());
        assertThat(outcome.err()).doesNotContain("stopped by a bug");
        return outcome;
    }
}
