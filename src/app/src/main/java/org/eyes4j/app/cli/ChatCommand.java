package org.eyes4j.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.agent.session.SessionException;
import org.eyes4j.agent.session.SessionStore;
import org.eyes4j.app.output.Printable;
import org.eyes4j.wiring.Eyes4j;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code eyes4j chat}: one question after the other, about pictures that stay. */
@Command(
        name = "chat",
        description = "A conversation about pictures: one question after the other, typed or piped in.",
        footer = {"", "In a chat /help lists its commands; Ctrl-C stops a question, Ctrl-D ends the chat."})
final class ChatCommand extends EyesCommand {
    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "A picture to begin with; give it several times for several.")
    private List<Path> images = new ArrayList<>();

    @Option(
            names = "--session",
            paramLabel = "ID",
            description = "Goes on with this conversation, or begins it. Default: a new one.")
    private @Nullable String session;

    @Option(names = "--sessions", description = "Lists the conversations that are kept, and ends.")
    private boolean list;

    @Option(names = "--remove", paramLabel = "ID", description = "Forgets a conversation with its pictures, and ends.")
    private @Nullable String remove;

    @Mixin
    private PlanningOptions planning = new PlanningOptions();

    ChatCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Eyes4j eyes4j, Terminal terminal) {
        if (remove != null) {
            return forget(eyes4j, terminal, remove);
        }
        if (list) {
            print(eyes4j.sessions().list(), terminal);
            return ExitCode.DONE;
        }
        planning.check(eyes4j);
        String id = session == null ? eyes4j.sessions().newId() : session;
        try (Talk talk = Talk.open(eyes4j, id);
                LineSource lines =
                        terminal.typed() ? TypedLines.open(ChatCommands.NAMES) : new PipedLines(terminal.in())) {
            Chat chat = new Chat(eyes4j, terminal, talk, lines, planning);
            images.forEach(chat::add);
            chat.run();
        }
        return ExitCode.DONE;
    }

    private static int forget(Eyes4j eyes4j, Terminal terminal, String id) {
        try {
            if (!eyes4j.sessions().remove(id)) {
                throw CommandFailure.usage("There is no session '" + id + "'; 'eyes4j chat --sessions' lists them");
            }
        } catch (SessionException e) {
            throw Talk.failure(e);
        }
        terminal.tell("forgot the session '" + id + "'");
        return ExitCode.DONE;
    }

    /** The latest first: id, when, how much, what was asked last. */
    static void print(List<SessionStore.Summary> sessions, Terminal terminal) {
        if (sessions.isEmpty()) {
            terminal.out().println("There are no sessions yet.");
            return;
        }
        Table table = new Table();
        for (SessionStore.Summary s : sessions) {
            String last = Printable.of(s.fault().isEmpty() ? s.last() : "damaged: " + s.fault());
            table.row(
                    s.id(),
                    s.updated()
                            .toString()
                            .replaceFirst("\\..*|(?<=:\\d\\d)Z", "")
                            .replace('T', ' '),
                    counted(s.questions(), "question"),
                    counted(s.pictures(), "picture"),
                    (s.bytes() + 1023) / 1024 + " KiB",
                    last.length() > 60 ? last.substring(0, 59) + "…" : last);
        }
        table.print(terminal.out());
    }

    private static String counted(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
