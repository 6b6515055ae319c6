package org.eyes4j.app.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.Services;
import org.eyes4j.app.service.Workflows;
import org.eyes4j.config.yaml.YamlLimits;
import org.eyes4j.config.yaml.YamlText;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/workflows}: plans in files, each a tool. They come and go as YAML, or in the plan's JSON form. */
@RestController
@RequestMapping("/api/v1/workflows")
class WorkflowsController {
    private static final String YAML = "application/yaml";
    private static final int MOST_BYTES = 4 * YamlLimits.DEFAULT.characters();

    private final Workflows workflows;

    WorkflowsController(Services services) {
        this.workflows = services.workflows();
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode list(Caller caller) {
        caller.demand(Caller.Scope.READ);
        return workflows.list();
    }

    @GetMapping(path = "/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode get(@PathVariable String name, Caller caller) {
        caller.demand(Caller.Scope.READ);
        return workflows.find(name);
    }

    @GetMapping(path = "/{name}", produces = YAML)
    ResponseEntity<byte[]> text(@PathVariable String name, Caller caller) {
        caller.demand(Caller.Scope.READ);
        return ResponseEntity.ok()
                .header("X-Content-Type-Options", "nosniff")
                .body(workflows.text(name).getBytes(StandardCharsets.UTF_8));
    }

    @PutMapping(
            path = "/{name}",
            consumes = {YAML, "application/x-yaml", "text/yaml", MediaType.TEXT_PLAIN_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JsonNode> put(@PathVariable String name, HttpServletRequest request, Caller caller)
            throws IOException {
        caller.demand(Caller.Scope.ADMIN);
        return put(name, body(request), caller);
    }

    @PutMapping(
            path = "/{name}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/*+json"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JsonNode> putJson(@PathVariable String name, @RequestBody JsonNode workflow, Caller caller) {
        caller.demand(Caller.Scope.ADMIN);
        return put(name, yaml(workflow), caller);
    }

    private ResponseEntity<JsonNode> put(String name, String yaml, Caller caller) {
        boolean isNew = workflows.put(name, yaml, caller);
        ObjectNode put = workflows.find(name);
        return isNew
                ? ResponseEntity.created(URI.create("/api/v1/workflows/" + name))
                        .body(put)
                : ResponseEntity.ok(put);
    }

    @DeleteMapping("/{name}")
    ResponseEntity<Void> delete(@PathVariable String name, Caller caller) {
        workflows.remove(name, caller);
        return ResponseEntity.noContent().build();
    }

    @PostMapping(
            path = "/check",
            consumes = {YAML, "application/x-yaml", "text/yaml", MediaType.TEXT_PLAIN_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode check(HttpServletRequest request, Caller caller) throws IOException {
        caller.demand(Caller.Scope.READ);
        return workflows.check(body(request));
    }

    @PostMapping(
            path = "/check",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/*+json"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode checkJson(@RequestBody JsonNode workflow, Caller caller) {
        caller.demand(Caller.Scope.READ);
        return workflows.check(yaml(workflow));
    }

    @GetMapping(path = "/schema", produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode schema(Caller caller) {
        caller.demand(Caller.Scope.READ);
        return workflows.schema();
    }

    private static String yaml(JsonNode workflow) {
        if (!workflow.isObject()) {
            throw Problem.of(Problem.Type.INVALID, "Expected a workflow, an object {name, inputs, steps, outputs}");
        }
        return YamlText.of(workflow);
    }

    private static String body(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw Problem.of(
                    Problem.Type.TOO_LARGE,
                    "A workflow has at most " + YamlLimits.DEFAULT.characters() + " characters");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(Problem.Type.MALFORMED, "The body is no text in UTF-8");
        }
    }
}
