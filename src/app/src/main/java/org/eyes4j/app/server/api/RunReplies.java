package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Run;
import org.eyes4j.app.service.RunJson;
import org.eyes4j.app.service.Services;
import org.eyes4j.tools.Cancellation.Registration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/** Answers that speak of a run. */
@Component
class RunReplies {
    private final Services services;

    RunReplies(Services services) {
        this.services = services;
    }

    /** Takes a run on, or finds the one that was taken on under this key. */
    Run submit(String kind, JsonNode order, Optional<String> key, Caller caller) {
        if (key.isEmpty()) {
            return services.runs().submit(kind, order, caller);
        }
        AtomicReference<Run> fresh = new AtomicReference<>();
        JsonNode kept = services.idempotency().once(key, () -> "runs " + kind + " " + order, caller, () -> {
            Run run = services.runs().submit(kind, order, caller);
            fresh.set(run);
            return JsonNodeFactory.instance.objectNode().put("run", run.id());
        });
        Run run = fresh.get();
        return run != null ? run : services.runs().find(kept.path("run").asText(), caller);
    }

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
        Runnable look = () -> {
            if (run.events().isClosed()) {
                later.setResult(now(run));
            }
        };
        Registration listening = run.events().onChange(look);
        later.onTimeout(() -> later.setResult(now(run)));
        later.onCompletion(listening::close);
        look.run();
        return later;
    }
}
