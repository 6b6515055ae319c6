package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.eyes4j.app.server.stream.ClientWatch;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Services;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/tools:batch}: several calls in one request. */
@RestController
class BatchController {
    private final Services services;
    private final ClientWatch watch;
    private final RunReplies replies;

    BatchController(Services services, ClientWatch watch, RunReplies replies) {
        this.services = services;
        this.watch = watch;
        this.replies = replies;
    }

    @PostMapping(
            path = {"/api/v1/tools:batch", "/api/v1/batch"},
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/*+json"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JsonNode> batch(
            @RequestBody JsonNode body,
            @RequestHeader(name = "Prefer", required = false) Optional<String> prefer,
            @RequestHeader(name = "Idempotency-Key", required = false) Optional<String> key,
            Caller caller,
            HttpServletRequest request) {
        Fields.of(body, "calls");
        if (Preference.of(prefer).async()) {
            return replies.accepted(replies.submit("batch", body, key, caller));
        }
        caller.demand(Caller.Scope.CALL);
        return ResponseEntity.ok(services.idempotency()
                .once(
                        key,
                        () -> "batch " + body,
                        caller,
                        () -> services.batch().perform(body, caller, watch.watch(request), told -> {})));
    }
}
