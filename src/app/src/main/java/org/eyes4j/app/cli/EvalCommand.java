package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.wiring.Eyes4j;
import org.eyes4j.tools.coco.CocoEvaluation;
import org.eyes4j.tools.coco.CocoFormatException;
import org.eyes4j.tools.coco.CocoJson;
import org.eyes4j.tools.coco.CocoObject;
import org.eyes4j.tools.coco.CocoScores;
import org.eyes4j.tools.coco.CocoTruth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eyes4j eval}: measures against known truth. */
@Command(name = "eval", description = "Measures detections against known truth.")
final class EvalCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to measure: eyes4j eval coco");
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
}
