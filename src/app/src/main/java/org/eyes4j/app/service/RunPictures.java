package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.app.output.OverlayPainter;
import org.eyes4j.app.output.Picture;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.name.Names;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;
import org.jspecify.annotations.Nullable;

/** The pictures that a run is about, with what was found in them. Made for one run and caller; reads what is kept. */
public final class RunPictures {
    private final String id;
    private final JsonNode order;
    private final @Nullable JsonNode told;
    private final Artifacts artifacts;
    private final Caller caller;

    /** One picture: the name it has in the run, the name it was given under, its artifact. */
    private record Place(String name, String title, String artifact) {}

    public RunPictures(RunRow row, Artifacts artifacts, Caller caller) {
        this(row.id(), row.order(), row.result(), artifacts, caller);
    }

    /** Those of a conversation, as {@link Conversations#told} tells it. */
    public static RunPictures ofSession(JsonNode told, Artifacts artifacts, Caller caller) {
        return new RunPictures(
                told.path("id").asText(), JsonNodeFactory.instance.objectNode(), told, artifacts, caller);
    }

    private RunPictures(String id, JsonNode order, @Nullable JsonNode result, Artifacts artifacts, Caller caller) {
        this.id = id;
        this.order = order;
        this.told = result;
        this.artifacts = artifacts;
        this.caller = caller;
    }

    /** All of them, decoded. */
    public List<Picture> all() {
        return places().stream().map(this::decode).toList();
    }

    /**
     * One by its name in the run, such as {@code image1}.
     *
     * @throws Problem if there is none
     */
    public Picture named(String name) {
        return find(name)
                .orElseThrow(() -> Problem.of(
                        Problem.Type.NOT_FOUND,
                        "The run '" + id + "' has no picture '" + name + "'; "
                                + Names.hint(
                                        name, places().stream().map(Place::name).toList())));
    }

    Optional<Picture> find(String name) {
        return places().stream().filter(p -> p.name().equals(name)).findFirst().map(this::decode);
    }

    private Picture decode(Place place) {
        var picture = artifacts.picture(place.artifact(), caller);
        return new Picture(place.name(), place.title(), Value.Image.of(place.name(), picture.raster()));
    }

    private List<Place> places() {
        Map<String, Place> places = new LinkedHashMap<>();
        JsonNode result = told;
        if (result != null) {
            result.path("pictures")
                    .forEach(p -> place(
                            places,
                            p.path("name").asText(),
                            p.path("artifact").asText(),
                            p.path("title").asText("")));
        }
        if (places.isEmpty()) {
            int number = 1;
            for (JsonNode id : order.path("pictures")) {
                place(places, "image" + number++, id.asText(), "");
            }
            order.path("inputs").properties().forEach(input -> place(places, input.getKey(), artifact(input), ""));
            // A tool's coordinates belong to the artifact itself.
            order.path("arguments").properties().forEach(argument -> {
                String id = artifact(argument);
                place(places, id, id, "");
            });
        }
        return List.copyOf(places.values());
    }

    private static String artifact(Map.Entry<String, JsonNode> member) {
        JsonNode node = member.getValue();
        return node.isTextual() ? node.textValue() : node.path("artifact").asText("");
    }

    private void place(Map<String, Place> places, String name, String id, String title) {
        if (id.isEmpty()) {
            return;
        }
        try {
            ArtifactRow artifact = artifacts.find(id, caller);
            if (artifact.width() > 0) {
                places.put(name, new Place(name, title.isEmpty() ? artifact.name() : title, id));
            }
        } catch (Problem e) {
            if (e.type() != Problem.Type.NOT_FOUND) {
                throw e;
            }
        }
    }

    /** What was found, in pixels of its pictures. */
    public List<FoundRegion> regions() {
        JsonNode result = told;
        if (result == null) {
            return List.of();
        }
        List<FoundRegion> found = new ArrayList<>();
        for (JsonNode node : result.path("regions")) {
            find(node.path("image").asText()).ifPresent(picture -> read(node, picture, found));
        }
        if (found.isEmpty() && result.path("value").path("regions").isArray()) {
            value(result)
                    .ifPresent(value -> value.regions().forEach(r -> found.add(new FoundRegion(value.frame(), r))));
        }
        return found;
    }

    private static void read(JsonNode node, Picture picture, List<FoundRegion> found) {
        Frame frame = picture.image().frame();
        var one = JsonNodeFactory.instance.arrayNode().add(node);
        Value.Detections read = (Value.Detections) ValueJson.fromJson(one, Kind.DETECTIONS, frame);
        read.regions().forEach(region -> found.add(new FoundRegion(frame, region)));
    }

    private static Optional<Value.Detections> value(JsonNode result) {
        Value value = ValueJson.fromJson(result.get("value"), Kind.DETECTIONS);
        return value instanceof Value.Detections detections ? Optional.of(detections) : Optional.empty();
    }

    /** One with what was found in it drawn over it. */
    public Value.Image overlay(String name, OverlayPainter painter) {
        Picture picture = named(name);
        return painter.paint(picture, regions()).orElse(picture.image());
    }
}
