package org.eyes4j.app.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.eyes4j.app.store.Store;
import org.eyes4j.config.model.Policy;
import org.eyes4j.wiring.Eyes4j;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command shares: the terminal, {@code --help}, and the program's parts for as long as it runs. */
abstract class EyesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--offline", description = "Use no network: models must be installed.")
    private boolean offline;

    @Option(
            names = "--policy",
            paramLabel = "fast|balanced|best",
            description = "Which of several models serves a tool. Default: balanced, or what the settings say.")
    private @Nullable String policy;

    @Option(
            names = "--language-model",
            paramLabel = "NAME",
            description = "Which of the configured language models is asked. Default: what the settings say.")
    private @Nullable String languageModel;

    EyesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public final Integer call() {
        try (Eyes4j eyes4j = new Eyes4j(
                terminal.environment(),
                offline,
                policy(),
                eyes -> Store.sessionsOf(terminal.environment(), eyes.home(), eyes.artifacts()))) {
            eyes4j.settings().warnings().forEach(terminal::tell);
            eyes4j.hearOfPlugins(terminal::tell);
            chooseLanguageModel(eyes4j);
            return run(eyes4j, terminal);
        }
    }

    private void chooseLanguageModel(Eyes4j eyes4j) {
        String name = languageModel;
        if (name != null) {
            try {
                eyes4j.chooseLanguageModel(name);
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage("--language-model: " + e.getMessage());
            }
        }
    }

    private Optional<Policy> policy() {
        try {
            return Optional.ofNullable(policy).map(Policy::parse);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--policy: " + e.getMessage());
        }
    }

    /** Does the work and gives the exit code. */
    abstract int run(Eyes4j eyes4j, Terminal terminal);
}
