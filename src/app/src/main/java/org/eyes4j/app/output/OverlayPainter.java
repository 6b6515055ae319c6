package org.eyes4j.app.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** Draws what an answer rests on over a picture, with the same tool that plans draw with. */
public final class OverlayPainter {
    private final ToolRegistry tools;

    public OverlayPainter(ToolRegistry tools) {
        this.tools = tools;
    }

    /** The picture with its regions drawn; empty when there is nothing to draw. */
    public Optional<Value.Image> paint(Picture picture, List<FoundRegion> regions) {
        List<Region> mine = regions.stream()
                .filter(r -> r.picture().image().equals(picture.image().frame().image()))
                .map(FoundRegion::region)
                .toList();
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Value> arguments = new LinkedHashMap<>();
        arguments.put("image", picture.image());
        arguments.put("items", new Value.Detections(picture.image().frame(), mine));
        ToolResult result = tools.call(new ToolCall("draw", arguments), ToolContext.detached());
        return result instanceof ToolResult.Success success && success.value() instanceof Value.Image drawn
                ? Optional.of(drawn)
                : Optional.empty();
    }
}
