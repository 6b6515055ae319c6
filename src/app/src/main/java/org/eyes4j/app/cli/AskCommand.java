package org.eyes4j.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.AskReply;
import org.eyes4j.agent.AskRequest;
import org.eyes4j.agent.conduct.Outcome;
import org.eyes4j.agent.llm.ModelReply.Trouble;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.app.output.AnswerFiles;
import org.eyes4j.app.output.AskJson;
import org.eyes4j.app.output.AskText;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.output.OutFolder;
import org.eyes4j.app.output.OutputException;
import org.eyes4j.app.output.Picture;
import org.eyes4j.app.output.Told;
import org.eyes4j.app.wiring.Eyes4j;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code eyes4j ask}: a question and pictures in, an answer with its evidence out. */
@Command(name = "ask", description = "Answers a question about pictures, with evidence.")
final class AskCommand extends EyesCommand {
    @Mixin
    private QuestionOptions question = new QuestionOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where overlays, cut-outs, changed pictures, the answer as JSON and regions as COCO are written.")
    private @Nullable Path out;

    @Option(names = "--session", paramLabel = "ID", hidden = true)
    private @Nullable String session;

    @Option(names = "--strict", description = "Leaves out sentences that nothing supports, and says how many.")
    private boolean strict;

    @Option(
            names = "--verify",
            description = "Looks again, at the mirrored picture and closer, and says what does not come back.")
    private boolean verify;

    AskCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        refuseLater();
        question.check(eyes4j);
        List<Picture> pictures = question.read(eyes4j);
        Path path = out;
        try (OutFolder folder = path == null ? null : OutFolder.open(path, "--out")) {
            Map<String, Value.Image> images = new LinkedHashMap<>();
            pictures.forEach(p -> images.put(p.input(), p.image()));
            AskReply reply;
            try (ProgressLine progress = new ProgressLine(terminal)) {
                RunOptions options = question.runOptions(eyes4j, progress);
                if (folder != null) {
                    options = options.writingTo(folder.path());
                }
                reply = eyes4j.agent()
                        .ask(new AskRequest(question.question(), images, options)
                                .wishing(new AskRequest.Wishes(strict, verify))
                                .plannedBy(question.planner())
                                .from(originals(pictures)));
            }
            Told told = new Told(reply, pictures, List.of(), eyes4j.pictureNotes());
            if (folder != null) {
                told = new AnswerFiles(folder, eyes4j.tools()).write(told);
            }
            if (question.json()) {
                terminal.out().println(Json.text(AskJson.of(told)));
            } else {
                AskText.print(told, eyes4j.traces().holds(reply.run()), terminal.out());
            }
            return code(reply);
        } catch (OutputException e) {
            throw CommandFailure.of(e);
        }
    }

    /** The files as they are, for playing the run again; one that cannot be read twice is kept as its pixels. */
    private static Map<String, byte[]> originals(List<Picture> pictures) {
        Map<String, byte[]> originals = new LinkedHashMap<>();
        for (Picture picture : pictures) {
            Path file = Path.of(picture.name());
            if (Files.isRegularFile(file)) {
                try {
                    originals.put(picture.input(), Files.readAllBytes(file));
                } catch (IOException e) {
                    originals.remove(picture.input());
                }
            }
        }
        return originals;
    }

    private void refuseLater() {
        String later = session != null ? "--session" : "";
        if (!later.isEmpty()) {
            throw CommandFailure.setup(later + " is not in this version of eyes4j; leave it out");
        }
    }

    /** Of a language model's trouble: what a person can configure, or that it failed. */
    static int code(Optional<Trouble> trouble) {
        return switch (trouble.orElse(Trouble.MALFORMED)) {
            case UNREACHABLE, UNAUTHORIZED, FORBIDDEN, NO_SUCH_MODEL -> ExitCode.SETUP;
            default -> ExitCode.FAILED;
        };
    }

    /** Done when every output is there; else what kept the plan from giving it, what can be mended first. */
    private static int code(AskReply reply) {
        if (reply.outcome() != Outcome.ANSWERED) {
            return reply.outcome() == Outcome.NO_MODEL ? ExitCode.SETUP : code(reply.trouble());
        }
        boolean whole = !reply.plan().outputs().isEmpty()
                && reply.plan().outputs().values().stream()
                        .allMatch(ref -> reply.result().value(ref).isPresent());
        List<Integer> codes = reply.steps().stream()
                .filter(s -> s.status() == StepReport.Status.FAILED)
                .map(StepReport::failure)
                .map(f -> f == null ? ExitCode.FAILED : ExitCode.of(f.kind()))
                .toList();
        if (whole || codes.isEmpty()) {
            return ExitCode.DONE;
        }
        return codes.contains(ExitCode.SETUP)
                ? ExitCode.SETUP
                : codes.contains(ExitCode.USAGE) ? ExitCode.USAGE : ExitCode.FAILED;
    }
}
