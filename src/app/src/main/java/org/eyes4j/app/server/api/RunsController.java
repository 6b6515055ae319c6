package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eyes4j.app.server.stream.ClientWatch;
import org.eyes4j.app.server.stream.EventStreams;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.Run;
import org.eyes4j.app.service.RunJson;
import org.eyes4j.app.service.Services;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/runs}: what takes its time, with its events. */
@RestController
@RequestMapping("/api/v1/runs")
class RunsController {
    /** Later than any run. */
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final Services services;
    private final EventStreams streams;
    private final ClientWatch watch;
    private final RunReplies replies;

    RunsController(Services services, EventStreams streams, ClientWatch watch, RunReplies replies) {
        this.services = services;
        this.streams = streams;
        this.watch = watch;
        this.replies = replies;
    }

    @PostMapping(
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/*+json"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    Object begin(
            @RequestBody JsonNode body,
            @RequestParam(name = "wait", required = false) Optional<String> seconds,
            @RequestHeader(name = "Prefer", required = false) Optional<String> prefer,
            @RequestHeader(name = "Idempotency-Key", required = false) Optional<String> key,
            Caller caller,
            HttpServletRequest request) {
        caller.demand(Caller.Scope.CALL);
        if (!body.isObject()) {
            throw Problem.of(Problem.Type.INVALID, "Expected a JSON object");
        }
        String kind = Fields.text(body, "kind")
                .orElseThrow(() -> Problem.at("/kind", "Missing: 'kind', such as 'ask', 'call', 'plan'"));
        Duration wait = wait(seconds, Preference.of(prefer));
        Run run = replies.submit(kind, body, key, caller);
        if (wait.isZero()) {
            return replies.accepted(run);
        }
        if (key.isEmpty()) {
            // Who sent a key may come back for the run.
            watch.watch(request).onRequest(() -> services.runs().cancel(run.id(), caller));
        }
        return replies.within(wait, run);
    }

    private static Duration wait(Optional<String> seconds, Preference preference) {
        return seconds.isPresent()
                ? Duration.ofSeconds(Fields.within("wait", seconds, 0, 0, Preference.MOST_SECONDS))
                : preference.async() ? Duration.ZERO : preference.patience().orElse(Duration.ZERO);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode list(
            @RequestParam(required = false) Optional<String> before,
            @RequestParam(required = false) Optional<String> limit,
            Caller caller) {
        caller.demand(Caller.Scope.READ);
        int most = Fields.within("limit", limit, 50, 1, 500);
        return RunJson.list(
                services.runs().list(caller, before.map(RunsController::instant).orElse(END), most));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.at("before", "Expected a time such as 2026-01-31T12:00:00Z, got '" + text + "'");
        }
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode get(@PathVariable String id, Caller caller) {
        caller.demand(Caller.Scope.READ);
        return RunJson.of(services.runs().find(id, caller).row());
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) Optional<String> last,
            @RequestParam(required = false) Optional<String> after,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        caller.demand(Caller.Scope.READ);
        Run run = services.runs().find(id, caller);
        long from = last.isPresent() ? seq("Last-Event-ID", last.get()) : seq("after", after.orElse("0"));
        streams.send(run, from, request, response);
    }

    private static long seq(String where, String text) {
        if (!text.strip().matches("\\d{1,18}")) {
            throw Problem.at(where, "Expected the id of an event, a whole number");
        }
        return Long.parseLong(text.strip());
    }

    @PostMapping(path = "/{id}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JsonNode> cancel(@PathVariable String id, Caller caller) {
        return replies.now(services.runs().cancel(id, caller));
    }

    /** A person's yes or no to a step that waits for it. */
    @PostMapping(
            path = "/{id}/approvals/{step}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/*+json"})
    ResponseEntity<Void> answer(
            @PathVariable String id, @PathVariable String step, @RequestBody JsonNode body, Caller caller) {
        caller.demand(Caller.Scope.CALL);
        Fields.of(body, "approved");
        if (!body.path("approved").isBoolean()) {
            throw Problem.at("/approved", "Expected true or false");
        }
        Run run = services.runs().find(id, caller);
        services.approvals().answer(run, step, body.path("approved").booleanValue(), caller);
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, Caller caller) {
        services.runs().remove(id, caller);
        return ResponseEntity.noContent().build();
    }
}
