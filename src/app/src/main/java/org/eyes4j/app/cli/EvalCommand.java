package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eyes4j.agent.evaluate.EvaluationException;
import org.eyes4j.agent.evaluate.PlanEvaluation;
import org.eyes4j.agent.evaluate.RecordedPlan;
import org.eyes4j.agent.evaluate.RecordedTools;
import org.eyes4j.app.output.Json;
import org.eyes4j.tools.coco.CocoEvaluation;
import org.eyes4j.tools.coco.CocoFormatException;
import org.eyes4j.tools.coco.CocoJson;
import org.eyes4j.tools.coco.CocoObject;
import org.eyes4j.tools.coco.CocoScores;
import org.eyes4j.tools.coco.CocoTruth;
import org.eyes4j.wiring.Eyes4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eyes4j eval}: measures against known truth. */
@Command(name = "eval", description = "Measures detections and plans against known truth.")
final class EvalCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to measure: eyes4j eval coco or eyes4j eval plans");
    }

    /** {@code eval coco}. */
    @Command(name = "coco", description = "COCO's twelve numbers of detections, for boxes or masks.")
    static final class Coco extends EyesCommand {
        @Option(names = "--truth", paramLabel = "FILE", required = true, description = "Annotations in COCO's form.")
        private Path truth = Path.of("");

        @Option(
                names = "--detections",
                paramLabel = "FILE",
                required = true,
                description = "Results in COCO's form: a list of {image_id, category_id, score, bbox or segmentation}.")
        private Path detections = Path.of("");

        @Option(names = "--kind", paramLabel = "bbox|segm", description = "What is compared. Default: bbox.")
        private CocoEvaluation.Kind kind = CocoEvaluation.Kind.BBOX;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        Coco(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            CocoScores scores = evaluate();
            if (json) {
                ObjectNode root = JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", kind.name().toLowerCase(Locale.ROOT));
                scores.named().forEach(root::put);
                terminal.out().println(Json.text(root));
            } else {
                scores.named()
                        .forEach((name, value) -> terminal.out()
                                .println(String.format(
                                        Locale.ROOT, "%-10s %s", name, value < 0 ? "-" : "%.3f".formatted(value))));
            }
            return ExitCode.DONE;
        }

        private CocoScores evaluate() {
            try {
                CocoTruth known = CocoJson.readTruth(truth);
                List<CocoObject> found = CocoJson.readDetections(detections);
                return new CocoEvaluation(known, kind).evaluate(found);
            } catch (IOException e) {
                throw CommandFailure.usage("Cannot read " + (e.getMessage() == null ? e : e.getMessage())
                        + "; check --truth and --detections");
            } catch (CocoFormatException e) {
                throw CommandFailure.usage(String.valueOf(e.getMessage()));
            }
        }
    }

    /** {@code eval plans}. */
    @Command(
            name = "plans",
            description = "Finds the faults of recorded plans, mends them without a language model, and counts.")
    static final class Plans extends EyesCommand {
        @Option(
                names = "--tools",
                paramLabel = "FOLDER",
                required = true,
                description = "Holds graph_desc.json: the tools, their kinds, and which may follow which.")
        private Path tools = Path.of("");

        @Option(
                names = "--plans",
                paramLabel = "FILE",
                required = true,
                description =
                        "One plan a line: {id, user_request, task_nodes: [{task, arguments}], task_links: [{source,"
                                + " target}]}.")
        private Path plans = Path.of("");

        @Option(names = "--out", paramLabel = "FILE", description = "Gets the mended plans in the same form.")
        private Optional<Path> out = Optional.empty();

        @Option(names = "--edits", description = "Also tells every edit with its reason and confidence.")
        private boolean edits;

        Plans(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Eyes4j eyes4j, Terminal terminal) {
            try {
                PlanEvaluation.Result result =
                        PlanEvaluation.run(RecordedTools.read(tools), RecordedPlan.read(plans), eyes4j.meaning());
                if (out.isPresent()) {
                    write(result, out.get());
                }
                if (edits) {
                    result.mended()
                            .forEach(m -> m.repaired()
                                    .edits()
                                    .forEach(e -> terminal.out()
                                            .println(String.format(
                                                    Locale.ROOT,
                                                    "%s  %-8s %s: %s (%.2f)",
                                                    m.plan().id(),
                                                    e.sort().name().toLowerCase(Locale.ROOT),
                                                    e.step(),
                                                    e.reason(),
                                                    e.confidence()))));
                }
                terminal.out().print(PlanEvaluation.report(result));
                return ExitCode.DONE;
            } catch (EvaluationException e) {
                throw CommandFailure.usage(String.valueOf(e.getMessage()));
            }
        }

        private static void write(PlanEvaluation.Result result, Path file) {
            StringBuilder lines = new StringBuilder();
            result.mended()
                    .forEach(m ->
                            lines.append(m.plan().with(m.repaired().sketch())).append('\n'));
            try {
                Files.writeString(file, lines);
            } catch (IOException e) {
                throw CommandFailure.usage("The mended plans cannot be written to " + file + ": " + e.getMessage());
            }
        }
    }
}
