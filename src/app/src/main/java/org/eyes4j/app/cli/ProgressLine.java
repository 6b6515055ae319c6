package org.eyes4j.app.cli;

import java.util.function.Consumer;
import org.eyes4j.app.output.Printable;

/**
 * Tells progress: on a terminal one line that rewrites itself, elsewhere a line for each new thing. Thread-safe; close it
 * before anything else is printed.
 */
final class ProgressLine implements Consumer<String>, AutoCloseable {
    private static final int WIDTH = 100;

    /** How far it is: where a line is told once, only the whole is of use. */
    private static final String DONE_OF = "[0-9][0-9.,]* [kMGT]?B of (?=[0-9])";

    private final Terminal terminal;
    private final StringBuilder writing = new StringBuilder();
    private String last = "";

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Whether a person watches, so that a line may rewrite itself. */
    boolean isInteractive() {
        return terminal.interactive();
    }

    /** Something that stays to be read. */
    synchronized void say(String message) {
        leave();
        terminal.tell(message);
    }

    /** What it is at just now. A thing that follows another leaves the last word of the other standing. */
    @Override
    public synchronized void accept(String message) {
        String line = Printable.of(message.lines().findFirst().orElse("").strip());
        if (line.equals(last) || line.isEmpty()) {
            return;
        }
        boolean sameThing = subject(line).equals(subject(last));
        writing.setLength(0);
        if (terminal.interactive()) {
            if (!sameThing) {
                leave();
            }
            String shown = line.length() > WIDTH ? line.substring(0, WIDTH - 3) + "..." : line;
            terminal.err().print("\r\u001b[K" + shown);
            terminal.err().flush();
        } else if (!sameThing) {
            terminal.tell(line.replaceFirst(DONE_OF, ""));
        }
        last = line;
    }

    /** What somebody is writing just now: the end of it, on a line of its own, where a person watches. */
    synchronized void writes(String who, String piece) {
        if (terminal.interactive()) {
            if (writing.isEmpty()) {
                leave();
            }
            writing.append(piece);
            writing.delete(0, Math.max(0, writing.length() - 4 * WIDTH));
            String text = Printable.of(writing.toString().replaceAll("\\s+", " "));
            int room = Math.max(0, WIDTH - who.length() - 2);
            String end = text.length() > room ? "…" + text.substring(text.length() - room + 1) : text;
            last = who + ": " + end;
            terminal.err().print("\r\u001b[K" + last);
            terminal.err().flush();
        }
    }

    /** The line without its numbers and bars: "x, 3 of 18 MB" and "x, 4 of 18 MB" are one thing. */
    private static String subject(String line) {
        return line.replaceAll("\\[[#-]*\\]|[0-9][0-9.,]*( ?([kMGT]i?)?B\\b| ?%)?", "")
                .replaceAll("\\s+", " ");
    }

    private void leave() {
        if (terminal.interactive() && !last.isEmpty()) {
            terminal.err().println();
        }
        last = "";
    }

    @Override
    public synchronized void close() {
        leave();
    }
}
