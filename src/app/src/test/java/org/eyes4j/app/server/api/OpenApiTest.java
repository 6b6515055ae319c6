package org.eyes4j.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.app.server.TestServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class OpenApiTest {
    @TempDir
    static Path home;

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static TestServer server;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        server = TestServer.start(home);
        document = server.get("/v3/api-docs").json();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** One operation of the document. */
    private record Operation(String method, String path, JsonNode json, List<JsonNode> parameters) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (OpenApi.METHODS.contains(operation.getKey())) {
                        List<JsonNode> parameters = new ArrayList<>();
                        path.getValue().path("parameters").forEach(parameters::add);
                        operation.getValue().path("parameters").forEach(parameters::add);
                        operations.add(new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue(),
                                parameters));
                    }
                }));
        return operations;
    }

    private static Set<String> tools() {
        return StreamSupport.stream(
                        server.get("/api/v1/tools").json().get("tools").spliterator(), false)
                .map(t -> t.get("name").textValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void should_speak_of_every_route_and_of_no_other() {
        Set<String> mapped = new TreeSet<>();
        for (RequestMappingHandlerMapping mapping : server.beans(RequestMappingHandlerMapping.class)) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                for (String path : info.getPatternValues()) {
                    for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                        if (path.startsWith("/api/v1")) {
                            mapped.add(method + " " + path);
                        }
                    }
                }
            }
        }

        Set<String> told =
                operations().stream().map(Operation::toString).collect(Collectors.toCollection(TreeSet::new));
        Set<String> ofTools =
                tools().stream().map(t -> "POST /api/v1/tools/" + t).collect(Collectors.toSet());
        assertThat(told).containsAll(ofTools);
        told.removeAll(ofTools);
        assertThat(told).isEqualTo(mapped);
    }

    @Test
    void should_be_well_formed() {
        assertThat(document.get("openapi").textValue()).isEqualTo("3.1.0");
        List<String> ids = operations().stream()
                .map(o -> o.json().path("operationId").asText())
                .toList();
        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
        for (Operation operation : operations()) {
            Set<String> named = new TreeSet<>();
            var variables = java.util.regex.Pattern.compile("\\{(\\w+)}").matcher(operation.path());
            while (variables.find()) {
                named.add(variables.group(1));
            }
            Set<String> declared = operation.parameters().stream()
                    .filter(p -> p.get("in").textValue().equals("path"))
                    .map(p -> p.get("name").textValue())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(declared).as(operation.toString()).isEqualTo(named);
        }
        references(document);
    }

    private static void references(JsonNode node) {
        if (node.path("$ref").isTextual()) {
            String pointer = node.get("$ref").textValue();
            assertThat(document.at(pointer.substring(1)).isMissingNode())
                    .as(pointer)
                    .isFalse();
        }
        node.forEach(OpenApiTest::references);
    }

    @Test
    void should_have_examples_that_run_and_answers_that_are_as_it_says() {
        Map<String, String> ids = new LinkedHashMap<>();
        List<String> sent = new ArrayList<>();
        // Uploads first, then what makes things of them, then what looks at these, then what removes them.
        List<Operation> inOrder = new ArrayList<>(operations());
        inOrder.sort(java.util.Comparator.comparing(o -> !o.path().equals("/api/v1/artifacts")));
        for (Operation operation : inOrder) {
            bodies(operation).forEach((name, body) -> {
                valid(body, requestSchema(operation), operation + " " + name);
                Reply reply = send(operation, body, Map.of());
                answered(operation, reply);
                assertThat(reply.status())
                        .as(operation + " " + name + ": " + reply.text())
                        .isLessThan(300);
                sent.add(operation + " " + name);
                if (operation.path().equals("/api/v1/runs") && name.equals("workflow")) {
                    ids.put("runs", reply.json().get("id").textValue());
                }
            });
        }
        assertThat(sent).hasSizeGreaterThanOrEqualTo(8);
        String run = "/api/v1/runs/" + ids.get("runs");
        assertThat(server.get(run + "/events").text())
                .contains("event: run.ended")
                .contains("\"status\":\"done\"");
        for (String method : List.of("GET", "DELETE")) {
            for (Operation operation : operations()) {
                if (operation.method().equals(method)) {
                    answered(operation, send(operation, null, ids));
                }
            }
        }
        for (String path : List.of("", "/overlay/photo.png", "/export?format=coco")) {
            assertThat(server.get(run + path).status())
                    .as("removed by an example")
                    .isEqualTo(404);
        }
    }

    private static Map<String, JsonNode> bodies(Operation operation) {
        Map<String, JsonNode> bodies = new LinkedHashMap<>();
        requestBody(operation)
                .at("/content/application~1json/examples")
                .properties()
                .forEach(e -> bodies.put(e.getKey(), e.getValue().get("value")));
        return bodies;
    }

    private static JsonNode requestBody(Operation operation) {
        return resolved(operation.json().path("requestBody"));
    }

    private static JsonNode requestSchema(Operation operation) {
        return requestBody(operation).at("/content/application~1json/schema");
    }

    private static JsonNode resolved(JsonNode node) {
        return node.path("$ref").isTextual()
                ? document.at(node.get("$ref").textValue().substring(1))
                : node;
    }

    private static Reply send(
            Operation operation, @org.jspecify.annotations.Nullable JsonNode body, Map<String, String> ids) {
        String path = operation.path();
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.get("name").textValue();
            if (parameter.get("in").textValue().equals("path")) {
                String kind = path.split("/")[3];
                String value = ids.getOrDefault(kind, parameter.path("example").asText("none"));
                path = path.replace(
                        "{" + name + "}",
                        name.equals("id") ? value : parameter.path("example").asText("none"));
            } else if (parameter.get("in").textValue().equals("query") && parameter.has("example")) {
                path += (path.contains("?") ? "&" : "?") + name + "="
                        + parameter.get("example").asText();
            }
        }
        var request = server.request(path);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return server.send(request.method(
                operation.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString())));
    }

    private static void answered(Operation operation, Reply reply) {
        JsonNode responses = operation.json().get("responses");
        String status = Integer.toString(reply.status());
        assertThat(responses.has(status) || reply.status() >= 400)
                .as("%s answers %s: %s", operation, status, reply.text())
                .isTrue();
        assertThat(reply.status()).as(reply.text()).isLessThan(500);
        JsonNode response = resolved(responses.has(status) ? responses.get(status) : responses.get("default"));
        String type = reply.header("Content-Type").split(";")[0];
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(reply.response().body()).as(operation.toString()).isEmpty();
            return;
        }
        assertThat(content.has(type) || content.has("*/*"))
                .as(operation + " gives " + type)
                .isTrue();
        if (type.endsWith("json")) {
            valid(reply.json(), content.get(type).get("schema"), operation + " " + status);
        }
    }

    private static void valid(JsonNode value, JsonNode schema, String what) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        Schema compiled = SCHEMAS.getSchema(whole.toString(), com.networknt.schema.InputFormat.JSON);
        assertThat(compiled.validate(value.toString(), com.networknt.schema.InputFormat.JSON))
                .as(what + ": " + value)
                .isEmpty();
    }

    @Test
    void should_be_shown_by_swagger_ui_from_here_alone() {
        assertThat(server.get("/swagger-ui").header("Location")).isEqualTo("/swagger-ui/index.html");
        String page = server.get("/swagger-ui/index.html").text();
        var files =
                java.util.regex.Pattern.compile("(?:src|href)=\"\\./([^\"]+)\"").matcher(page);
        Set<String> names = new TreeSet<>();
        while (files.find()) {
            names.add(files.group(1));
        }
        assertThat(names).contains("swagger-ui-bundle.js", "swagger-initializer.js", "swagger-ui.css");
        for (String name : names) {
            assertThat(server.get("/swagger-ui/" + name).status()).as(name).isEqualTo(200);
        }
        assertThat(server.get("/swagger-ui/swagger-initializer.js").text()).contains("\"/v3/api-docs\"");
        assertThat(page).doesNotContain("http://", "https://");
        assertThat(server.get("/swagger-ui/../openapi.yml").status()).isGreaterThanOrEqualTo(400);
    }
}
