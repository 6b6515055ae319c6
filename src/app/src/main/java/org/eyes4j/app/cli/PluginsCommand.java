package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.service.PluginDesk;
import org.eyes4j.plugins.AllowedCode;
import org.eyes4j.plugins.PluginException;
import org.eyes4j.plugins.PluginOffer;
import org.eyes4j.plugins.PluginStatus;
import org.eyes4j.plugins.PluginStatus.State;
import org.eyes4j.plugins.PluginTemplates;
import org.eyes4j.plugins.Plugins;
import org.eyes4j.tools.conform.Report;
import org.eyes4j.wiring.Eyes4j;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eyes4j plugins}: experts that arrive from elsewhere. */
@Command(
        name = "plugins",
        description = "Lists plugins, takes them in and out, looks at them closely, begins new ones.")
final class PluginsCommand extends ListCommand {
    PluginsCommand(Terminal terminal) {
        super(terminal, new PluginListing());
    }

    /** The command with all that is below it. */
    static CommandLine all(Terminal terminal) {
        return new CommandLine(new PluginsCommand(terminal))
                .addSubcommand(ListCommand.of(terminal, new PluginListing()))
                .addSubcommand(new Add(terminal))
                .addSubcommand(new Remove(terminal))
                .addSubcommand(new Verify(terminal))
                .addSubcommand(new Allow(terminal))
                .addSubcommand(new Enable(terminal))
                .addSubcommand(new Disable(terminal))
                .addSubcommand(new Reload(terminal))
                .addSubcommand(new New(terminal));
    }

    /** One that says how a plugin stands afterwards. */
    abstract static class Told extends EyesCommand {
        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        Told(Terminal terminal) {
            super(terminal);
        }

        @Override
        final int run(Eyes4j eyes4j, Terminal terminal) {
            try {
                PluginStatus status = act(eyes4j, terminal);
                if (json) {
                    terminal.out().println(Json.text(PluginDesk.json(status)));
                } else {
                    PluginListing.print(status, terminal.out());
                }
                return status.state() == State.FAILED ? ExitCode.FAILED : ExitCode.DONE;
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage(String.valueOf(e.getMessage()));
            }
        }

        abstract PluginStatus act(Eyes4j eyes4j, Terminal terminal);
    }

    /** {@code plugins add SOURCE}. */
    @Command(
            name = "add",
            description =
                    "Takes a plugin in: a folder with a plugin.yml, that file, a jar or a zip. Nothing is fetched.")
    static final class Add extends Told {
        @Parameters(paramLabel = "PATH", description = "Where it lies.")
        private Path source = Path.of("");

        @Option(names = "--allow", description = "It may do what it says, and its code is let in by its hash.")
        private boolean allow;

        Add(Terminal terminal) {
            super(terminal);
        }

        @Override
        PluginStatus act(Eyes4j eyes4j, Terminal terminal) {
            Plugins plugins = eyes4j.plugins();
            try {
                PluginOffer offer =
                        PluginOffer.look(source, plugins.kinds(), eyes4j.home().cache());
                StringBuilder told = new StringBuilder(offer.manifest().name() + " "
                        + offer.manifest().version() + " (" + offer.manifest().kind() + ") "
                        + offer.may());
                offer.code()
                        .forEach((jar, hash) -> told.append("\n  ")
                                .append(jar)
                                .append(" has SHA-256 ")
                                .append(hash));
                if (offer.needsLeave() && !allow) {
                    throw CommandFailure.setup(told + "\nNothing was taken in. If you trust it: eyes4j plugins add "
                            + source + " --allow");
                }
                terminal.tell(told.toString());
                if (allow) {
                    AllowedCode allowed = new AllowedCode(eyes4j.home().allowedPlugins());
                    offer.code()
                            .forEach((jar, hash) ->
                                    allowed.add(hash, offer.manifest().name() + " " + jar));
                }
                offer.putInto(plugins.folder());
                plugins.refresh();
                return plugins.find(offer.manifest().name())
                        .orElseThrow(() -> CommandFailure.failed("It was put into " + plugins.folder()
                                + " and is not found there; `eyes4j plugins list` says what is"));
            } catch (PluginException e) {
                throw CommandFailure.usage(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw CommandFailure.failed(
                        source + " could not be put into " + plugins.folder() + ": " + e.getMessage());
            }
        }
    }

    /** {@code plugins enable NAME}. */
    @Command(name = "enable", description = "Offers a plugin's tools, from now on.")
    static final class Enable extends Told {
        @Parameters(paramLabel = "NAME", description = "The plugin.")
        private String name = "";

        Enable(Terminal terminal) {
            super(terminal);
        }

        @Override
        PluginStatus act(Eyes4j eyes4j, Terminal terminal) {
            return eyes4j.plugins().enable(name);
        }
    }

    /** {@code plugins disable NAME}. */
    @Command(name = "disable", description = "Offers a plugin's tools no more; its files stay.")
    static final class Disable extends Told {
        @Parameters(paramLabel = "NAME", description = "The plugin.")
        private String name = "";

        Disable(Terminal terminal) {
            super(terminal);
        }

        @Override
        PluginStatus act(Eyes4j eyes4j, Terminal terminal) {
            return eyes4j.plugins().disable(name);
        }
    }

    /** {@code plugins reload NAME}. */
    @Command(name = "reload", description = "Loads a plugin anew.")
    static final class Reload extends Told {
        @Parameters(paramLabel = "NAME", description = "The plugin.")
        private String name = "";

        Reload(Terminal terminal) {
            super(terminal);
        }

        @Override
        PluginStatus act(Eyes4j eyes4j, Terminal terminal) {
            return eyes4j.plugins().reload(name);
        }
    }

    /** {@code plugins allow SHA256…}. */
    @Command(name = "allow", description = "Lets code in by the hash of its jar, or of the certificate that signs it.")
    static final class Allow extends EyesCommand {
        @Parameters(paramLabel = "SHA256", arity = "1..*", description = "The hashes.")
        private List<String> hashes = new ArrayList<>();

        Allow(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            AllowedCode allowed = new AllowedCode(eyes4j.home().allowedPlugins());
            try {
                hashes.forEach(hash -> allowed.add(hash, "by eyes4j plugins allow"));
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage(String.valueOf(e.getMessage()));
            }
            terminal.out()
                    .println("Let in, in " + allowed.file()
                            + "; plugins that wait for it are loaded with the next start");
            return ExitCode.DONE;
        }
    }

    /** {@code plugins remove NAME}. */
    @Command(name = "remove", aliases = "rm", description = "Takes a plugin out and deletes its files.")
    static final class Remove extends EyesCommand {
        @Parameters(paramLabel = "NAME", arity = "1..*", description = "The plugins.")
        private List<String> names = new ArrayList<>();

        Remove(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            try {
                for (String name : names) {
                    eyes4j.plugins().remove(name);
                    terminal.out().println(name + " is removed");
                }
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage(String.valueOf(e.getMessage()));
            }
            return ExitCode.DONE;
        }
    }

    /** {@code plugins verify NAME…}. */
    @Command(name = "verify", description = "Looks at plugins closely: the whole conformance kit, and what to mend.")
    static final class Verify extends EyesCommand {
        @Parameters(paramLabel = "NAME", arity = "0..*", description = "The plugins; all when left out.")
        private List<String> names = new ArrayList<>();

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        Verify(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            Plugins plugins = eyes4j.plugins();
            List<String> wanted = names.isEmpty()
                    ? plugins.list().stream().map(PluginStatus::name).toList()
                    : names;
            ObjectNode root = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
            ArrayNode array = root.putArray("plugins");
            boolean good = true;
            for (String name : wanted) {
                ObjectNode one = array.addObject().put("plugin", name);
                try {
                    List<Report> reports = plugins.verify(name);
                    boolean passed = reports.stream().allMatch(Report::passed);
                    good &= passed;
                    ArrayNode all = one.put("passed", passed).putArray("reports");
                    reports.forEach(report -> all.add(report.toJson()));
                    say(terminal, name + (passed ? ": good" : ": BAD"));
                    reports.forEach(report -> report.toText().lines().forEach(line -> say(terminal, "  " + line)));
                } catch (PluginException e) {
                    good = false;
                    one.put("passed", false).put("reason", String.valueOf(e.getMessage()));
                    say(terminal, name + ": cannot be loaded: " + e.getMessage());
                } catch (IllegalArgumentException e) {
                    throw CommandFailure.usage(String.valueOf(e.getMessage()));
                }
            }
            if (wanted.isEmpty()) {
                say(terminal, "There is no plugin in " + plugins.folder());
            }
            if (json) {
                terminal.out().println(Json.text(root.put("passed", good)));
            }
            return good ? ExitCode.DONE : ExitCode.FAILED;
        }

        private void say(Terminal terminal, String line) {
            if (!json) {
                terminal.out().println(line);
            }
        }
    }

    /** {@code plugins new NAME --kind KIND}. */
    @Command(name = "new", description = "Writes a small project that works as it stands, with a test.")
    static final class New extends EyesCommand {
        @Parameters(paramLabel = "NAME", description = "What the plugin is called, as bird-finder.")
        private String name = "";

        @Option(names = "--kind", required = true, paramLabel = "class|jar|onnx|http", description = "How it arrives.")
        private String kind = "";

        @Option(
                names = "--dir",
                paramLabel = "FOLDER",
                description = "Where to write it. Default: a folder of its name, here.")
        private Path folder = Path.of("");

        New(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            Path place = folder.toString().isEmpty() ? Path.of(name) : folder;
            try {
                String version = PluginsCommand.class.getPackage().getImplementationVersion();
                PluginTemplates.write(name, kind, place, version == null ? "0.1.0-SNAPSHOT" : version)
                        .forEach(file -> terminal.out().println(file));
                terminal.tell("Read " + place.resolve("README.md") + " to go on");
                return ExitCode.DONE;
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw CommandFailure.failed("Cannot write " + place + ": " + e.getMessage());
            }
        }
    }
}
