package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Services;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/models}: what is known and installed; fetching, removing. */
@RestController
@RequestMapping(path = "/api/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
class ModelsController {
    private final Services services;
    private final RunReplies replies;

    ModelsController(Services services, RunReplies replies) {
        this.services = services;
        this.replies = replies;
    }

    @GetMapping
    JsonNode list(Caller caller) {
        caller.demand(Caller.Scope.READ);
        return services.inventory().models();
    }

    @GetMapping("/{name}")
    JsonNode get(@PathVariable String name, Caller caller) {
        caller.demand(Caller.Scope.READ);
        return services.inventory().model(name);
    }

    @PostMapping("/{name}/pull")
    ResponseEntity<JsonNode> pull(@PathVariable String name, Caller caller) {
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("kind", "pull");
        order.putArray("models").add(name);
        return replies.accepted(services.runs().submit("pull", order, caller));
    }

    @DeleteMapping("/{name}")
    JsonNode remove(@PathVariable String name, Caller caller) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("freed_bytes", services.inventory().removeModel(name, caller));
    }
}
