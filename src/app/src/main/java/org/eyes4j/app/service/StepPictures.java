package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.trace.Trace;
import org.eyes4j.app.output.OverlayPainter;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.artifact.ArtifactStoreException;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueFormatException;
import org.eyes4j.tools.value.ValueJson;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.wiring.Eyes4j;

/**
 * What a step saw or made, as a picture: an image as it is, regions and masks over the picture they lie in, depth in grey.
 * From what is in memory, from the run's events, or from what the trace keeps (smaller). Thread-safe.
 */
public final class StepPictures {
    private final Eyes4j eyes4j;
    private final RunValues values;
    private final Artifacts artifacts;
    private final PictureReader reader;

    StepPictures(Eyes4j eyes4j, RunValues values, Artifacts artifacts) {
        this.eyes4j = eyes4j;
        this.values = values;
        this.artifacts = artifacts;
        this.reader = eyes4j.pictureReader();
    }

    /**
     * The picture of a step's value.
     *
     * @param item which of several, from 0
     * @throws Problem if the step gave none, or it is not kept any more
     */
    public Raster of(Run run, String step, int item, Caller caller) {
        Event done = run.events().after(0, Integer.MAX_VALUE).stream()
                .filter(e -> e.type().equals("step.done")
                        && e.data().path("step").asText().equals(step))
                .reduce((first, last) -> last)
                .orElseThrow(() -> Problem.of(
                        Problem.Type.NOT_FOUND,
                        "The run '" + run.id() + "' has no finished step '"
                                + (step.length() > 80 ? step.substring(0, 77) + "..." : step) + "'"));
        Optional<Value> live = values.find(run.id(), step);
        Value value = live.isPresent() ? live.get() : told(done).orElse(null);
        RunPictures pictures = new RunPictures(run.row(), artifacts, caller);
        return Optional.ofNullable(value)
                .flatMap(v -> shown(item(v, item), pictures))
                .or(() -> traced(run.id(), step, item))
                .orElseThrow(() -> Problem.of(
                        Problem.Type.NOT_FOUND,
                        "The step '" + step + "' has no picture to show, or it is not kept any more"));
    }

    private static Value item(Value value, int item) {
        return value instanceof Value.ListOf list && !list.items().isEmpty()
                ? list.items().get(Math.min(item, list.items().size() - 1))
                : value;
    }

    /** What an event says of a value; empty where that is not all of it. */
    private static Optional<Value> told(Event done) {
        Kind kind = Kind.parse(done.data().path("kind").asText());
        if (!List.<Kind>of(Kind.DETECTIONS, Kind.MASKS, Kind.KEYPOINTS).contains(kind)
                && !kind.equals(Kind.listOf(Kind.DETECTIONS))) {
            return Optional.empty();
        }
        try {
            return Optional.of(ValueJson.fromJson(done.data().path("value"), kind));
        } catch (ValueFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<Raster> shown(Value value, RunPictures pictures) {
        if (value instanceof Value.Image image) {
            return Optional.of(image.raster());
        } else if (value instanceof Value.DepthMap depth) {
            return call("picture_of_depth", Map.of("depth", depth));
        } else if (value instanceof Value.Detections detections) {
            return over(detections.frame(), detections.regions(), pictures);
        } else if (value instanceof Value.Masks masks) {
            return over(masks.frame(), regions(masks.masks()), pictures);
        } else if (value instanceof Value.Keypoints points
                && !points.keypoints().isEmpty()) {
            Detection seen = Detection.of("", 1, points.frame().bounds()).withKeypoints(points.keypoints());
            return over(points.frame(), List.of(new Region("", seen)), pictures);
        }
        return Optional.empty();
    }

    private static List<Region> regions(List<Mask> masks) {
        List<Region> regions = new ArrayList<>();
        for (Mask mask : masks) {
            if (!mask.isEmpty()) {
                regions.add(new Region("", Detection.of("", 1, mask.box()).withMask(mask)));
            }
        }
        return regions;
    }

    private Optional<Raster> over(Frame frame, List<Region> regions, RunPictures pictures) {
        return pictures.find(frame.image())
                .flatMap(picture ->
                        call("draw", Map.of("image", picture.image(), "items", new Value.Detections(frame, regions))));
    }

    private Optional<Raster> call(String tool, Map<String, Value> arguments) {
        ToolResult result = eyes4j.tools().call(new ToolCall(tool, arguments), ToolContext.detached());
        return result instanceof ToolResult.Success success && success.value() instanceof Value.Image drawn
                ? Optional.of(drawn.raster())
                : Optional.empty();
    }

    private Optional<Raster> traced(String run, String step, int item) {
        try {
            Optional<Trace> trace = eyes4j.traces().find(run);
            if (trace.isEmpty()) {
                return Optional.empty();
            }
            for (JsonNode one : trace.get().json().path("steps")) {
                JsonNode shown = one.path("value").path("pictures");
                if (one.path("id").asText().equals(step) && shown.size() > 0) {
                    int index = shown.get(Math.min(item, shown.size() - 1)).asInt();
                    String id = trace.get()
                            .json()
                            .path("pictures")
                            .path(index)
                            .path("artifact")
                            .asText();
                    return Optional.of(
                            reader.read(trace.get().pictures().get(id), step).raster());
                }
            }
        } catch (IOException | ArtifactStoreException e) {
            return Optional.empty(); // Removed meanwhile.
        }
        return Optional.empty();
    }

    /** Draws regions over pictures. */
    public OverlayPainter painter() {
        return new OverlayPainter(eyes4j.tools());
    }
}
