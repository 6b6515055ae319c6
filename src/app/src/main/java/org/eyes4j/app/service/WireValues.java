package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueFormatException;
import org.eyes4j.tools.value.ValueJson;
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.vision.picture.Picture;
import org.eyes4j.vision.picture.PictureException;
import org.eyes4j.vision.speech.SoundLimits;
import org.jspecify.annotations.Nullable;

/**
 * Values as clients write and read them: as {@link ValueJson} does, with pictures as handles {@code {artifact: ID}} or, coming
 * in, as {@code {data: "data:image/png;base64,…"}} or, where that is on, {@code {url: "https://…"}}. Thread-safe.
 */
public final class WireValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Artifacts artifacts;
    private final PictureFetcher fetcher;
    private final WireSamples samples;

    /** With the usual limits of sounds. */
    public WireValues(Artifacts artifacts, PictureFetcher fetcher) {
        this(artifacts, fetcher, SoundLimits.defaults());
    }

    public WireValues(Artifacts artifacts, PictureFetcher fetcher, SoundLimits sounds) {
        this.artifacts = artifacts;
        this.samples = new WireSamples(artifacts, sounds);
        this.fetcher = fetcher;
    }

    /**
     * A tool's arguments.
     *
     * @param given an object, a member an argument
     * @throws Problem at the first field at fault
     */
    public Map<String, Value> arguments(ToolSpecification tool, JsonNode given, Caller caller) {
        return new Reading("Tool '" + tool.name() + "'", "argument", "/arguments", false, caller)
                .all(ports(tool), given);
    }

    private static Map<String, Kind> ports(ToolSpecification tool) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        tool.inputs().forEach(port -> kinds.put(port.name(), port.kind()));
        return kinds;
    }

    /**
     * A plan's inputs; pictures are called as the inputs are.
     *
     * @param given an object, a member an input
     * @throws Problem at the first field at fault
     */
    public Map<String, Value> inputs(Plan plan, JsonNode given, Caller caller) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        plan.inputs().forEach((name, input) -> kinds.put(name, input.kind()));
        Map<String, Value> values = new Reading("The plan", "input", "/inputs", true, caller).all(kinds, given);
        plan.inputs().forEach((name, input) -> {
            if (!values.containsKey(name) && input.defaultValue() == null) {
                throw Problem.at("/inputs/" + name, "Missing: input '" + name + "', a value of kind " + input.kind());
            }
        });
        return values;
    }

    /**
     * The same with pictures that came as data kept as artifacts, so that it can be kept itself.
     *
     * @param given as for {@link #arguments} or {@link #inputs}
     * @param at where that stands, for messages
     */
    public JsonNode settled(JsonNode given, String at, Caller caller) {
        if (!given.isObject()) {
            return given;
        }
        ObjectNode settled = JSON.objectNode();
        given.properties().forEach(member -> {
            JsonNode node = member.getValue();
            String field = at + "/" + member.getKey();
            if (node.isArray()) {
                ArrayNode items = JSON.arrayNode();
                node.forEach(item -> items.add(handle(item, field + "/" + items.size(), caller)));
                settled.set(member.getKey(), items);
            } else {
                settled.set(member.getKey(), handle(node, field, caller));
            }
        });
        return settled;
    }

    private JsonNode handle(JsonNode node, String field, Caller caller) {
        return node.isObject() && node.size() == 1 && isGiven(node)
                ? JSON.objectNode()
                        .put("artifact", uploaded(node, field, caller).id())
                : node;
    }

    /** Reads members one by one; pictures first, since coordinates of the others belong to the first of them. */
    private final class Reading {
        private final String whose;
        private final String what;
        private final String at;
        private final boolean named;
        private final Caller caller;
        private final Map<String, Value> values = new LinkedHashMap<>();

        /** @param named whether pictures are called as the members are, not by their artifacts */
        Reading(String whose, String what, String at, boolean named, Caller caller) {
            this.whose = whose;
            this.what = what;
            this.at = at;
            this.named = named;
            this.caller = caller;
        }

        Map<String, Value> all(Map<String, Kind> kinds, JsonNode given) {
            if (!given.isObject()) {
                throw Problem.at(at, "Expected an object with an " + what + " a member");
            }
            List<String> names = List.copyOf(kinds.keySet());
            for (Map.Entry<String, JsonNode> member : given.properties()) {
                if (!names.contains(member.getKey())) {
                    throw Problem.at(
                            at + "/" + member.getKey(),
                            whose + " has no " + what + " '" + member.getKey() + "'; "
                                    + Names.hint(member.getKey(), names));
                }
            }
            for (boolean pictures : new boolean[] {true, false}) {
                kinds.forEach((name, kind) -> {
                    JsonNode node = given.path(name);
                    if (isPicture(kind) == pictures && !node.isMissingNode() && !node.isNull()) {
                        values.put(name, read(node, name, kind));
                    }
                });
            }
            return values;
        }

        private Value read(JsonNode node, String name, Kind kind) {
            String field = at + "/" + name;
            try {
                if (WireSamples.KINDS.contains(kind)) {
                    return samples.read(node, kind, field, caller);
                }
                return isPicture(kind)
                        ? named(pictures(node, kind, field, caller), name)
                        : kind.equals(Kind.VISUAL_PROMPTS)
                                ? prompts(node, frame(name, values), field)
                                : ValueJson.fromJson(node, kind, frame(name, values));
            } catch (ValueFormatException e) {
                throw Problem.at(
                        field,
                        Character.toUpperCase(what.charAt(0)) + what.substring(1) + " '" + name + "' takes " + kind
                                + ": " + e.getMessage());
            }
        }

        /** Visual prompts; those of them that are examples bring their own picture. */
        private Value prompts(JsonNode node, @Nullable Frame frame, String field) {
            JsonNode list = node.isObject() && node.has("prompts") ? node.get("prompts") : node;
            ArrayNode drawn = JSON.arrayNode();
            List<VisualPrompt> examples = new ArrayList<>();
            int at = 0;
            for (JsonNode one : list.isArray() ? list : JSON.arrayNode().add(list)) {
                if (one.path("exemplar").isObject()) {
                    examples.add(exemplar(one.get("exemplar"), field + "/" + at + "/exemplar"));
                } else {
                    drawn.add(one);
                }
                at++;
            }
            if (examples.isEmpty()) {
                return ValueJson.fromJson(node, Kind.VISUAL_PROMPTS, frame);
            }
            ObjectNode rest = node.isObject() && node.has("frame") ? JSON.objectNode() : null;
            if (rest != null) {
                rest.set("frame", node.get("frame"));
                rest.set("prompts", drawn);
            }
            Frame standing = frame != null
                    ? frame
                    : ((VisualPrompt.Exemplar) examples.get(0)).image().frame();
            Value.VisualPrompts read = (Value.VisualPrompts)
                    ValueJson.fromJson(rest == null ? drawn : rest, Kind.VISUAL_PROMPTS, standing);
            examples.addAll(0, read.prompts());
            return new Value.VisualPrompts(read.frame(), examples);
        }

        private VisualPrompt exemplar(JsonNode node, String field) {
            Value.Image image = image(node.path("image"), field + "/image", caller);
            JsonNode region = node.path("region");
            if (!region.isObject() || !region.hasNonNull("box") && !region.hasNonNull("mask")) {
                throw Problem.at(field + "/region", "Expected a region of that picture: {box} or {mask}");
            }
            return new VisualPrompt.Exemplar(image, MarkReader.region(region, image.frame()));
        }

        private Value named(Value value, String name) {
            if (!named) {
                return value;
            } else if (value instanceof Value.ListOf list) {
                List<Value> items = new ArrayList<>();
                list.items().forEach(item -> items.add(named(item, name + "-" + (items.size() + 1))));
                return new Value.ListOf(list.element(), items);
            }
            return Value.Image.of(name, ((Value.Image) value).raster());
        }
    }

    private static boolean isPicture(Kind kind) {
        return kind.equals(Kind.IMAGE) || kind.equals(Kind.listOf(Kind.IMAGE));
    }

    /** The picture that coordinates belong to: for {@code exemplar_box} that of {@code exemplar_image}, else the first. */
    private static @Nullable Frame frame(String name, Map<String, Value> values) {
        int end = name.indexOf('_');
        return end > 0 && values.get(name.substring(0, end) + "_image") instanceof Value.Image own
                ? own.frame()
                : frame(values);
    }

    private static @Nullable Frame frame(Map<String, Value> values) {
        return values.values().stream()
                .filter(Value.Image.class::isInstance)
                .map(v -> ((Value.Image) v).frame())
                .findFirst()
                .orElse(null);
    }

    private Value pictures(JsonNode node, Kind kind, String field, Caller caller) {
        if (kind.equals(Kind.IMAGE)) {
            return image(node, field, caller);
        }
        List<Value> images = new ArrayList<>();
        if (!node.isArray()) {
            throw Problem.at(field, "Expected a list of pictures, each {artifact} or {data}");
        }
        node.forEach(one -> images.add(image(one, field + "/" + images.size(), caller)));
        return new Value.ListOf(Kind.IMAGE, images);
    }

    /**
     * A picture, its frame named by the artifact's id.
     *
     * @param field where it stands, for messages
     */
    public Value.Image image(JsonNode node, String field, Caller caller) {
        try {
            return read(node, field, caller);
        } catch (PictureException e) {
            throw Problem.at(field, String.valueOf(e.getMessage()));
        }
    }

    private Value.Image read(JsonNode node, String field, Caller caller) {
        String id = node.isTextual()
                ? node.textValue()
                : node.path("artifact").isTextual() ? node.get("artifact").textValue() : "";
        if (!id.isEmpty()) {
            Picture picture = artifacts.picture(id, caller);
            return Value.Image.of(id, picture.raster());
        }
        if (node.path("data").isTextual()) {
            // Looked at and not kept: who wants to speak of it again uploads it.
            return artifacts.decode(data(node.get("data").textValue(), field), field);
        } else if (isGiven(node)) {
            ArtifactRow row = uploaded(node, field, caller);
            return Value.Image.of(row.id(), artifacts.picture(row.id(), caller).raster());
        }
        throw Problem.at(
                field, "Expected a picture: {\"artifact\": ID} of one that was uploaded, or {\"data\": \"data:…\"}");
    }

    private static boolean isGiven(JsonNode node) {
        return node.path("data").isTextual() || node.path("url").isTextual();
    }

    /**
     * Keeps a picture that is given as {@code {data}} or {@code {url}}.
     *
     * @param field where it stands, for messages
     */
    public ArtifactRow uploaded(JsonNode node, String field, Caller caller) {
        if (!isGiven(node)) {
            throw Problem.at(field, "Expected a picture: {\"data\": \"data:…\"} or {\"url\": \"https://…\"}");
        }
        String name = field.substring(field.lastIndexOf('/') + 1);
        if (node.path("url").isTextual()) {
            caller.demand(Caller.Scope.CALL);
            byte[] picture = fetcher.fetch(node.get("url").textValue(), field);
            try {
                return artifacts.putPicture(picture, name.isEmpty() ? "picture" : name, caller);
            } catch (PictureException e) {
                throw Problem.at(field, String.valueOf(e.getMessage()));
            }
        }
        String data = node.get("data").textValue();
        return WireSamples.isSound(data)
                ? samples.keep(data, field, caller)
                : artifacts.putPicture(data(data, field), name, caller);
    }

    /** The bytes of a data URL, or of base64 alone. */
    public static byte[] data(String text, String field) {
        String base64 = text;
        if (text.startsWith("data:")) {
            int comma = text.indexOf(',');
            if (comma < 0 || !text.substring(0, comma).endsWith(";base64")) {
                throw Problem.at(field, "Expected a data URL with base64: 'data:image/png;base64,…'");
            }
            base64 = text.substring(comma + 1);
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw Problem.at(field, "Not base64: " + e.getMessage());
        }
    }

    /** A value for a client; pictures in it become artifacts of theirs. */
    public JsonNode toJson(Value value, String name, Caller caller) {
        if (value instanceof Value.Image image) {
            ArtifactRow row = artifacts.putImage(image, name + ".png", caller);
            ObjectNode node = (ObjectNode) ValueJson.toJson(image);
            return node.put("artifact", row.id());
        } else if (value instanceof Value.DepthMap depth) {
            return samples.toJson(depth, name, caller);
        } else if (value instanceof Value.ListOf list && holdsImages(list)) {
            ArrayNode array = JSON.arrayNode();
            list.items().forEach(item -> array.add(toJson(item, name + "-" + (array.size() + 1), caller)));
            return array;
        } else if (value instanceof Value.Record fields) {
            ObjectNode node = JSON.objectNode();
            fields.fields().forEach((key, field) -> node.set(key, toJson(field, name + "-" + key, caller)));
            return node;
        }
        return ValueJson.toJson(value);
    }

    private static boolean holdsImages(Value.ListOf list) {
        return list.items().stream()
                .anyMatch(i -> i instanceof Value.Image
                        || i instanceof Value.DepthMap
                        || i instanceof Value.ListOf
                        || i instanceof Value.Record);
    }
}
