package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.artifact.ArtifactRef;
import org.eyes4j.tools.artifact.ArtifactStore;
import org.eyes4j.tools.artifact.MemoryArtifactStore;
import org.eyes4j.tools.artifact.ValueStore;
import org.eyes4j.tools.value.Value;

/**
 * What a call gave as JSON, and back, exactly. A small value is in it whole, so that one commit keeps it; of a large one the
 * artifacts are kept outside first. Thread-safe.
 */
final class CallJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long SMALL = 256 << 10;

    private final ArtifactStore large;

    CallJson(ArtifactStore large) {
        this.large = large;
    }

    ObjectNode write(ToolResult result) {
        ObjectNode node = JSON.objectNode();
        if (result instanceof ToolResult.Success success) {
            value(success.value(), node);
            node.put("model", success.model());
            ArrayNode warnings = node.putArray("warnings");
            success.warnings().forEach(warnings::add);
        } else {
            ToolResult.Failure failure = (ToolResult.Failure) result;
            node.putObject("failure")
                    .put("kind", failure.kind().name())
                    .put("message", failure.message())
                    .put("hint", failure.hint());
        }
        return node;
    }

    private void value(Value value, ObjectNode node) {
        MemoryArtifactStore parts = new MemoryArtifactStore(Long.MAX_VALUE);
        node.put("value", new ValueStore(parts).put(value).id());
        List<ArtifactRef> refs = parts.list();
        if (refs.stream().mapToLong(ArtifactRef::size).sum() <= SMALL) {
            ArrayNode array = node.putArray("parts");
            refs.forEach(ref -> array.addObject().put("type", ref.mediaType()).put("bytes", parts.get(ref.id())));
        } else {
            refs.forEach(ref -> large.put(parts.get(ref.id()), ref.mediaType()));
        }
    }

    /** @throws IllegalArgumentException if it is damaged */
    ToolResult read(JsonNode node) {
        JsonNode failure = node.path("failure");
        if (failure.isObject()) {
            return new ToolResult.Failure(
                    FailureKind.valueOf(failure.path("kind").asText()),
                    failure.path("message").asText(),
                    failure.path("hint").asText());
        }
        ArtifactStore parts = large;
        if (node.path("parts").isArray()) {
            parts = new MemoryArtifactStore(Long.MAX_VALUE);
            for (JsonNode part : node.path("parts")) {
                try {
                    parts.put(
                            part.path("bytes").binaryValue(), part.path("type").asText());
                } catch (IOException e) {
                    throw new IllegalArgumentException(e);
                }
            }
        }
        List<String> warnings = new ArrayList<>();
        node.path("warnings").forEach(w -> warnings.add(w.asText()));
        return new ToolResult.Success(
                new ValueStore(parts).get(node.path("value").asText()),
                node.path("model").asText(),
                warnings);
    }
}
