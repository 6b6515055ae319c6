package org.eyes4j.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.eyes4j.agent.session.Conversation;
import org.eyes4j.agent.session.ConversationReply;
import org.eyes4j.app.output.AnswerFiles;
import org.eyes4j.app.output.AskJson;
import org.eyes4j.app.output.AskText;
import org.eyes4j.app.output.Json;
import org.eyes4j.app.output.OutFolder;
import org.eyes4j.app.output.OutputException;
import org.eyes4j.app.output.Picture;
import org.eyes4j.app.output.Printable;
import org.eyes4j.app.output.Told;
import org.eyes4j.tools.value.Value;
import org.eyes4j.wiring.Eyes4j;
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

    @Option(
            names = "--session",
            paramLabel = "ID",
            description =
                    "Goes on with a conversation, or begins it: pictures and what was seen in them are known then.")
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
        question.check(eyes4j, session == null);
        Path path = out;
        String id = session;
        try (OutFolder folder = path == null ? null : OutFolder.open(path, "--out");
                Talk talk = id == null ? null : Talk.open(eyes4j, id)) {
            Told told;
            if (talk == null) {
                told = answer(eyes4j, terminal, folder);
            } else {
                ConversationReply reply = converse(talk, eyes4j, terminal, folder);
                if (!(reply instanceof ConversationReply.Answered answered)) {
                    return unanswered(reply, talk, terminal);
                }
                told = talk.told(answered);
            }
            if (folder != null) {
                told = new AnswerFiles(folder, eyes4j.tools()).write(told);
            }
            AskReply reply = told.reply();
            if (question.json()) {
                ObjectNode json = AskJson.of(told);
                if (id != null) {
                    json.put("session", id);
                }
                terminal.out().println(Json.text(json));
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

    private Told answer(Eyes4j eyes4j, Terminal terminal, @Nullable OutFolder folder) {
        List<Picture> pictures = question.read(eyes4j);
        Map<String, Value.Image> images = new LinkedHashMap<>();
        pictures.forEach(p -> images.put(p.input(), p.image()));
        try (ProgressLine progress = new ProgressLine(terminal)) {
            AskReply reply = eyes4j.agent()
                    .ask(new AskRequest(question.question(), images, options(eyes4j, progress, folder))
                            .wishing(new AskRequest.Wishes(strict, verify))
                            .plannedBy(question.planner())
                            .from(originals(pictures)));
            return new Told(reply, pictures, List.of(), eyes4j.pictureNotes());
        }
    }

    private ConversationReply converse(Talk talk, Eyes4j eyes4j, Terminal terminal, @Nullable OutFolder folder) {
        try (ProgressLine progress = new ProgressLine(terminal)) {
            return talk.ask(
                    question.question(),
                    question.files(eyes4j),
                    new Conversation.Manner(
                            question.planner(),
                            new AskRequest.Wishes(strict, verify),
                            options(eyes4j, progress, folder)));
        }
    }

    private RunOptions options(Eyes4j eyes4j, ProgressLine progress, @Nullable OutFolder folder) {
        RunOptions options = question.runOptions(eyes4j, progress);
        return folder == null ? options : options.writingTo(folder.path());
    }

    /** It is not clear what is meant: that is asked back, and the next question of the session may answer it. */
    private int unanswered(ConversationReply reply, Talk talk, Terminal terminal) {
        if (reply instanceof ConversationReply.Unknown unknown) {
            throw CommandFailure.usage(unknown.text());
        } else if (!(reply instanceof ConversationReply.Unclear unclear)) {
            throw CommandFailure.failed("stopped before it was answered");
        } else {
            return askBack(unclear, talk, terminal);
        }
    }

    private int askBack(ConversationReply.Unclear unclear, Talk talk, Terminal terminal) {
        if (question.json()) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("unclear", unclear.text()).put("phrase", unclear.phrase());
            ArrayNode options = json.putArray("options");
            unclear.options()
                    .forEach(
                            option -> options.addObject().put("id", option.id()).put("words", option.words()));
            json.put("session", talk.session().id()).put("exit", ExitCode.USAGE);
            terminal.out().println(Json.text(json));
        } else {
            terminal.out().println(Printable.of(unclear.text()));
        }
        return ExitCode.USAGE;
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
