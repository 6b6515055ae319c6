package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eyes4j.app.output.Json;
import org.eyes4j.config.model.UnknownModelException;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.tools.artifact.ArtifactStoreException;
import org.eyes4j.vision.picture.PictureException;
import org.eyes4j.vision.speech.SoundException;
import org.eyes4j.vision.store.ModelStoreException;
import org.eyes4j.wiring.LogFile;
import org.eyes4j.wiring.MachinesException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The door for people at a terminal and for scripts: reads arguments, runs one command, gives its exit code. Nothing but a
 * message reaches a person, whatever happens; what a bug threw goes to the log file.
 */
public final class CommandLineDoor {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLineDoor.class);

    private final Terminal terminal;

    public CommandLineDoor(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs one command and gives its exit code. Never throws. */
    public int run(String... arguments) {
        boolean json = List.of(arguments).contains("--json");
        int code;
        try {
            code = execute(arguments, json);
        } catch (RuntimeException | Error e) {
            code = failed(e, arguments, json);
        }
        terminal.out().flush();
        String fault = terminal.outFault().get();
        if (!fault.isEmpty()) {
            terminal.tell("the answer could not be written to standard output: " + fault);
            return code == ExitCode.DONE ? ExitCode.FAILED : code;
        }
        return code;
    }

    private int execute(String[] arguments, boolean json) {
        CommandLine root = commandLine();
        return root.setParameterExceptionHandler(
                        (fault, unused) -> failed(ExitCode.USAGE, UsageFaults.tell(fault), json))
                .setExecutionExceptionHandler((fault, command, parsed) -> failed(fault, arguments, json))
                .execute(arguments);
    }

    private CommandLine commandLine() {
        CommandLine root = new CommandLine(new RootCommand(), CommandLine.defaultFactory())
                .addSubcommand(new AskCommand(terminal))
                .addSubcommand(new ChatCommand(terminal))
                .addSubcommand(new PlanCommand(terminal))
                .addSubcommand(new RunCommand(terminal))
                .addSubcommand(new ServeCommand(terminal))
                .addSubcommand(new WorkerCommand(terminal))
                .addSubcommand(new McpCommand(terminal))
                .addSubcommand(new CommandLine(new ToolsCommand(terminal))
                        .addSubcommand(ListCommand.of(terminal, new ToolListing()))
                        .addSubcommand(new ToolsCommand.Describe(terminal))
                        .addSubcommand(new ToolsCallCommand(terminal)))
                .addSubcommand(new TraceCommand(terminal))
                .addSubcommand(new CommandLine(new ModelsCommand(terminal))
                        .addSubcommand(ListCommand.of(terminal, new ModelListing()))
                        .addSubcommand(new ModelsCommand.Pull(terminal))
                        .addSubcommand(new ModelsAddCommand(terminal))
                        .addSubcommand(new ModelsCommand.Verify(terminal))
                        .addSubcommand(new ModelsCommand.Remove(terminal)))
                .addSubcommand(PluginsCommand.all(terminal))
                .addSubcommand(new CommandLine(new EvalCommand())
                        .addSubcommand(new EvalCommand.Coco(terminal))
                        .addSubcommand(new EvalCommand.Plans(terminal)))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new CommandLine.HelpCommand());
        root.getCommandSpec().version("eyes4j " + Version.text());
        prepare(root.getCommandSpec());
        root.setOut(new java.io.PrintWriter(terminal.out(), true))
                .setErr(new java.io.PrintWriter(terminal.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpAutoWidth(false)
                // A question may begin with '@'; no argument of ours is a file of arguments.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true);
        return root;
    }

    private static void prepare(CommandSpec spec) {
        spec.usageMessage().width(100);
        spec.subcommands().values().forEach(c -> prepare(c.getCommandSpec()));
    }

    private int failed(Throwable thrown, String[] arguments, boolean json) {
        Optional<CommandFailure> told = told(thrown);
        if (told.isPresent()) {
            return failed(told.get().exitCode(), told.get().text(), json);
        }
        LOG.error("eyes4j {}", Arrays.toString(arguments), thrown);
        return failed(ExitCode.FAILED, bug(thrown), json);
    }

    /** What was thrown as a person should hear of it; empty for a bug. */
    static Optional<CommandFailure> told(Throwable thrown) {
        if (thrown instanceof CommandFailure failure) {
            return Optional.of(failure);
        }
        String message = String.valueOf(thrown.getMessage());
        if (thrown instanceof FaultyDocumentException
                || thrown instanceof UnknownModelException
                || thrown instanceof PictureException
                || thrown instanceof SoundException) {
            return Optional.of(CommandFailure.usage(message));
        }
        if (thrown instanceof ModelStoreException store) {
            return Optional.of(new CommandFailure(ExitCode.of(store.kind()), message));
        }
        if (thrown instanceof MachinesException) {
            return Optional.of(CommandFailure.setup(message));
        }
        if (thrown instanceof ArtifactStoreException) {
            return Optional.of(CommandFailure.failed(message));
        }
        if (thrown instanceof OutOfMemoryError) {
            return Optional.of(CommandFailure.failed(
                    "ran out of memory; give a smaller picture, or more memory: EYES4J_JAVA_OPTS=-Xmx2g"));
        }
        return Optional.empty();
    }

    /** What a person hears of a bug. */
    static String bug(Throwable thrown) {
        return "stopped by a bug: " + thrown
                + LogFile.current().map(f -> "; the details are in " + f).orElse("");
    }

    private int failed(int code, String message, boolean json) {
        terminal.tell(message);
        if (json) {
            ObjectNode error = JsonNodeFactory.instance.objectNode();
            error.put("error", message).put("exit", code);
            terminal.out().println(Json.text(error));
        }
        return code;
    }
}
