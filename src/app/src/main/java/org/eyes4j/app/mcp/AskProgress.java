package org.eyes4j.app.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.concurrent.Semaphore;
import org.eyes4j.app.service.Event;
import org.eyes4j.app.service.Run;
import org.eyes4j.tools.Cancellation.Registration;

/** Tells a client what a run is at: by progress and, for those who want it, by the log. */
final class AskProgress {
    private final Run run;
    private final McpCall call;
    private long told;

    AskProgress(Run run, McpCall call) {
        this.run = run;
        this.call = call;
    }

    /** Tells until the run is over. On the thread that waits for it, since telling may take its time. */
    void untilOver() throws InterruptedException {
        Semaphore news = new Semaphore(1);
        try (Registration registration = run.events().onChange(news::release)) {
            boolean over;
            do {
                news.acquire();
                news.drainPermits();
                over = run.events().isClosed();
                tell();
            } while (!over);
        }
    }

    private void tell() {
        for (Event event : run.events().after(told, Integer.MAX_VALUE)) {
            told = event.seq();
            String words = words(event);
            if (!words.isEmpty()) {
                call.progress(words);
                call.log(level(event), words);
            }
        }
    }

    private static LoggingLevel level(Event event) {
        return event.type().equals("step.failed") ? LoggingLevel.WARNING : LoggingLevel.DEBUG;
    }

    private static String words(Event event) {
        JsonNode data = event.data();
        String step = data.path("step").asText();
        return switch (event.type()) {
            case "plan.progress" -> data.path("message").asText();
            case "model.asked" -> "asked " + data.path("model").asText();
            case "plan" -> planned(data.path("plan").path("steps").size());
            case "step.started" -> step + ": " + data.path("tool").asText();
            case "step.progress" -> step + ": " + data.path("message").asText();
            case "step.done" -> step + ": done in " + data.path("millis").asLong() + " ms";
            case "step.failed" -> step + ": " + data.path("error").asText();
            case "step.skipped" -> step + ": skipped, " + data.path("reason").asText();
            default -> "";
        };
    }

    private static String planned(int steps) {
        return steps == 1 ? "planned 1 step" : "planned " + steps + " steps";
    }
}
