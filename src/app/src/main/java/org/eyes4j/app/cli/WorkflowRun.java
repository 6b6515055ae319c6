package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.conduct.Spent;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.trace.RunRecord;
import org.eyes4j.app.batch.Batch;
import org.eyes4j.app.batch.BatchException;
import org.eyes4j.app.batch.BatchFolder;
import org.eyes4j.app.batch.BatchOrder;
import org.eyes4j.app.batch.ItemPlans;
import org.eyes4j.app.batch.ItemResult;
import org.eyes4j.app.batch.Items;
import org.eyes4j.app.batch.Summary;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.output.OutFolder;
import org.eyes4j.app.output.OutputException;
import org.eyes4j.app.output.Printable;
import org.eyes4j.app.store.Store;
import org.eyes4j.app.store.StoreLocation;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.wiring.Eyes4j;
import org.jspecify.annotations.Nullable;

/** Runs a checked workflow over what it is given and tells what came of it. Used once. */
final class WorkflowRun {
    private final Eyes4j eyes4j;
    private final Terminal terminal;
    private final WorkflowFile file;
    private final WorkflowInputs given;
    private final PictureReader reader;
    private final List<RunEvent> events = new ArrayList<>();
    private Wishes wishes = new Wishes(Optional.empty(), 0, false, Optional.empty(), false, List.of(), List.of());
    private @Nullable ItemResult only;

    /**
     * What a person wishes.
     *
     * @param parallel items at a time; 0 for as many as seems right
     * @param assignments inputs as they were given
     * @param approved steps that need not ask
     */
    record Wishes(
            Optional<String> model,
            int parallel,
            boolean resume,
            Optional<Path> out,
            boolean json,
            List<String> assignments,
            List<String> approved) {}

    WorkflowRun(Eyes4j eyes4j, Terminal terminal, WorkflowFile file, WorkflowInputs given, PictureReader reader) {
        this.eyes4j = eyes4j;
        this.terminal = terminal;
        this.file = file;
        this.given = given;
        this.reader = reader;
    }

    WorkflowRun with(Wishes others) {
        this.wishes = others;
        return this;
    }

    /** Runs it; the exit code. */
    int run() {
        Map<String, Value> fixed = given.fixed(reader, Videos.films(eyes4j));
        BatchOrder order =
                new BatchOrder(file.name(), file.plan(), identity(fixed), given.streamed(), fixed, given.framed());
        Path path = wishes.out().orElse(null);
        try (OutFolder made = path == null ? null : OutFolder.open(path, "--out")) {
            Path folder = made != null ? made.path() : given.isSeveral() ? ownFolder() : null;
            if (folder == null && wishes.resume()) {
                throw CommandFailure.usage(
                        "--resume goes on with a run over many pictures, or with one that has an --out;"
                                + " this is neither");
            }
            try (BatchFolder results = folder == null ? null : BatchFolder.open(folder, earlier(made != null))) {
                Summary summary = run(order, results);
                return tell(summary, results, made != null);
            }
        } catch (OutputException e) {
            throw CommandFailure.of(e);
        } catch (BatchException e) {
            throw new CommandFailure(e.isUsage() ? ExitCode.USAGE : ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private BatchFolder.Earlier earlier(boolean named) {
        return wishes.resume()
                ? BatchFolder.Earlier.RESUMED
                : named && given.isSeveral() ? BatchFolder.Earlier.REPLACED_IF_WHOLE : BatchFolder.Earlier.REPLACED;
    }

    /** Where results of this workflow over these inputs are, when nobody named a folder. */
    private Path ownFolder() {
        List<String> parts = new ArrayList<>(wishes.assignments());
        parts.add(0, file.path().toAbsolutePath().normalize().toString());
        String key = Sha256.of(String.join("\n", parts).getBytes(StandardCharsets.UTF_8))
                .substring(0, 16);
        Path folder = eyes4j.home().data().resolve("workflow-runs").resolve(key);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot write in " + folder + " (" + e.getMessage() + "); name a folder with --out");
        }
    }

    /** Everything that a result depends on but the picture of its run. */
    private String identity(Map<String, Value> fixed) {
        List<String> parts = new ArrayList<>(List.of(
                Version.text(),
                PlanCodec.toJson(file.plan()).toString(),
                wishes.model().orElse(""),
                eyes4j.settings().policy().toString()));
        file.plan().steps().stream()
                .map(step -> eyes4j.tools().specification(step.tool()))
                .flatMap(Optional::stream)
                .map(tool -> tool.name() + " " + tool.version())
                .distinct()
                .forEach(parts::add);
        parts.addAll(given.identity(fixed));
        return Sha256.of(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }

    private Summary run(BatchOrder order, @Nullable BatchFolder results) {
        Cancellation cancellation = new Cancellation();
        boolean several = given.isSeveral();
        try (ProgressLine progress = new ProgressLine(terminal);
                Store store = results != null && hasEffects()
                        ? Store.at(
                                StoreLocation.of(terminal.environment(), eyes4j.home()),
                                eyes4j.home().cache().resolve("natives"),
                                Clock.systemUTC())
                        : null;
                Interrupt interrupt = new Interrupt(() -> {
                    progress.say("stopping; what is done stays");
                    cancellation.request();
                });
                Items items = given.items(reader, Videos.films(eyes4j))) {
            BatchProgress told = new BatchProgress(file.name(), several, progress);
            ItemPlans plans = new ItemPlans(
                    file.plan(),
                    eyes4j.executor(),
                    options(told),
                    item -> wishes.out()
                            .map(path -> several ? path.resolve("saved").resolve(item) : path),
                    store == null ? null : new ItemPlans.Effects(store.calls(), store.runs(), eyes4j.artifacts()));
            int parallel = wishes.parallel() > 0
                    ? wishes.parallel()
                    : Math.max(
                            1,
                            Math.min(
                                    Runtime.getRuntime().availableProcessors(),
                                    eyes4j.settings().runs().parallel()));
            return new Batch(order, plans, several ? parallel : 1, cancellation, results, done -> {
                        told.accept(done);
                        done.result().ifPresent(result -> took(result, several && results != null));
                    })
                    .run(items);
        }
    }

    private void took(ItemResult result, boolean several) {
        if (!several) {
            only = result;
        } else if (wishes.out().isEmpty() && !wishes.json()) {
            terminal.out().println(Printable.of(WorkflowText.line(result)));
        }
    }

    private boolean hasEffects() {
        return file.plan().steps().stream()
                .anyMatch(step -> eyes4j.tools()
                        .specification(step.tool())
                        .filter(tool -> tool.is(Trait.EFFECT))
                        .isPresent());
    }

    private RunOptions options(BatchProgress told) {
        RunOptions options =
                eyes4j.runOptions().tellingTo(told::hear).askingFor(new TerminalApprover(terminal, wishes.approved()));
        if (!given.isSeveral()) {
            options = options.named(eyes4j.executor().newId()).tellingTo(events::add);
        }
        return wishes.model().map(options::wishing).orElse(options);
    }

    private int tell(Summary summary, @Nullable BatchFolder results, boolean named) {
        ItemResult one = only;
        ObjectNode root = summary.json();
        if (one != null) {
            keep(one);
            one.result().ifPresent(r -> root.put("run", r.run()));
            root.setAll(one.json());
        }
        if (results != null) {
            root.put("results", results.results().toString());
        }
        if (named && results != null) {
            ArrayNode artifacts = root.putArray("artifacts");
            results.written().forEach(f -> artifacts.addObject().put("path", f.toString()));
            if (one != null) {
                one.pictures()
                        .keySet()
                        .forEach(f -> artifacts
                                .addObject()
                                .put("path", results.path().resolve(f).toString()));
            }
        }
        summary.warnings().forEach(w -> terminal.tell("note: " + w));
        eyes4j.pictureNotes().forEach(w -> terminal.tell("note: " + w));
        if (wishes.json()) {
            terminal.out().println(Json.text(root));
        } else if (one != null) {
            WorkflowText.print(one, terminal.out());
        }
        if (one == null || one.failure().isPresent()) {
            terminal.tell(one == null ? summary.text() : failure(one));
        }
        if (results != null && !(one != null && !named)) {
            terminal.tell((summary.stopped() ? "go on with --resume; so far: " : "results: ")
                    + (named && !summary.stopped() ? results.path() : results.results()));
        }
        return code(summary, one);
    }

    private static String failure(ItemResult one) {
        return one.failure()
                .map(f -> (f.step().isEmpty() ? "" : "step '" + f.step() + "': ")
                        + f.failure().explain())
                .orElse("");
    }

    private static int code(Summary summary, @Nullable ItemResult one) {
        if (summary.stopped()) {
            return ExitCode.FAILED;
        } else if (one != null) {
            return one.failure()
                    .map(ItemResult.StepFailure::failure)
                    .map(Failure::kind)
                    .map(ExitCode::of)
                    .orElse(ExitCode.DONE);
        }
        return summary.failed() > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** For {@code trace}: one run is kept as one that answers a question is. */
    private void keep(ItemResult one) {
        RunResult result = one.result().orElse(null);
        if (result == null) {
            return;
        }
        try {
            eyes4j.traces()
                    .record(new RunRecord(
                            file.name(),
                            "workflow",
                            result,
                            new Answer(List.of()),
                            Spent.NOTHING,
                            Optional.empty(),
                            events,
                            result.warnings()));
        } catch (IOException e) {
            terminal.tell("note: This run could not be kept for 'trace': " + e.getMessage());
        }
    }
}
