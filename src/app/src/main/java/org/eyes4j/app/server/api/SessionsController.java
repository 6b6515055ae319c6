package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.Services;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/sessions}: conversations. */
@RestController
@RequestMapping(path = "/api/v1/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
class SessionsController {
    private final Services services;

    SessionsController(Services services) {
        this.services = services;
    }

    @GetMapping
    JsonNode list(
            @RequestParam(defaultValue = "") String query,
            @RequestParam(required = false) Optional<String> limit,
            Caller caller) {
        caller.demand(Caller.Scope.READ);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode sessions = root.putArray("sessions");
        services.conversations()
                .list(caller, query, Fields.within("limit", limit, 500, 1, 1000))
                .forEach(s -> sessions.addObject()
                        .put("id", s.id())
                        .put("title", s.title())
                        .put("last", s.last())
                        .put("updated", s.updated().toString())
                        .put("questions", s.questions())
                        .put("pictures", s.pictures())
                        .put("fault", s.fault()));
        return root;
    }

    @PostMapping
    ResponseEntity<JsonNode> begin(Caller caller) {
        caller.demand(Caller.Scope.CALL);
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", services.conversations().newId())
                .put("title", "");
        node.putArray("turns");
        return ResponseEntity.status(HttpStatus.CREATED).body(node);
    }

    @GetMapping("/{id}")
    JsonNode get(@PathVariable String id, Caller caller) {
        caller.demand(Caller.Scope.READ);
        return services.conversations().told(id, caller);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, Caller caller) {
        caller.demand(Caller.Scope.CALL);
        if (!services.conversations().remove(id, caller)) {
            throw Problem.notFound("session", id);
        }
        return ResponseEntity.noContent().build();
    }

    @PatchMapping("/{id}")
    JsonNode rename(@PathVariable String id, @RequestBody JsonNode body, Caller caller) {
        caller.demand(Caller.Scope.CALL);
        Fields.of(body, "title");
        if (!body.path("title").isTextual()) {
            throw Problem.at("/title", "Missing: 'title', a text; empty for the first question");
        }
        return services.conversations().rename(id, body.get("title").textValue(), caller);
    }

    @PostMapping("/{id}/undo")
    JsonNode undo(@PathVariable String id, Caller caller) {
        caller.demand(Caller.Scope.CALL);
        return services.conversations().undo(id, caller);
    }

    @PostMapping("/{id}/branch")
    ResponseEntity<JsonNode> branch(@PathVariable String id, @RequestBody JsonNode body, Caller caller) {
        caller.demand(Caller.Scope.CALL);
        Fields.of(body, "turn");
        if (!body.path("turn").isInt()) {
            throw Problem.at("/turn", "Missing: 'turn', the number of the last turn that the new session has, from 1");
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(services.conversations().branch(id, body.get("turn").intValue(), caller));
    }
}
