package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.Services;
import org.eyes4j.tools.name.Names;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** {@code /v1/models}: planners, alone and with each language model, and the models that embed. */
@RestController("openAiModels")
class ModelsController {
    private final Services services;
    private final Embeddings embeddings;

    ModelsController(Services services, Embeddings embeddings) {
        this.services = services;
        this.embeddings = embeddings;
    }

    @GetMapping("/v1/models")
    JsonNode list(Caller caller) {
        caller.demand(Caller.Scope.READ);
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = root.putArray("data");
        ids().forEach(id -> data.add(model(id)));
        return root;
    }

    /** Ids have slashes in them. */
    @GetMapping("/v1/models/{*id}")
    JsonNode get(@org.springframework.web.bind.annotation.PathVariable String id, Caller caller) {
        caller.demand(Caller.Scope.READ);
        String name = UriUtils.decode(id.substring(1), java.nio.charset.StandardCharsets.UTF_8);
        List<String> ids = ids();
        if (!ids.contains(name)) {
            throw Problem.of(
                    Problem.Type.NOT_FOUND,
                    "There is no model '" + Told.brief(name) + "' here; " + Names.hint(name, ids));
        }
        return model(name);
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        AgentName.all(services.eyes4j()).forEach(agent -> ids.add(agent.id()));
        ids.addAll(embeddings.models().keySet());
        return ids;
    }

    private static ObjectNode model(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "eyes4j");
    }
}
