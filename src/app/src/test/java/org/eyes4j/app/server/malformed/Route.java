package org.eyes4j.app.server.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.app.server.TestServer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * A place that a request can go to.
 *
 * @param path with {@code {names}}
 * @param parameters names of what stands behind the {@code ?}
 * @param examples bodies that are right
 */
record Route(String method, String path, List<String> parameters, List<JsonNode> examples) {

    /** What the server's own description says, and what it does not describe. */
    static List<Route> all(TestServer server) {
        List<Route> routes = new ArrayList<>(List.of(
                new Route("POST", "/mcp", List.of(), List.of()),
                new Route("GET", "/", List.of(), List.of()),
                new Route("GET", "/js/{file}", List.of(), List.of()),
                new Route("GET", "/error", List.of(), List.of()),
                new Route("GET", "/actuator/{endpoint}", List.of(), List.of()),
                new Route("GET", "/{anything}", List.of(), List.of())));
        TestServer.Reply described = server.get("/v3/api-docs");
        if (described.status() == 200) {
            described
                    .json()
                    .path("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .properties()
                            .forEach(method ->
                                    routes.add(described(method.getKey(), path.getKey(), method.getValue()))));
        }
        for (RequestMappingHandlerMapping mapping : server.beans(RequestMappingHandlerMapping.class)) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                for (String path : info.getPatternValues()) {
                    for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                        routes.add(new Route(method.name(), path, List.of(), List.of()));
                    }
                }
            }
        }
        return List.copyOf(routes);
    }

    private static Route described(String method, String path, JsonNode operation) {
        List<String> parameters = new ArrayList<>();
        operation.path("parameters").forEach(p -> {
            if (p.path("in").asText().equals("query")) {
                parameters.add(p.path("name").asText());
            }
        });
        List<JsonNode> examples = new ArrayList<>();
        for (Map.Entry<String, JsonNode> content :
                operation.path("requestBody").path("content").properties()) {
            JsonNode form = content.getValue();
            if (form.has("example")) {
                examples.add(form.get("example"));
            }
            form.path("examples").forEach(e -> examples.add(e.path("value")));
        }
        return new Route(method.toUpperCase(Locale.ROOT), path, parameters, examples);
    }
}
