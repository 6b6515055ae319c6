package org.eyes4j.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.llm.Abilities;
import org.eyes4j.agent.run.CallBook.MadeCall;
import org.eyes4j.agent.trace.Recording.Asked;
import org.eyes4j.agent.trace.Recording.Model;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.ValueStore;
import org.eyes4j.tools.value.Value;

/** A recording as JSON, its values as artifacts beside it, and back. */
final class RecordingJson {
    /** Raised when a reader of an older form could not make sense of a newer one. */
    static final int FORM = 1;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String BYTES = "application/octet-stream";

    private final ArtifactStore artifacts;
    private final ValueStore values;

    RecordingJson(ArtifactStore artifacts) {
        this.artifacts = artifacts;
        this.values = new ValueStore(artifacts);
    }

    ObjectNode write(Recording recording) {
        ObjectNode root = JSON.objectNode()
                .put("form", FORM)
                .put("run", recording.run())
                .put("question", recording.question())
                .put("scene", recording.scene())
                .put("strict", recording.strict())
                .put("verify", recording.verify())
                .put("planner", recording.planner());
        recording.wishedModel().ifPresent(name -> root.put("model", name));
        recording.model().ifPresent(model -> root.set("language_model", model(model)));
        ObjectNode inputs = root.putObject("inputs");
        recording
                .inputs()
                .forEach((name, value) -> inputs.put(name, values.put(value).id()));
        ObjectNode originals = root.putObject("originals");
        recording
                .originals()
                .forEach((name, bytes) ->
                        originals.put(name, artifacts.put(bytes, BYTES).id()));
        ArrayNode calls = root.putArray("calls");
        recording.calls().forEach(call -> calls.add(call(call)));
        ArrayNode asked = root.putArray("asked");
        recording
                .asked()
                .forEach(call -> asked.addObject()
                        .put("purpose", call.purpose())
                        .put("request", call.request())
                        .set("reply", ModelReplyJson.toJson(call.reply())));
        ArrayNode seen = root.putArray("seen");
        recording.seen().forEach(value -> seen.add(values.put(value).id()));
        return root;
    }

    /** @throws IllegalArgumentException if it is of a form that this version does not know, or damaged */
    Recording read(JsonNode root) {
        if (root.path("form").asInt() != FORM) {
            throw new IllegalArgumentException(
                    "is of form " + root.path("form").asText("none") + "; this version reads form " + FORM);
        }
        Map<String, Value> inputs = new LinkedHashMap<>();
        root.path("inputs")
                .properties()
                .forEach(e -> inputs.put(e.getKey(), values.get(e.getValue().asText())));
        Map<String, byte[]> originals = new LinkedHashMap<>();
        root.path("originals")
                .properties()
                .forEach(e ->
                        originals.put(e.getKey(), artifacts.get(e.getValue().asText())));
        List<MadeCall> calls = new ArrayList<>();
        root.path("calls").forEach(node -> calls.add(readCall(node)));
        List<Asked> asked = new ArrayList<>();
        root.path("asked")
                .forEach(node -> asked.add(new Asked(
                        node.path("purpose").asText(),
                        node.path("request").asText(),
                        ModelReplyJson.fromJson(node.path("reply")))));
        List<Value.Detections> seen = new ArrayList<>();
        root.path("seen").forEach(id -> {
            if (values.get(id.asText()) instanceof Value.Detections detections) {
                seen.add(detections);
            }
        });
        return new Recording(
                root.path("run").asText(),
                root.path("question").asText(),
                inputs,
                originals,
                root.path("scene").asText(),
                root.path("strict").asBoolean(),
                root.path("verify").asBoolean(),
                root.path("planner").asText(),
                root.has("language_model") ? Optional.of(readModel(root.path("language_model"))) : Optional.empty(),
                root.has("model") ? Optional.of(root.path("model").asText()) : Optional.empty(),
                calls,
                asked,
                seen);
    }

    private static ObjectNode model(Model model) {
        Abilities can = model.abilities();
        return JSON.objectNode()
                .put("name", model.name())
                .put("tools", can.tools())
                .put("schema", can.schema())
                .put("images", can.images())
                .put("streaming", can.streaming())
                .put("context_tokens", can.contextTokens());
    }

    private static Model readModel(JsonNode node) {
        return new Model(
                node.path("name").asText(),
                new Abilities(
                        node.path("tools").asBoolean(),
                        node.path("schema").asBoolean(),
                        node.path("images").asBoolean(),
                        node.path("streaming").asBoolean(),
                        node.path("context_tokens").asInt()));
    }

    private ObjectNode call(MadeCall call) {
        ObjectNode node = JSON.objectNode().put("tool", call.tool()).put("key", call.key());
        if (call.result() instanceof ToolResult.Success success) {
            node.put("value", values.put(success.value()).id()).put("model", success.model());
            ArrayNode warnings = node.putArray("warnings");
            success.warnings().forEach(warnings::add);
        } else {
            ToolResult.Failure failure = (ToolResult.Failure) call.result();
            node.putObject("failure")
                    .put("kind", failure.kind().name())
                    .put("message", failure.message())
                    .put("hint", failure.hint());
        }
        return node;
    }

    private MadeCall readCall(JsonNode node) {
        JsonNode failure = node.path("failure");
        ToolResult result;
        if (failure.isObject()) {
            result = new ToolResult.Failure(
                    FailureKind.valueOf(failure.path("kind").asText()),
                    failure.path("message").asText(),
                    failure.path("hint").asText());
        } else {
            List<String> warnings = new ArrayList<>();
            node.path("warnings").forEach(w -> warnings.add(w.asText()));
            result = new ToolResult.Success(
                    values.get(node.path("value").asText()), node.path("model").asText(), warnings);
        }
        return new MadeCall(node.path("tool").asText(), node.path("key").asText(), result);
    }
}
