package org.eyes4j.tools.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.eyes4j.tools.value.VisualPrompt;
import org.jspecify.annotations.Nullable;

/**
 * Values of every kind in an {@link ArtifactStore}, and back, exactly: a JSON artifact that says the kind, with pictures
 * as PNG artifacts and depth and embeddings as {@code .npy} artifacts beside it. Thread-safe.
 */
public final class ValueStore {
    /** Media type of a stored value. */
    public static final String VALUE = "application/vnd.eyes4j.value+json";

    private static final String PNG = "image/png";
    private static final String NPY = "application/x-npy";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Most levels of lists and records within one another. */
    private static final int MAX_DEPTH = 16;

    private final ArtifactStore artifacts;
    private final @Nullable PictureMemory pictures;

    public ValueStore(ArtifactStore artifacts) {
        this.artifacts = artifacts;
        this.pictures = null;
    }

    /** One that packs and unpacks the same picture once. */
    public ValueStore(ArtifactStore artifacts, PictureMemory pictures) {
        this.artifacts = artifacts;
        this.pictures = pictures;
    }

    /** Keeps a value with all that belongs to it. */
    public ArtifactRef put(Value value) {
        try {
            return artifacts.put(JSON.writeValueAsBytes(write(value, 0)), VALUE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A value of kind " + value.kind() + " has no JSON form", e);
        }
    }

    /** Keeps a picture alone, as a PNG that any program can read. */
    public ArtifactRef putPicture(Raster raster) {
        if (pictures == null) {
            return artifacts.put(Png.encode(raster), PNG);
        }
        Optional<ArtifactRef> kept = pictures.id(raster).flatMap(artifacts::find);
        if (kept.isPresent()) {
            return kept.get();
        }
        ArtifactRef ref = artifacts.put(Png.encode(raster), PNG);
        pictures.note(ref.id(), raster);
        return ref;
    }

    /**
     * A kept value. A PNG kept by {@link #putPicture} is an image whose frame is named by its id.
     *
     * @throws NoSuchArtifactException if the id is not kept
     * @throws CorruptedArtifactException if its bytes, or those of something that belongs to it, are damaged
     * @throws ArtifactStoreException if the artifact is no value
     */
    public Value get(String id) {
        ArtifactRef ref = artifacts.find(id).orElseThrow(() -> new NoSuchArtifactException(id));
        byte[] bytes = artifacts.get(id);
        try {
            if (ref.mediaType().equals(PNG)) {
                return Value.Image.of(id, Png.decode(bytes));
            }
            if (!ref.mediaType().equals(VALUE)) {
                throw new ArtifactStoreException("Artifact " + id + " is " + ref.mediaType() + ", not a value");
            }
            return read(JSON.readTree(bytes), 0);
        } catch (IOException | IllegalArgumentException e) {
            throw new ArtifactStoreException(
                    "Artifact " + id + " (" + ref.mediaType() + ") cannot be read as a value: " + e.getMessage(), e);
        }
    }

    private ObjectNode write(Value value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("Lists and records nest at most " + MAX_DEPTH + " levels deep");
        }
        ObjectNode node = JSON.createObjectNode().put("kind", value.kind().toString());
        if (value instanceof Value.Number number) {
            node.put("value", number.value()).put("unit", number.unit());
        } else if (value instanceof Value.Image image) {
            node.set("frame", ValueJson.frame(image.frame()));
            node.put("png", putPicture(image.raster()).id());
        } else if (value instanceof Value.DepthMap map) {
            Frame frame = map.frame();
            node.set("frame", ValueJson.frame(frame));
            node.put("metric", map.metric());
            node.put(
                    "npy",
                    artifacts
                            .put(Npy.write(map.depth(), frame.height(), frame.width()), NPY)
                            .id());
        } else if (value instanceof Value.Embedding embedding) {
            float[] vector = embedding.vector();
            node.put("model", embedding.model()).put("length", vector.length);
            node.put("npy", artifacts.put(Npy.write(vector, vector.length), NPY).id());
        } else if (value instanceof Value.ListOf list) {
            ArrayNode items = node.putArray("items");
            list.items().forEach(item -> items.add(write(item, depth + 1)));
        } else if (value instanceof Value.Record named) {
            ObjectNode fields = node.putObject("fields");
            named.fields().forEach((name, field) -> fields.set(name, write(field, depth + 1)));
        } else if (value instanceof Value.VisualPrompts prompts) {
            node.set("frame", ValueJson.frame(prompts.frame()));
            ArrayNode items = node.putArray("prompts");
            prompts.prompts().forEach(prompt -> items.add(prompt(prompt, prompts.frame())));
        } else {
            node.set("value", ExactJson.of(value));
        }
        return node;
    }

    private Raster raster(String id) {
        Raster known = pictures == null ? null : pictures.raster(id);
        if (known != null) {
            return known;
        }
        Raster raster = Png.decode(artifacts.get(id));
        if (pictures != null) {
            pictures.note(id, raster);
        }
        return raster;
    }

    private Value read(JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("lists and records nest at most " + MAX_DEPTH + " levels deep");
        }
        Kind kind = Kind.parse(node.path("kind").asText());
        if (kind instanceof Kind.ListKind list) {
            List<Value> items = new ArrayList<>();
            node.path("items").forEach(item -> items.add(read(item, depth + 1)));
            return new Value.ListOf(list.element(), items);
        }
        return switch ((Kind.Plain) kind) {
            case NUMBER ->
                new Value.Number(
                        node.path("value").doubleValue(), node.path("unit").asText());
            case IMAGE ->
                new Value.Image(ExactJson.frame(node), raster(node.path("png").asText()));
            case DEPTH_MAP -> {
                Frame frame = ExactJson.frame(node);
                float[] depths = Npy.read(artifacts.get(node.path("npy").asText()), frame.width() * frame.height());
                yield new Value.DepthMap(frame, depths, node.path("metric").asBoolean());
            }
            case EMBEDDING ->
                new Value.Embedding(
                        Npy.read(
                                artifacts.get(node.path("npy").asText()),
                                node.path("length").asInt()),
                        node.path("model").asText());
            case RECORD -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                node.path("fields").properties().forEach(e -> fields.put(e.getKey(), read(e.getValue(), depth + 1)));
                yield new Value.Record(fields);
            }
            case VISUAL_PROMPTS -> {
                Frame frame = ExactJson.frame(node);
                List<VisualPrompt> prompts = new ArrayList<>();
                node.path("prompts").forEach(prompt -> prompts.add(readPrompt(prompt, frame)));
                yield new Value.VisualPrompts(frame, prompts);
            }
            default -> ExactJson.read(node.path("value"), kind);
        };
    }

    private JsonNode prompt(VisualPrompt prompt, Frame frame) {
        if (prompt instanceof VisualPrompt.Exemplar exemplar) {
            ObjectNode node = JSON.createObjectNode();
            node.set("exemplar", write(exemplar.image(), 0));
            node.set(
                    "region", ExactJson.of(new Value.Detections(exemplar.image().frame(), List.of(exemplar.region()))));
            return node;
        }
        return ExactJson.prompt(prompt, frame);
    }

    private VisualPrompt readPrompt(JsonNode node, Frame frame) {
        if (node.has("exemplar")) {
            Value.Detections one = (Value.Detections) ExactJson.read(node.path("region"), Kind.DETECTIONS);
            return new VisualPrompt.Exemplar(
                    (Value.Image) read(node.path("exemplar"), 0), one.regions().get(0));
        }
        return ((Value.VisualPrompts) ValueJson.fromJson(JSON.createArrayNode().add(node), Kind.VISUAL_PROMPTS, frame))
                .prompts()
                .get(0);
    }
}
