package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.wiring.Eyes4j;
import org.eyes4j.config.Quantity;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.UnknownModelException;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.store.ModelStoreException;
import org.eyes4j.vision.store.StoredModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eyes4j models}: what there is, what is installed, fetching, checking, removing. */
@Command(name = "models", description = "Lists, fetches, checks and removes models.")
final class ModelsCommand extends EyesCommand {
    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    ModelsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        return list(eyes4j, terminal, json);
    }

    private static int list(Eyes4j eyes4j, Terminal terminal, boolean json) {
        List<ModelManifest> known = eyes4j.catalogue().all();
        List<StoredModel> orphans = eyes4j.store().list().stream()
                .filter(s -> known.stream()
                        .noneMatch(m -> m.name().equals(s.name()) && m.version().equals(s.version())))
                .toList();
        if (json) {
            ObjectNode root = JsonNodeFactory.instance.objectNode();
            ArrayNode array = root.putArray("models");
            known.forEach(m -> array.add(toJson(m, eyes4j)));
            ArrayNode others = root.putArray("no_longer_known");
            orphans.forEach(s -> others.addObject()
                    .put("name", s.name())
                    .put("version", s.version())
                    .put("bytes", s.bytes()));
            terminal.out().println(Json.text(root));
            return ExitCode.DONE;
        }
        String form = "%-22s %-10s %9s  %-14s %s%n";
        terminal.out().printf(form, "MODEL", "STATE", "SIZE", "LICENCE", "FOR");
        for (ModelManifest model : known) {
            terminal.out()
                    .printf(
                            form,
                            model.name(),
                            eyes4j.store().installed(model).isPresent() ? "installed" : "-",
                            Quantity.human(model.downloadBytes()),
                            model.licence().spdx(),
                            String.join(", ", model.capabilities()) + (model.preferred() ? " (default)" : ""));
        }
        orphans.forEach(s -> terminal.out()
                .printf(
                        form,
                        s.name(),
                        "no longer known",
                        Quantity.human(s.bytes()),
                        s.licence(),
                        "version " + s.version()));
        return ExitCode.DONE;
    }

    private static ObjectNode toJson(ModelManifest model, Eyes4j eyes4j) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", model.name())
                .put("title", model.title())
                .put("version", model.version())
                .put("family", model.family())
                .put("licence", model.licence().spdx())
                .put("bytes", model.downloadBytes())
                .put("default", model.preferred())
                .put("installed", eyes4j.store().installed(model).isPresent());
        ArrayNode capabilities = node.putArray("capabilities");
        model.capabilities().forEach(capabilities::add);
        return node;
    }

    /** {@code models list}. */
    @Command(name = "list", description = "Lists the models that are known and says which are installed.")
    static final class ListAll extends EyesCommand {
        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        ListAll(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            return list(eyes4j, terminal, json);
        }
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
            List<ModelManifest> wanted = all ? eyes4j.catalogue().all() : find(eyes4j, names);
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

    /** {@code models rm NAME…}. */
    @Command(name = "rm", description = "Removes models from this machine.")
    static final class Remove extends EyesCommand {
        @Parameters(paramLabel = "NAME", arity = "1..*", description = "The models.")
        private List<String> names = new ArrayList<>();

        Remove(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            for (String name : names) {
                if (eyes4j.store().list().stream().noneMatch(s -> s.name().equals(name))) {
                    // A beginning that was never finished can be removed as well, so the name only has to be known.
                    eyes4j.catalogue().find(name);
                }
                long freed = eyes4j.store().remove(name);
                terminal.out()
                        .println(
                                freed == 0
                                        ? name + " is not installed"
                                        : name + " is removed, " + Quantity.human(freed));
            }
            return ExitCode.DONE;
        }
    }

    private static List<ModelManifest> find(Eyes4j eyes4j, List<String> names) {
        List<ModelManifest> models = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String name : names) {
            try {
                models.add(eyes4j.catalogue().find(name));
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
