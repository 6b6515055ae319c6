package org.eyes4j.app.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eyes4j.agent.conduct.PlannerChoice;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.Run;
import org.eyes4j.app.service.RunRow;
import org.eyes4j.app.service.Services;
import org.eyes4j.tools.Cancellation.Registration;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueFormatException;
import org.eyes4j.tools.value.ValueJson;

/** {@code ask}: a question about pictures, answered by a run of the kind {@code ask}. Thread-safe. */
final class AskTool {
    static final String NAME = "ask";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PICTURES = "pictures";
    /** From a run's last event to its end. */
    private static final Duration SHORTLY = Duration.ofSeconds(10);

    private final Services services;
    private final PictureArguments pictures;
    private final Overlays overlays;

    AskTool(Services services, PictureArguments pictures, Overlays overlays) {
        this.services = services;
        this.pictures = pictures;
        this.overlays = overlays;
    }

    Tool tool() {
        return Tool.builder(NAME, JsonMaps.map(input()))
                .description(
                        "Answers a question about pictures in plain words, with the regions, texts and numbers that"
                                + " support each sentence")
                .outputSchema(JsonMaps.map(output()))
                .annotations(ToolAnnotations.builder()
                        .readOnlyHint(true)
                        .destructiveHint(false)
                        .idempotentHint(false)
                        .openWorldHint(false)
                        .build())
                .build();
    }

    private ObjectNode input() {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        text(properties, "question", "what to find out, in any language");
        ObjectNode list = properties
                .putObject(PICTURES)
                .put("type", "array")
                .put("description", "the pictures it is about; none where a session has them already");
        list.set("items", pictures.schema());
        text(
                properties,
                "session",
                "goes on with the conversation of this id, or begins it: it remembers its pictures");
        ArrayNode planners = text(properties, "planner", "how it is planned; usually left out")
                .putArray("enum");
        for (PlannerChoice choice : PlannerChoice.values()) {
            planners.add(choice.name().toLowerCase(Locale.ROOT));
        }
        text(properties, "model", "the model that experts use where it serves them; usually left out");
        text(properties, "language_model", "which of the configured language models plans and answers");
        flag(properties, "strict", "leave out what no evidence supports");
        flag(properties, "verify", "look a second time at what was found");
        schema.putArray("required").add("question");
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode text(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("type", "string").put("description", description);
    }

    private static void flag(ObjectNode properties, String name, String description) {
        properties.putObject(name).put("type", "boolean").put("description", description);
    }

    private static ObjectNode output() {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        text(properties, "run", "id of the run; its record is a resource");
        text(properties, "answer", "the whole answer");
        objects(properties, "claims", "each sentence with its status and evidence: {text, status, evidence}");
        objects(properties, "regions", "what was found: {id, label, score, box, image}");
        objects(properties, "steps", "what was done: {id, tool, status, millis}");
        objects(properties, PICTURES, "the pictures: {name, artifact, width, height}");
        objects(properties, "artifacts", "pictures that were made: {id, kind}");
        objects(properties, "options", "what may be meant, where the question was unclear");
        text(properties, "unclear", "a question back, instead of an answer");
        properties
                .putObject("warnings")
                .put("type", "array")
                .put("description", "what one should know")
                .putObject("items")
                .put("type", "string");
        return schema;
    }

    private static void objects(ObjectNode properties, String name, String description) {
        properties
                .putObject(name)
                .put("type", "array")
                .put("description", description)
                .putObject("items")
                .put("type", "object");
    }

    /** @throws Problem if it is asked wrongly, or fails */
    CallToolResult call(Map<String, Object> arguments, McpCall call) {
        call.caller().demand(Caller.Scope.CALL);
        ObjectNode order = (ObjectNode) JsonMaps.tree(arguments);
        JsonNode given = order.path(PICTURES);
        if (given.isArray()) {
            ArrayNode ids = JSON.arrayNode();
            given.forEach(one -> ids.add(pictures.id(one, "/pictures/" + ids.size(), call.caller())));
            order.set(PICTURES, ids);
        }
        Run run = services.runs().submit("ask", order, call.caller());
        RunRow row = await(run, call);
        JsonNode result = row.result();
        if (result == null || !result.isObject()) {
            throw problem(row);
        }
        return done((ObjectNode) result, call);
    }

    private RunRow await(Run run, McpCall call) {
        try (Registration stop =
                call.cancellation().onRequest(() -> services.runs().cancel(run.id(), call.caller()))) {
            new AskProgress(run, call).untilOver();
            if (!run.await(SHORTLY)) {
                throw Problem.of(
                        Problem.Type.CANCELLED, "The server is ending; the run '" + run.id() + "' goes on later");
            }
            return run.row();
        } catch (InterruptedException e) {
            services.runs().cancel(run.id(), call.caller());
            Thread.currentThread().interrupt();
            throw Problem.of(Problem.Type.CANCELLED, "Stopped before it was answered");
        }
    }

    private static Problem problem(RunRow row) {
        JsonNode told = row.problem();
        if (told == null) {
            return Problem.of(Problem.Type.CANCELLED, "Stopped before it was answered");
        }
        for (Problem.Type type : Problem.Type.values()) {
            if (told.path("type").asText().endsWith("/" + type.slug())) {
                return Problem.of(type, told.path("detail").asText());
            }
        }
        return Problem.of(Problem.Type.INTERNAL, told.path("detail").asText());
    }

    private CallToolResult done(ObjectNode result, McpCall call) {
        List<Content> content = new ArrayList<>();
        content.add(TextContent.builder(words(result)).build());
        content.addAll(drawn(result, call.caller()));
        return ToolResults.done(content, JsonMaps.map(result));
    }

    private static String words(JsonNode result) {
        StringBuilder text = new StringBuilder();
        if (result.has("unclear")) {
            text.append(result.get("unclear").asText());
            result.path("options")
                    .forEach(option ->
                            text.append("\n- ").append(option.path("words").asText()));
        }
        text.append(result.path("answer").asText());
        for (JsonNode claim : result.path("claims")) {
            if (!claim.path("status").asText().equals("supported")) {
                text.append("\n(")
                        .append(claim.path("status").asText())
                        .append(": ")
                        .append(claim.path("text").asText())
                        .append(")");
            }
        }
        result.path("warnings").forEach(warning -> text.append("\nNote: ").append(warning.asText()));
        return text.toString();
    }

    /** Each picture with the regions that the answer rests on, or all where it rests on none. */
    private List<Content> drawn(JsonNode result, Caller caller) {
        List<Value> images = new ArrayList<>();
        Map<String, ArrayNode> regions = evident(result);
        List<Value> drawn = new ArrayList<>();
        for (JsonNode picture : result.path(PICTURES)) {
            String name = picture.path("name").asText();
            ArrayNode found = regions.get(name);
            if (found != null && !picture.path("artifact").asText().isEmpty()) {
                Value.Image image = Value.Image.of(
                        name,
                        services.artifacts()
                                .picture(picture.get("artifact").asText(), caller)
                                .raster());
                images.add(image);
                try {
                    drawn.add(ValueJson.fromJson(found, Kind.DETECTIONS, image.frame()));
                } catch (ValueFormatException e) {
                    throw new IllegalStateException("A run's regions cannot be read: " + e.getMessage(), e);
                }
            }
        }
        for (JsonNode made : result.path("artifacts")) {
            if (made.path("kind").asText().equals("image")) {
                String id = made.path("id").asText();
                drawn.add(Value.Image.of(
                        id, services.artifacts().picture(id, caller).raster()));
            }
        }
        return overlays.of(new Value.ListOf(Kind.ANY, drawn), images);
    }

    private static Map<String, ArrayNode> evident(JsonNode result) {
        List<String> named = new ArrayList<>();
        result.path("claims")
                .forEach(claim -> claim.path("evidence").forEach(evidence -> {
                    if (evidence.path("kind").asText().equals("region")) {
                        named.add(evidence.path("id").asText());
                    }
                }));
        Map<String, ArrayNode> regions = new LinkedHashMap<>();
        for (boolean all : new boolean[] {false, true}) {
            for (JsonNode region : result.path("regions")) {
                if (all || named.contains(region.path("id").asText())) {
                    regions.computeIfAbsent(region.path("image").asText(), image -> JSON.arrayNode())
                            .add(region);
                }
            }
            if (!regions.isEmpty()) {
                break;
            }
        }
        return regions;
    }
}
