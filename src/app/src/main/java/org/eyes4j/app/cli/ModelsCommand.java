package org.eyes4j.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.UnknownModelException;
import org.eyes4j.config.quantity.Quantity;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.store.ModelStoreException;
import org.eyes4j.wiring.Eyes4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eyes4j models}: what there is, what is installed, fetching, checking, removing. */
@Command(name = "models", description = "Lists, fetches, checks and removes models.")
final class ModelsCommand extends ListCommand {
    ModelsCommand(Terminal terminal) {
        super(terminal, new ModelListing());
    }

    /** {@code models pull NAME…}. */
    @Command(name = "pull", description = "Fetches models; what is there and whole is left alone.")
    static final class Pull extends EyesCommand {
        @Parameters(paramLabel = "NAME", arity = "0..*", description = "The models.")
        private List<String> names = new ArrayList<>();

        @Option(names = "--all", description = "All models of the catalogue.")
        private boolean all;

        Pull(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            List<ModelManifest> wanted = all
                    ? eyes4j.catalogue().all().stream()
                            .filter(m -> !m.isLanguageModel())
                            .toList()
                    : find(eyes4j, names);
            if (wanted.isEmpty()) {
                throw CommandFailure.usage("Say which: eyes4j models pull NAME..., or --all; there are "
                        + String.join(
                                ", ",
                                eyes4j.catalogue().all().stream()
                                        .map(ModelManifest::name)
                                        .toList()));
            }
            List<String> faults = new ArrayList<>();
            int code = ExitCode.DONE;
            for (ModelManifest model : wanted) {
                try (ProgressLine progress = new ProgressLine(terminal)) {
                    eyes4j.store().pull(model, new PullTeller(progress), new Cancellation());
                    terminal.out().println(model.name() + " is installed");
                } catch (ModelStoreException e) {
                    faults.add(String.valueOf(e.getMessage()));
                    code = ExitCode.of(e.kind());
                }
            }
            if (!faults.isEmpty()) {
                throw new CommandFailure(code, String.join("\n", faults));
            }
            return code;
        }
    }

    /** {@code models verify}. */
    @Command(name = "verify", description = "Hashes the files of installed models and compares.")
    static final class Verify extends EyesCommand {
        @Parameters(paramLabel = "NAME", arity = "0..*", description = "The models; all installed ones when left out.")
        private List<String> names = new ArrayList<>();

        Verify(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            List<ModelManifest> models = names.isEmpty()
                    ? eyes4j.catalogue().all().stream()
                            .filter(m -> eyes4j.store().list().stream()
                                    .anyMatch(s -> s.name().equals(m.name())))
                            .toList()
                    : find(eyes4j, names);
            int code = ExitCode.DONE;
            for (ModelManifest model : models) {
                if (isMissing(eyes4j, model)) {
                    terminal.out()
                            .println(model.name() + ": not installed; run `eyes4j models pull " + model.name() + "`");
                    code = code == ExitCode.DONE ? ExitCode.SETUP : code;
                    continue;
                }
                List<String> faults = eyes4j.store().verify(model);
                terminal.out().println(model.name() + (faults.isEmpty() ? ": good" : ": BAD"));
                faults.forEach(f -> terminal.out().println("  " + f));
                code = faults.isEmpty() ? code : ExitCode.FAILED;
            }
            if (models.isEmpty()) {
                terminal.out().println("No model is installed");
            }
            return code;
        }
    }

    private static boolean isMissing(Eyes4j eyes4j, ModelManifest model) {
        return eyes4j.store().list().stream().noneMatch(s -> s.name().equals(model.name()));
    }

    /** {@code models rm NAME…}. */
    @Command(
            name = "rm",
            description = "Removes models from this machine, with the downloads that no other model came from.")
    static final class Remove extends EyesCommand {
        @Parameters(paramLabel = "NAME", arity = "1..*", description = "The models.")
        private List<String> names = new ArrayList<>();

        @Option(
                names = "--forget",
                description =
                        "Drop the hashes of their first pulls too, which are kept where a manifest states none: the next"
                                + " pull trusts anew what it finds.")
        private boolean forgetting;

        Remove(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            // What no manifest speaks of any more can be removed, and so can a beginning that was never finished.
            find(
                    eyes4j,
                    names.stream()
                            .filter(n -> eyes4j.store().list().stream()
                                    .noneMatch(s -> s.name().equals(n)))
                            .toList());
            for (String name : names) {
                long freed;
                try (ProgressLine progress = new ProgressLine(terminal)) {
                    freed = eyes4j.store().remove(name, new PullTeller(progress));
                }
                boolean forgotten = forgetting && eyes4j.store().forget(name);
                terminal.out()
                        .println((freed == 0
                                        ? name + " is not installed"
                                        : name + " is removed, " + Quantity.human(freed))
                                + (forgotten ? "; the hashes of its first pull are forgotten" : ""));
            }
            return ExitCode.DONE;
        }
    }

    private static List<ModelManifest> find(Eyes4j eyes4j, List<String> names) {
        List<ModelManifest> models = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String name : names) {
            try {
                ModelManifest model = eyes4j.catalogue().find(name);
                if (model.isLanguageModel()) {
                    faults.add(
                            "'" + name + "' is a language model of the settings: it has no files here; `eyes4j doctor`"
                                    + " asks it what it can");
                }
                models.add(model);
            } catch (UnknownModelException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw CommandFailure.usage(String.join("\n", faults));
        }
        return models;
    }
}
