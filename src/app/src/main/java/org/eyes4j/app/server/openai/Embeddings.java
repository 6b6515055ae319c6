package org.eyes4j.app.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.app.service.Caller;
import org.eyes4j.app.service.Problem;
import org.eyes4j.app.service.Services;
import org.eyes4j.app.service.ToolCalls;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Value;

/** {@code /v1/embeddings}: texts, and pictures for models that embed them. Thread-safe. */
final class Embeddings {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST = 256;

    private final Services services;
    private final Pictures pictures;

    Embeddings(Services services, Pictures pictures) {
        this.services = services;
        this.pictures = pictures;
    }

    /** Models that embed, and the tool that serves each: {@code embed_text}, {@code embed_image}. */
    Map<String, String> models() {
        Map<String, String> tools = new LinkedHashMap<>();
        for (String tool : List.of("embed_text", "embed_image")) {
            services.eyes4j()
                    .tools()
                    .specification(tool)
                    .ifPresent(s -> services.eyes4j().models(s).stream()
                            .map(ModelManifest::name)
                            .forEach(name -> tools.put(name, tool)));
        }
        return tools;
    }

    JsonNode answer(JsonNode body, Caller caller, Cancellation cancellation) {
        String model = body.path("model").asText();
        Map<String, String> models = models();
        String tool = models.get(model);
        if (tool == null) {
            throw Problem.of(
                    Problem.Type.NOT_FOUND,
                    "There is no embedding model '" + Told.brief(model) + "' here; "
                            + Names.hint(model, models.keySet()));
        }
        boolean base64 = switch (body.path("encoding_format").asText("float")) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw Problem.at("encoding_format", "Expected float or base64");
        };
        List<JsonNode> inputs = inputs(body.path("input"));
        ToolCalls.Manner manner = new ToolCalls.Manner(Optional.of(model), cancellation, p -> {});
        List<Value.Embedding> vectors =
                tool.equals("embed_text") ? ofTexts(inputs, caller, manner) : ofPictures(inputs, caller, manner);
        ObjectNode root = JSON.objectNode().put("object", "list");
        ArrayNode data = root.putArray("data");
        for (Value.Embedding vector : vectors) {
            demandWidth(body.path("dimensions"), vector);
            ObjectNode one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            one.set("embedding", base64 ? base64(vector) : numbers(vector));
        }
        root.put("model", model);
        root.putObject("usage").put("prompt_tokens", 0).put("total_tokens", 0);
        return root;
    }

    private static List<JsonNode> inputs(JsonNode input) {
        List<JsonNode> all = new ArrayList<>();
        if (input.isArray()) {
            input.forEach(all::add);
        } else if (!input.isMissingNode()) {
            all.add(input);
        }
        if (all.isEmpty()) {
            throw Problem.at("input", "Expected a text or a picture, or a list of them");
        } else if (all.size() > MOST) {
            throw Problem.at("input", "At most " + MOST + " inputs at once, got " + all.size());
        }
        return all;
    }

    private List<Value.Embedding> ofTexts(List<JsonNode> inputs, Caller caller, ToolCalls.Manner manner) {
        ObjectNode arguments = JSON.objectNode();
        ArrayNode texts = arguments.putArray("texts");
        for (JsonNode input : inputs) {
            if (!input.isTextual() || input.textValue().isEmpty()) {
                throw Problem.at(
                        "input[" + texts.size() + "]",
                        input.isNumber() || input.isArray()
                                ? "Expected a text; tokens are not taken"
                                : "Expected a text that is not empty");
            }
            texts.add(input);
        }
        manner.model().filter(name -> name.contains("-zh")).ifPresent(name -> arguments.put("language", "zh"));
        ToolResult.Success success = services.calls().call("embed_text", arguments, caller, manner);
        return ((Value.ListOf) success.value())
                .items().stream().map(Value.Embedding.class::cast).toList();
    }

    private List<Value.Embedding> ofPictures(List<JsonNode> inputs, Caller caller, ToolCalls.Manner manner) {
        List<Value.Embedding> all = new ArrayList<>();
        for (JsonNode input : inputs) {
            String field = "input[" + all.size() + "]";
            JsonNode url = input.isTextual() ? input : input.path("image_url");
            String artifact = pictures.keep(url.isObject() ? url.path("url") : url, field, caller);
            ObjectNode arguments = JSON.objectNode();
            arguments.putObject("image").put("artifact", artifact);
            all.add((Value.Embedding) services.calls()
                    .call("embed_image", arguments, caller, manner)
                    .value());
        }
        return all;
    }

    private static void demandWidth(JsonNode wanted, Value.Embedding vector) {
        if (wanted.isNumber() && wanted.asInt() != vector.vector().length) {
            throw Problem.at(
                    "dimensions", "This model's vectors have " + vector.vector().length + " numbers, and are not cut");
        }
    }

    private static ArrayNode numbers(Value.Embedding vector) {
        ArrayNode numbers = JSON.arrayNode();
        for (float v : vector.vector()) {
            numbers.add(v);
        }
        return numbers;
    }

    private static JsonNode base64(Value.Embedding vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.vector().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float v : vector.vector()) {
            bytes.putFloat(v);
        }
        return JSON.textNode(Base64.getEncoder().encodeToString(bytes.array()));
    }
}
