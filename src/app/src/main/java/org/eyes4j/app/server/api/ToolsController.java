package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.eyes4j.app.server.stream.ClientWatch;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Services;
import org.eyes4j.app.service.ToolCalls;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** {@code /api/v1/tools}: what there is, and calls of one. */
@RestController
@RequestMapping("/api/v1/tools")
class ToolsController {
    private final Services services;
    private final ClientWatch watch;
    private final RunReplies replies;

    ToolsController(Services services, ClientWatch watch, RunReplies replies) {
        this.services = services;
        this.watch = watch;
        this.replies = replies;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode list(Caller caller) {
        caller.demand(Caller.Scope.READ);
        return services.inventory().tools();
    }

    @GetMapping(path = "/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode describe(@PathVariable String name, Caller caller) {
        caller.demand(Caller.Scope.READ);
        return services.inventory().tool(name);
    }

    @PostMapping(
            path = "/{name}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/*+json"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JsonNode> call(
            @PathVariable String name,
            @RequestBody JsonNode body,
            @RequestHeader(name = "Prefer", required = false) Optional<String> prefer,
            @RequestHeader(name = "Idempotency-Key", required = false) Optional<String> key,
            Caller caller,
            HttpServletRequest request) {
        Fields.of(body, "arguments", "model");
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("tool", name);
        order.setAll((ObjectNode) body);
        return call(order, Preference.of(prefer), key, caller, request);
    }

    @PostMapping(
            path = "/{name}",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JsonNode> callWithParts(
            @PathVariable String name,
            @RequestHeader(name = "Prefer", required = false) Optional<String> prefer,
            @RequestHeader(name = "Idempotency-Key", required = false) Optional<String> key,
            Caller caller,
            MultipartHttpServletRequest request) {
        caller.demand(Caller.Scope.CALL);
        ObjectNode order = Parts.call(services.calls().find(name), request, services.artifacts(), caller);
        return call(order.put("tool", name), Preference.of(prefer), key, caller, request);
    }

    private ResponseEntity<JsonNode> call(
            ObjectNode order, Preference preference, Optional<String> key, Caller caller, HttpServletRequest request) {
        caller.demand(Caller.Scope.CALL);
        String tool = order.get("tool").textValue();
        services.calls().find(tool);
        if (preference.async()) {
            return replies.accepted(replies.submit("call", order, key, caller));
        }
        Optional<String> model = Fields.text(order, "model");
        JsonNode arguments = order.has("arguments") ? order.get("arguments") : JsonNodeFactory.instance.objectNode();
        return ResponseEntity.ok(services.idempotency().once(key, () -> "call " + order, caller, () -> {
            ToolCalls.Manner manner = new ToolCalls.Manner(model, watch.watch(request), at -> {});
            return services.calls().json(tool, services.calls().call(tool, arguments, caller, manner), caller);
        }));
    }
}
