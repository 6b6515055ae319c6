package org.eyes4j.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.trace.Recording;
import org.eyes4j.agent.trace.Trace;
import org.eyes4j.agent.trace.TraceHtml;
import org.eyes4j.agent.trace.TraceStore;
import org.eyes4j.agent.trace.TraceWorkflow;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.output.OutFolder;
import org.eyes4j.app.output.OutputException;
import org.eyes4j.app.output.Printable;
import org.eyes4j.app.output.TraceText;
import org.eyes4j.tools.name.Names;
import org.eyes4j.wiring.Eyes4j;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eyes4j trace RUN}: how an answer came about. */
@Command(name = "trace", description = "Shows a run: every step, its time, what it gave; as one page with --html.")
final class TraceCommand extends EyesCommand {
    private static final int LISTED = 20;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "The run's id; the latest ones are listed without it.")
    private @Nullable String run;

    @Option(names = "--html", paramLabel = "FILE", description = "Write it as one self-contained page.")
    private @Nullable Path html;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Option(
            names = "--replay",
            description = "Plays the run again from what was recorded: no model is asked. Shows what is different.")
    private boolean replay;

    @Option(
            names = "--swap",
            paramLabel = "TOOL=MODEL",
            description = "With --replay: another model for a tool; only what depends on it is done anew.")
    private Map<String, String> swaps = new LinkedHashMap<>();

    @Option(
            names = "--as-workflow",
            paramLabel = "FILE",
            description =
                    "Write it as a workflow: 'eyes4j run FILE' gives the same values, and asks no language model.")
    private @Nullable Path workflow;

    TraceCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        Path saved = workflow;
        if (saved != null && (replay || run == null)) {
            throw CommandFailure.usage("Say which run, and nothing else: eyes4j trace RUN --as-workflow FILE");
        }
        if (!swaps.isEmpty() && !replay) {
            throw CommandFailure.usage("--swap belongs to a replay; add --replay");
        }
        String id = run;
        try {
            if (id == null && replay) {
                throw CommandFailure.usage("Say which run: eyes4j trace RUN --replay");
            } else if (id == null) {
                return list(eyes4j.traces(), terminal);
            }
            List<String> kept = eyes4j.traces().list();
            Trace trace = eyes4j.traces()
                    .find(id)
                    .orElseThrow(() -> CommandFailure.usage("There is no run '" + id + "'"
                            + Names.nearest(id, kept)
                                    .map(n -> "; did you mean '" + n + "'?")
                                    .orElse("; 'eyes4j trace' lists the runs that are kept")));
            if (replay) {
                return new TraceReplay(eyes4j, terminal).play(trace, swaps, json);
            }
            Path page = html;
            if (page != null) {
                write("--html", page, TraceHtml.render(trace));
                terminal.tell("wrote " + page);
            }
            if (saved != null) {
                write("--as-workflow", saved, workflow(eyes4j.traces(), trace));
                terminal.tell("wrote " + saved);
            }
            if (json) {
                terminal.out().println(Json.text(trace.json()));
            } else if (page == null && saved == null) {
                TraceText.print(trace.json(), terminal.out());
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw CommandFailure.failed("The kept runs cannot be read: " + e.getMessage());
        } catch (OutputException e) {
            throw CommandFailure.of(e);
        }
    }

    private int list(TraceStore traces, Terminal terminal) throws IOException {
        List<String> ids = traces.list();
        if (html != null) {
            throw CommandFailure.usage("Say which run: eyes4j trace RUN --html FILE");
        }
        if (json) {
            var root = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
            ids.forEach(root.putArray("runs")::add);
            terminal.out().println(Json.text(root));
            return ExitCode.DONE;
        }
        Table table = new Table();
        for (String id : ids.subList(0, Math.min(LISTED, ids.size()))) {
            table.row(id, question(traces, id));
        }
        table.print(terminal.out());
        if (ids.isEmpty()) {
            terminal.tell("no run is kept yet; 'eyes4j ask' keeps one each time");
        } else if (ids.size() > LISTED) {
            terminal.tell("and " + (ids.size() - LISTED) + " older ones");
        }
        return ExitCode.DONE;
    }

    /** What was asked; empty where the run cannot be read. */
    private static String question(TraceStore traces, String id) {
        try {
            String question = traces.find(id)
                    .map(t -> t.json().path("question").asText(""))
                    .orElse("");
            return Printable.of(question.replaceAll("\\s+", " "));
        } catch (IOException e) {
            return "";
        }
    }

    private static String workflow(TraceStore traces, Trace trace) throws IOException {
        String options = traces.recording(trace.run())
                .flatMap(Recording::wishedModel)
                .map(model -> "--model " + model)
                .orElse("");
        try {
            return TraceWorkflow.of(trace, options);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.failed(String.valueOf(e.getMessage()));
        }
    }

    private static void write(String option, Path file, String page) throws OutputException {
        if (Files.isDirectory(file)) {
            throw CommandFailure.usage(option + " needs a file, and " + file + " is a folder; name a file in it");
        }
        Path whole = file.toAbsolutePath().normalize();
        Path folder = whole.getParent();
        Path name = whole.getFileName();
        if (folder == null || name == null) {
            throw CommandFailure.usage(option + " needs a file, got " + file);
        }
        try (OutFolder out = OutFolder.open(folder, option)) {
            out.add(name.toString(), page.getBytes(StandardCharsets.UTF_8));
            out.write();
        }
    }
}
