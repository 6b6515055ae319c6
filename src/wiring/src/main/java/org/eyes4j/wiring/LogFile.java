package org.eyes4j.wiring;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where warnings and bugs are written down: one file, made when there is first something to write. A log that cannot be
 * written is lost in silence, since it must not keep a command from its work.
 */
public final class LogFile extends Handler {
    private static final long MAX_BYTES = 4L << 20;

    private final Path file;

    private LogFile(Path file) {
        this.file = file;
        setLevel(Level.WARNING);
    }

    /** Sends all logging of this process to a file and nowhere else. */
    public static void install(Path file) {
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(Level.WARNING);
        root.addHandler(new LogFile(file));
    }

    /** The file in use, if something was written to it. */
    public static Optional<Path> current() {
        for (Handler handler : LogManager.getLogManager().getLogger("").getHandlers()) {
            if (handler instanceof LogFile log && Files.exists(log.file)) {
                return Optional.of(log.file);
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        StringWriter text = new StringWriter();
        text.append(Instant.ofEpochMilli(entry.getMillis()) + " " + entry.getLevel() + " " + entry.getLoggerName()
                + ": " + String.valueOf(entry.getMessage()).replaceAll("[\\r\\n]+", " ") + "\n");
        @Nullable Throwable thrown = entry.getThrown();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text));
        }
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            boolean full = Files.exists(file) && Files.size(file) > MAX_BYTES;
            Files.writeString(
                    file,
                    text.toString(),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    full ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
        } catch (IOException | SecurityException e) {
            reportNothing();
        }
    }

    private static void reportNothing() {
        // Deliberately: see the class comment.
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
