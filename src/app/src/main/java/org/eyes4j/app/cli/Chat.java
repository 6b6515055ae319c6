package org.eyes4j.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eyes4j.agent.AskRequest;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.agent.session.Conversation;
import org.eyes4j.agent.session.ConversationReply;
import org.eyes4j.agent.session.NewPicture;
import org.eyes4j.agent.session.SceneLedger;
import org.eyes4j.app.output.AnswerFiles;
import org.eyes4j.app.output.OutFolder;
import org.eyes4j.app.output.OutputException;
import org.eyes4j.app.output.Printable;
import org.eyes4j.app.output.Told;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.name.Names;
import org.eyes4j.wiring.Eyes4j;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A conversation at a terminal, line by line. What goes wrong with one line is told, and the next is read. */
final class Chat {
    private static final Logger LOG = LoggerFactory.getLogger(Chat.class);

    private final Eyes4j eyes4j;
    private final Terminal terminal;
    private final Talk talk;
    private final LineSource lines;
    private final PlanningOptions planning;
    private final List<NewPicture> waiting = new ArrayList<>();
    private int notesTold;
    private @Nullable Told last;

    Chat(Eyes4j eyes4j, Terminal terminal, Talk talk, LineSource lines, PlanningOptions planning) {
        this.eyes4j = eyes4j;
        this.terminal = terminal;
        this.talk = talk;
        this.lines = lines;
        this.planning = planning;
    }

    /** Gives a picture to the question that comes next. */
    void add(Path file) {
        waiting.add(eyes4j.newPicture(file));
    }

    /** Reads and answers until the end of input or {@code /quit}. */
    void run() {
        terminal.tell("session '" + talk.session().id() + "'" + known() + "; /help lists the commands");
        Optional<String> line = lines.next();
        while (line.isPresent() && !line.get().strip().equals("/quit")) {
            try {
                read(line.get().strip());
            } catch (RuntimeException | OutOfMemoryError e) {
                Optional<CommandFailure> told = CommandLineDoor.told(e);
                if (told.isEmpty()) {
                    LOG.error("eyes4j chat: {}", line, e);
                }
                terminal.tell(told.map(CommandFailure::text).orElseGet(() -> CommandLineDoor.bug(e)));
            }
            terminal.out().flush();
            line = lines.next();
        }
    }

    private String known() {
        int turns = talk.session().turns().size();
        int pictures = talk.session().ledger().pictures().size();
        return turns == 0
                ? ""
                : " goes on after " + turns + (turns == 1 ? " question" : " questions") + " about " + pictures
                        + (pictures == 1 ? " picture" : " pictures");
    }

    private void read(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (!line.startsWith("/")) {
            ask(line);
            return;
        }
        int space = line.indexOf(' ');
        String command = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1).strip();
        switch (command.toLowerCase(Locale.ROOT)) {
            case "/image" -> image(rest);
            case "/regions" -> regions();
            case "/plan" -> plan();
            case "/undo" -> undo();
            case "/save" -> save(rest);
            case "/sessions" -> ChatCommand.print(eyes4j.sessions().list(), terminal);
            case "/help" -> terminal.out().println(ChatCommands.HELP);
            default ->
                throw CommandFailure.usage(
                        "There is no command '" + command + "'; " + Names.hint(command, ChatCommands.NAMES));
        }
    }

    private void ask(String question) {
        Cancellation cancellation = new Cancellation();
        ConversationReply reply;
        try (LineSource.AutoCloseableQuietly stop = lines.onInterrupt(cancellation::request);
                ProgressLine progress = new ProgressLine(terminal)) {
            RunOptions options = planning.runOptions(eyes4j, progress).endedBy(cancellation);
            reply = talk.ask(
                    question,
                    List.copyOf(waiting),
                    new Conversation.Manner(planning.planner(), AskRequest.Wishes.NONE, options));
        }
        if (reply instanceof ConversationReply.Answered answered) {
            waiting.clear();
            tell(answered);
        } else if (reply instanceof ConversationReply.Unclear unclear) {
            terminal.out().println(Printable.of(unclear.text()));
        } else if (reply instanceof ConversationReply.Unknown unknown) {
            terminal.out().println(Printable.of(unknown.text()));
        } else {
            terminal.tell("stopped; nothing of it is kept");
        }
    }

    private void tell(ConversationReply.Answered answered) {
        Told told = talk.told(answered);
        last = told;
        List<Claim> claims = answered.reply().answer().claims();
        for (Claim claim : claims) {
            String mark = claim.status() == Claim.Status.SUPPORTED
                    ? ""
                    : "[" + claim.status().name().toLowerCase(Locale.ROOT) + "] ";
            List<String> ids = answered.turn().facts().stream()
                    .filter(fact -> fact.text().equals(claim.text()))
                    .findFirst()
                    .map(fact -> fact.regions())
                    .orElse(List.of());
            String shown = ids.isEmpty()
                    ? ""
                    : "  [" + String.join(", ", ids.subList(0, Math.min(8, ids.size()))) + (ids.size() > 8 ? ", …" : "")
                            + "]";
            terminal.out().println(mark + Printable.of(claim.text()) + shown);
        }
        for (StepReport step : answered.reply().steps()) {
            if (step.status() == StepReport.Status.FAILED && step.failure() != null) {
                terminal.tell(
                        step.id() + " (" + step.tool() + "): " + step.failure().explain());
            }
        }
        answered.reply().warnings().forEach(warning -> terminal.tell("note: " + warning));
        List<String> notes = eyes4j.pictureNotes();
        notes.subList(Math.min(notesTold, notes.size()), notes.size()).forEach(note -> terminal.tell("note: " + note));
        notesTold = notes.size();
        boolean made = answered.reply().values().values().stream()
                .anyMatch(value -> value instanceof org.eyes4j.tools.value.Value.Image);
        if (made) {
            terminal.tell("/save FOLDER writes the picture");
        }
    }

    private void image(String file) {
        if (file.isEmpty()) {
            throw CommandFailure.usage("/image needs a file: /image photo.png");
        }
        try {
            pictures(file);
        } catch (java.nio.file.InvalidPathException e) {
            throw CommandFailure.usage("'" + Printable.of(file) + "' can be no file's name");
        }
    }

    private void pictures(String file) {
        String plain = file.matches("\"[^\"]+\"|'[^']+'") ? file.substring(1, file.length() - 1) : file;
        List<Path> files = Files.exists(Path.of(plain)) || !plain.contains(" ")
                ? List.of(Path.of(plain))
                : List.of(plain.split("\\s+")).stream().map(Path::of).toList();
        files.forEach(this::add);
        terminal.tell((files.size() == 1 ? "the next question is about " : "the next question is about all of ")
                + String.join(", ", files.stream().map(Path::toString).toList()));
    }

    private void regions() {
        SceneLedger ledger = talk.session().ledger();
        if (ledger.pictures().isEmpty()) {
            terminal.out().println("Nothing is known yet.");
            return;
        }
        ledger.pictures().forEach(picture -> {
            terminal.out()
                    .println(Printable.of(picture.name() + "  " + picture.title() + "  " + picture.width() + " x "
                            + picture.height()));
            Table table = new Table();
            for (FoundRegion found : ledger.regions()) {
                if (found.picture().image().equals(picture.name())) {
                    BoundingBox box = found.region().box();
                    table.row(
                            "  " + found.region().id(),
                            found.region().label(),
                            String.format(Locale.ROOT, "%.2f", found.region().score()),
                            String.format(
                                    Locale.ROOT, "x %.0f-%.0f, y %.0f-%.0f", box.x1(), box.x2(), box.y1(), box.y2()),
                            found.region().text() == null
                                    ? ""
                                    : "\"" + Printable.of(found.region().text()) + "\"");
                }
            }
            table.print(terminal.out());
        });
    }

    private void plan() {
        if (last == null) {
            throw CommandFailure.usage("Nothing was answered yet in this chat, so there is no plan");
        }
        PlanCommand.print(last.reply().plan(), terminal.out());
    }

    private void undo() {
        if (!talk.undo()) {
            throw CommandFailure.usage("There is nothing to take back");
        }
        last = null;
        terminal.tell("the last question is taken back");
    }

    private void save(String folder) {
        Told told = last;
        if (told == null) {
            throw CommandFailure.usage("Nothing was answered yet in this chat, so there is nothing to save");
        }
        if (folder.isEmpty()) {
            throw CommandFailure.usage("/save needs a folder: /save answer");
        }
        try (OutFolder out = OutFolder.open(Path.of(folder), "/save")) {
            Told written = new AnswerFiles(out, eyes4j.tools()).write(told);
            written.files().forEach(file -> terminal.out().println(file.kind() + "  " + file.path()));
        } catch (OutputException e) {
            throw CommandFailure.of(e);
        }
    }
}
