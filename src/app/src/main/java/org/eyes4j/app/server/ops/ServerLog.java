package org.eyes4j.app.server.ops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.MDC;

/** The log of a server, a line an entry on a stream, with the id of the run that it is about. */
final class ServerLog extends Handler {
    private static final String RUN = "run";

    /** What Spring warns of that is told elsewhere: why a start failed, and what clients did wrong. Kept, or it is forgotten. */
    private final List<Logger> quiet = List.of(
            Logger.getLogger("org.springframework.boot.web.server.servlet.context"),
            Logger.getLogger("org.springframework.web.servlet.mvc.support"));

    private final OpsSettings.Form form;
    private final PrintStream out;

    ServerLog(OpsSettings.Form form, Level level, PrintStream out) {
        this.form = form;
        this.out = out;
        setLevel(level);
    }

    /** Begins to log; closing it ends that. What goes to the log file still goes there. */
    static ServerLog install(OpsSettings settings, PrintStream out) {
        Level level = switch (settings.level()) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
        };
        ServerLog log = new ServerLog(settings.log(), level, out);
        Logger root = LogManager.getLogManager().getLogger("");
        root.addHandler(log);
        log.quiet.forEach(q -> q.setLevel(Level.SEVERE));
        LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
        Logger.getLogger("org.eyes4j").setLevel(level);
        return log;
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            out.println(form == OpsSettings.Form.JSON ? json(entry) : text(entry));
        }
    }

    private static String text(LogRecord entry) {
        String run = run();
        return Instant.ofEpochMilli(entry.getMillis()) + " " + level(entry) + " " + entry.getLoggerName()
                + (run.isEmpty() ? "" : " [" + run + "]") + ": "
                + String.valueOf(entry.getMessage()).replaceAll("[\\r\\n]+", " ")
                + (entry.getThrown() == null ? "" : ": " + entry.getThrown());
    }

    private static String json(LogRecord entry) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("at", Instant.ofEpochMilli(entry.getMillis()).toString())
                .put("level", level(entry))
                .put("logger", entry.getLoggerName())
                .put("thread", Thread.currentThread().getName());
        String run = run();
        if (!run.isEmpty()) {
            node.put(RUN, run);
        }
        node.put("message", String.valueOf(entry.getMessage()));
        Throwable thrown = entry.getThrown();
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            node.put("error", thrown.toString()).put("stack", trace.toString());
        }
        return node.toString();
    }

    private static String run() {
        String run = MDC.get(RUN);
        return run == null ? "" : run;
    }

    private static String level(LogRecord entry) {
        int value = entry.getLevel().intValue();
        String word = value >= Level.SEVERE.intValue()
                ? "error"
                : value >= Level.WARNING.intValue() ? "warn" : value >= Level.INFO.intValue() ? "info" : "debug";
        return word.toLowerCase(Locale.ROOT);
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        LogManager.getLogManager().getLogger("").removeHandler(this);
    }
}
