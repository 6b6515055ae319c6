package org.eyes4j.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;

/** Lines that a person types, with editing and the lines before (JLine). Ctrl-C stops what goes on, Ctrl-D ends. */
final class TypedLines implements LineSource {
    private static final String PROMPT = "> ";

    private final Terminal terminal;
    private final LineReader reader;

    private TypedLines(Terminal terminal, List<String> commands) {
        this.terminal = terminal;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(new StringsCompleter(commands))
                // A question may hold "!" and "\".
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** @param commands that the tab key completes */
    static TypedLines open(List<String> commands) {
        try {
            return new TypedLines(
                    TerminalBuilder.builder()
                            .system(true)
                            .dumb(true)
                            .encoding(StandardCharsets.UTF_8)
                            .build(),
                    commands);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "the terminal cannot be used: " + e.getMessage() + "; pipe the lines in instead");
        }
    }

    @Override
    public Optional<String> next() {
        while (true) {
            try {
                return Optional.of(reader.readLine(PROMPT));
            } catch (UserInterruptException e) {
                terminal.writer().println("(Ctrl-D or /quit ends)");
                terminal.flush();
            } catch (EndOfFileException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public AutoCloseableQuietly onInterrupt(Runnable stop) {
        SignalHandler before = terminal.handle(Signal.INT, signal -> stop.run());
        return () -> terminal.handle(Signal.INT, before);
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw CommandFailure.failed("the terminal could not be put back: " + e.getMessage());
        }
    }
}
