package org.eyes4j.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eyes4j} alone: says what there is. */
@Command(
        name = "eyes4j",
        description = "Gives any language model eyes: asks pictures questions and answers with evidence.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "eyes4j ask \"How many cups are there?\" --image photo.png --out answer",
            "eyes4j COMMAND --help tells more.",
            "",
            "Exit codes: 0 done, 1 the run failed, 2 wrong usage or bad input,",
            "3 something must be installed or configured (the message says what).",
        })
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: give a COMMAND");
    }
}
