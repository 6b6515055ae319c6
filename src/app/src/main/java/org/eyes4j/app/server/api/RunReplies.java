package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.eyes4j.app.service.Run;
import org.eyes4j.app.service.RunJson;
import org.eyes4j.tools.Cancellation.Registration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/** Answers that speak of a run. */
@Component
class RunReplies {

    /** It is taken on: 202 and where it can be asked after. */
    ResponseEntity<JsonNode> accepted(Run run) {
        return reply(HttpStatus.ACCEPTED, run);
    }

    /** As it is now: 200 when it is over, else 202. */
    ResponseEntity<JsonNode> now(Run run) {
        return reply(run.row().status().isOver() ? HttpStatus.OK : HttpStatus.ACCEPTED, run);
    }

    private static ResponseEntity<JsonNode> reply(HttpStatus status, Run run) {
        return ResponseEntity.status(status)
                .location(URI.create("/api/v1/runs/" + run.id()))
                .body(RunJson.of(run.row()));
    }

    /** When it is over, or after so long; no thread waits meanwhile. */
    DeferredResult<ResponseEntity<JsonNode>> within(Duration most, Run run) {
        DeferredResult<ResponseEntity<JsonNode>> later = new DeferredResult<>(most.toMillis());
        AtomicReference<Registration> listening = new AtomicReference<>(() -> {});
        Runnable look = () -> {
            if (run.events().isClosed()) {
                later.setResult(now(run));
            }
        };
        listening.set(run.events().onChange(look));
        later.onTimeout(() -> later.setResult(now(run)));
        later.onCompletion(() -> listening.get().close());
        look.run();
        return later;
    }
}
