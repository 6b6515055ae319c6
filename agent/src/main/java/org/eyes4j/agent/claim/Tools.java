package org.eyes4j.agent.claim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.basic.BasicTools;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** The tools without models, asked what a run did not ask them: so that a claim is measured as a plan would measure it. Thread-safe. */
final class Tools {
    /** How much of a box, on each side, is taken to show what is around a thing. */
    private static final double MARGIN = 0.2;

    private final ToolRegistry registry = ToolRegistry.of(BasicTools.all());

    /** Whether an item stands so to any of the anchors, or between two of them. */
    boolean relates(
            Seen item,
            Bearing bearing,
            List<Seen> anchors,
            List<Seen> others,
            double tolerance,
            Optional<Value.DepthMap> depth) {
        Map<String, Value> arguments = new LinkedHashMap<>();
        arguments.put("items", detections(List.of(item)));
        arguments.put("anchor", detections(anchors));
        arguments.put("relation", new Value.Text(bearing.tool()));
        arguments.put("tolerance", new Value.Number(tolerance));
        if (!others.isEmpty()) {
            arguments.put("other", detections(others));
        }
        depth.ifPresent(map -> arguments.put("depth", map));
        return call("relate", arguments)
                .filter(Value.Detections.class::isInstance)
                .map(value -> !((Value.Detections) value).regions().isEmpty())
                .orElse(false);
    }

    /** The one of some things that is nearest to any of the anchors. */
    Optional<Region> nearest(List<Seen> items, List<Seen> anchors) {
        return call(
                        "relate",
                        Map.of(
                                "items", detections(items),
                                "anchor", detections(anchors),
                                "relation", new Value.Text("nearest")))
                .map(value -> ((Value.Detections) value).regions())
                .flatMap(regions -> regions.stream().findFirst());
    }

    /** The colours of a thing with their shares, most first: within its mask, or the middle of its box, which shows less of what is around it. */
    List<Value.Classification.Entry> colours(Seen item, Value.Image image) {
        boolean masked = item.region().mask() != null;
        BoundingBox box = item.region().box();
        BoundingBox middle = new BoundingBox(
                box.x1() + MARGIN * box.width(),
                box.y1() + MARGIN * box.height(),
                box.x2() - MARGIN * box.width(),
                box.y2() - MARGIN * box.height());
        Region looked = masked
                ? item.region()
                : item.region().with(item.region().detection().withBox(middle).withOutline(null));
        Value.Detections items = new Value.Detections(item.frame(), List.of(looked));
        return call("colours", Map.of("image", image, "items", items, "limit", new Value.Number(14)))
                .map(value -> ((Value.Classification) value).entries())
                .orElse(List.of());
    }

    /** The main colours of a picture, most first. */
    List<String> colours(Value.Image image) {
        return call("colours", Map.of("image", image))
                .map(value -> ((Value.Classification) value)
                        .entries().stream()
                                .filter(e -> e.score() >= 0.15)
                                .map(Value.Classification.Entry::label)
                                .toList())
                .orElse(List.of());
    }

    /** A number about things together, as the measuring tool gives it. */
    Optional<Double> measure(List<Seen> items, String what, List<Seen> other) {
        Map<String, Value> arguments = new LinkedHashMap<>();
        arguments.put("items", detections(items));
        arguments.put("what", new Value.Text(what));
        if (!other.isEmpty()) {
            arguments.put("other", detections(other));
        }
        return call("measure", arguments).map(value -> ((Value.Number) value).value());
    }

    static List<String> split(String names) {
        return names.isBlank() ? List.of() : List.of(names.strip().split("\\s*,\\s*"));
    }

    private Optional<Value> call(String tool, Map<String, Value> arguments) {
        ToolResult result = registry.call(new ToolCall(tool, arguments), ToolContext.detached());
        return result instanceof ToolResult.Success success ? Optional.of(success.value()) : Optional.empty();
    }

    private static Value.Detections detections(List<Seen> seen) {
        return new Value.Detections(
                seen.get(0).frame(), seen.stream().map(Seen::region).toList());
    }
}
