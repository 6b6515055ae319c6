package org.eyes4j.app.mcp;

import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.picture.PictureWriter;

/** Pictures that show a value to whoever asked for it: regions drawn where they lie, made pictures as they are. Thread-safe. */
final class Overlays {
    private static final int MOST = 4;
    private static final int JPEG_QUALITY = 85;

    private final ToolRegistry tools;
    private final int longestSide;

    /** @param longestSide of what is shown, in pixels; 0 shows nothing */
    Overlays(ToolRegistry tools, int longestSide) {
        this.tools = tools;
        this.longestSide = longestSide;
    }

    /**
     * What a call gave.
     *
     * @param inputs among them the pictures that regions may lie in
     */
    List<Content> of(Value value, Collection<Value> inputs) {
        List<Content> shown = new ArrayList<>();
        if (longestSide > 0) {
            collect(value, pictures(inputs), shown);
        }
        return shown;
    }

    private static Map<String, Value.Image> pictures(Collection<Value> inputs) {
        Map<String, Value.Image> pictures = new LinkedHashMap<>();
        for (Value input : inputs) {
            if (input instanceof Value.Image image) {
                pictures.putIfAbsent(image.frame().image(), image);
            } else if (input instanceof Value.ListOf list) {
                pictures(list.items()).forEach(pictures::putIfAbsent);
            }
        }
        return pictures;
    }

    private void collect(Value value, Map<String, Value.Image> pictures, List<Content> shown) {
        if (shown.size() >= MOST) {
            return;
        }
        if (value instanceof Value.Image image) {
            shown.add(content(image.raster()));
        } else if (value instanceof Value.Detections detections) {
            draw(detections, pictures).ifPresent(shown::add);
        } else if (value instanceof Value.Masks masks) {
            List<Detection> regions = masks.masks().stream()
                    .filter(m -> !m.isEmpty())
                    .map(m -> Detection.of("", 1, m.box()).withMask(m))
                    .toList();
            draw(Value.Detections.of(masks.frame(), regions), pictures).ifPresent(shown::add);
        } else if (value instanceof Value.Keypoints points) {
            draw(around(points.frame(), points.keypoints()), pictures).ifPresent(shown::add);
        } else if (value instanceof Value.DepthMap depth) {
            called("picture_of_depth", Map.of("depth", depth)).ifPresent(shown::add);
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(item -> collect(item, pictures, shown));
        } else if (value instanceof Value.Record fields) {
            fields.fields().values().forEach(field -> collect(field, pictures, shown));
        }
    }

    private static Value.Detections around(Frame frame, List<Keypoint> points) {
        if (points.isEmpty()) {
            return Value.Detections.of(frame, List.of());
        }
        double x1 = points.stream().mapToDouble(Keypoint::x).min().orElse(0);
        double y1 = points.stream().mapToDouble(Keypoint::y).min().orElse(0);
        double x2 = points.stream().mapToDouble(Keypoint::x).max().orElse(0);
        double y2 = points.stream().mapToDouble(Keypoint::y).max().orElse(0);
        return Value.Detections.of(
                frame,
                List.of(Detection.of("", 1, new BoundingBox(x1, y1, x2 + 1, y2 + 1))
                        .withKeypoints(points)));
    }

    private Optional<Content> draw(Value.Detections regions, Map<String, Value.Image> pictures) {
        Value.Image picture = pictures.get(regions.frame().image());
        return picture == null || regions.regions().isEmpty()
                ? Optional.empty()
                : called("draw", Map.of("image", picture, "items", regions));
    }

    private Optional<Content> called(String tool, Map<String, Value> arguments) {
        ToolResult result = tools.call(new ToolCall(tool, arguments), ToolContext.detached());
        return result instanceof ToolResult.Success success && success.value() instanceof Value.Image image
                ? Optional.of(content(image.raster()))
                : Optional.empty();
    }

    private Content content(Raster raster) {
        int longest = Math.max(raster.width(), raster.height());
        Raster small = raster;
        if (longest > longestSide) {
            double by = (double) longestSide / longest;
            small = Rasters.scale(raster, Math.max(1, (int) Math.round(raster.width() * by)), Math.max(1, (int)
                    Math.round(raster.height() * by)));
        }
        boolean transparent = small.channels() == 4;
        byte[] bytes = transparent ? PictureWriter.png(small) : PictureWriter.jpeg(small, JPEG_QUALITY);
        return ImageContent.builder(Base64.getEncoder().encodeToString(bytes), transparent ? "image/png" : "image/jpeg")
                .build();
    }
}
