package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.agent.workflow.WorkflowSchema;
import org.eyes4j.app.batch.Items;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.preview.PlanNeeds;
import org.eyes4j.app.preview.PlanPreview;
import org.eyes4j.app.preview.PreviewText;
import org.eyes4j.config.yaml.Fault;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.wiring.Eyes4j;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eyes4j run}: a workflow from a file, once or for each of many pictures. */
@Command(
        name = "run",
        description = {
            "Runs a workflow, a plan in a YAML file, without any language model. How inputs are given:",
            "  a picture          --input picture=photo.png",
            "  many pictures      --input picture=FOLDER, --input 'picture=shots/**/*.jpg', or --input once for each:",
            "                     the workflow runs once for each of them (all in one list for a list<image>)",
            "  a video's frames   --input picture=clip.mp4, clip.mp4#every=10, clip.mp4#every=2s, clip.mp4#fps=2",
            "  a text, a number   --input \"label=a cup\" --input threshold=0.5",
            "  a list of texts    --input labels=cat,cup",
            "  anything else      JSON, or @FILE with JSON in it: --input 'where=[{\"point\": [40, 30]}]'",
        })
final class RunCommand extends EyesCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "WORKFLOW",
            description = "The workflow's file (YAML), or the name of a registered one.")
    private String workflow = "";

    @Option(
            names = "--schema",
            description = "Runs nothing: prints the JSON Schema of workflows with the tools there are, for editors.")
    private boolean schema;

    @Option(names = "--input", paramLabel = "NAME=VALUE", description = "An input; give --input once for each.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--check",
            description = "Runs nothing: looks for every fault of the file, each told with its line and column.")
    private boolean check;

    @Option(names = "--dry-run", description = "Runs nothing: shows the plan and what would be pulled.")
    private boolean dryRun;

    @Option(
            names = "--resume",
            description =
                    "Goes on with a run over many pictures that was stopped or killed: what is done is not repeated.")
    private boolean resume;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results go: pictures, results.jsonl, results.csv, coco.json, yolo.zip, report.html.")
    private @Nullable Path out;

    @Option(names = "--parallel", paramLabel = "N", description = "Pictures at a time. Default: one a core.")
    private int parallel;

    @Option(names = "--model", paramLabel = "NAME", description = "A model of 'eyes4j models list' to prefer.")
    private @Nullable String model;

    @Option(
            names = "--approve",
            paramLabel = "STEP|all",
            description = "Says yes beforehand to a step that asks for it; for runs without anybody at a terminal.")
    private List<String> approved = new ArrayList<>();

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    RunCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        if (schema) {
            terminal.out().println(Json.text(WorkflowSchema.of(eyes4j.tools())));
            return ExitCode.DONE;
        }
        if (workflow.isEmpty()) {
            throw CommandFailure.usage("Name the workflow to run: a YAML file, or a registered workflow's name");
        }
        WorkflowFile file;
        try {
            file = WorkflowFile.read(workflow, eyes4j);
        } catch (FaultyDocumentException e) {
            return tell(e.faults(), terminal);
        }
        if (check) {
            return tell(file, terminal);
        }
        Optional<String> wish = Optional.ofNullable(model);
        wish.ifPresent(eyes4j.catalogue()::find);
        List<String> steps = file.plan().steps().stream().map(PlanStep::id).toList();
        approved.stream()
                .filter(id -> !id.equals("all") && !steps.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw CommandFailure.usage("--approve: there is no step '" + id + "'; " + Names.hint(id, steps));
                });
        if (parallel < 0 || parallel > 64) {
            throw CommandFailure.usage("--parallel is between 1 and 64, got " + parallel);
        }
        WorkflowInputs given = new WorkflowInputs(eyes4j, file.name(), file.plan(), inputs, out);
        PictureReader reader = eyes4j.pictureReader();
        if (dryRun) {
            return preview(eyes4j, file, given, reader, wish, terminal);
        }
        return new WorkflowRun(eyes4j, terminal, file, given, reader)
                .with(new WorkflowRun.Wishes(wish, parallel, resume, Optional.ofNullable(out), json, inputs, approved))
                .run();
    }

    private int tell(List<Fault> faults, Terminal terminal) {
        terminal.tell(WorkflowFile.text(faults));
        if (json) {
            terminal.out()
                    .println(Json.text(WorkflowFile.json(workflow, faults).put("error", faults.size() + " faults")));
        }
        return ExitCode.USAGE;
    }

    private int tell(WorkflowFile file, Terminal terminal) {
        if (json) {
            terminal.out().println(Json.text(WorkflowFile.json(workflow, List.of())));
        } else {
            int steps = file.plan().steps().size();
            terminal.out()
                    .println(workflow + ": no fault; " + steps + (steps == 1 ? " step" : " steps") + ", inputs "
                            + file.plan().inputs().keySet() + ", outputs "
                            + file.plan().outputs().keySet());
        }
        return ExitCode.DONE;
    }

    private int preview(
            Eyes4j eyes4j,
            WorkflowFile file,
            WorkflowInputs given,
            PictureReader reader,
            Optional<String> wish,
            Terminal terminal) {
        Map<String, Value> known = new LinkedHashMap<>(given.fixed(reader, Videos.films(eyes4j)));
        try (Items items = given.items(reader, Videos.films(eyes4j))) {
            PlanNeeds needs = new PlanPreview(eyes4j, known, wish).of(file.plan());
            if (json) {
                ObjectNode root = JsonNodeFactory.instance.objectNode();
                root.set("plan", PlanCodec.toJson(file.plan()));
                root.set("preview", PreviewText.json(needs));
                items.count().ifPresent(n -> root.put("items", n));
                terminal.out().println(Json.text(root));
            } else {
                PlanCommand.print(file.plan(), terminal.out());
                PlanCommand.print(needs, terminal.out());
                if (given.isSeveral()) {
                    terminal.out()
                            .println(
                                    items.count().isPresent()
                                            ? "Runs once for each of "
                                                    + items.count().getAsLong() + " pictures ('" + given.streamed()
                                                    + "')"
                                            : "Runs once for each chosen frame ('" + given.streamed() + "')");
                }
            }
            return ExitCode.DONE;
        }
    }
}
