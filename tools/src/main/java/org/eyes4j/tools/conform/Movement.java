package org.eyes4j.tools.conform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;

/**
 * Moves every picture among arguments, and all geometry with it.
 *
 * @param map from the picture as it was to the picture as it is, in pixels
 */
record Movement(Affine map) {
    /** A picture moved by some pixels; what comes in at the edges repeats them. */
    static Movement shift(int dx, int dy) {
        return new Movement(Affine.translation(dx, dy));
    }

    /** A picture mirrored left to right. */
    static Movement flip(int width) {
        return new Movement(new Affine(-1, 0, width, 0, 1, 0));
    }

    /** The arguments with everything moved. */
    Map<String, Value> move(Map<String, Value> arguments) {
        Map<String, Value> moved = new LinkedHashMap<>();
        arguments.forEach((name, value) -> moved.put(name, move(name, value)));
        return moved;
    }

    private Value move(String name, Value value) {
        if (value instanceof Value.Image image) {
            return new Value.Image(frame(image.frame()), raster(image.raster()));
        } else if (value instanceof Value.Detections detections) {
            Frame to = frame(detections.frame());
            return new Value.Detections(
                    to,
                    detections.regions().stream()
                            .map(r -> FrameMapping.map(r, map, to))
                            .toList(),
                    detections.search());
        } else if (value instanceof Value.VisualPrompts prompts) {
            return new Value.VisualPrompts(
                    frame(prompts.frame()),
                    prompts.prompts().stream()
                            .map(p -> prompt(p, prompts.frame()))
                            .toList());
        } else if (value instanceof Value.Masks masks) {
            Frame to = frame(masks.frame());
            return new Value.Masks(
                    to,
                    masks.masks().stream()
                            .map(m -> m.map(map, to.width(), to.height()))
                            .toList());
        } else if (value instanceof Value.Keypoints || value instanceof Value.DepthMap) {
            throw new CannotLook("'" + name + "' (" + value.kind() + ") cannot be moved along with the picture");
        } else if (value instanceof Value.ListOf list) {
            List<Value> items =
                    list.items().stream().map(item -> move(name, item)).toList();
            return new Value.ListOf(list.element(), items);
        }
        return value;
    }

    private VisualPrompt prompt(VisualPrompt prompt, Frame frame) {
        if (prompt instanceof VisualPrompt.PointPrompt point) {
            return new VisualPrompt.PointPrompt(map.apply(point.at()), point.positive());
        } else if (prompt instanceof VisualPrompt.BoxPrompt box) {
            return new VisualPrompt.BoxPrompt(map.apply(box.box()));
        } else if (prompt instanceof VisualPrompt.Scribble scribble) {
            List<Point> stroke = scribble.stroke().stream().map(map::apply).toList();
            return new VisualPrompt.Scribble(stroke, scribble.positive());
        } else if (prompt instanceof VisualPrompt.MaskPrompt mask) {
            return new VisualPrompt.MaskPrompt(mask.mask().map(map, frame.width(), frame.height()));
        }
        return prompt;
    }

    /** Another picture of the same size: nothing that is remembered of the first holds for it. */
    private Frame frame(Frame frame) {
        return Frame.of(frame.image() + (map.a() < 0 ? "-flipped" : "-shifted"), frame.width(), frame.height());
    }

    private Raster raster(Raster raster) {
        int width = raster.width();
        int height = raster.height();
        int channels = raster.channels();
        byte[] from = raster.data();
        byte[] to = new byte[from.length];
        Affine back = map.inverse();
        for (int y = 0; y < height; y++) {
            int sourceY = clamp(back.e() * (y + 0.5) + back.f(), height);
            for (int x = 0; x < width; x++) {
                int sourceX = clamp(back.a() * (x + 0.5) + back.c(), width);
                System.arraycopy(
                        from, (sourceY * width + sourceX) * channels, to, (y * width + x) * channels, channels);
            }
        }
        return new Raster(width, height, channels, to);
    }

    private static int clamp(double v, int size) {
        return (int) Math.max(0, Math.min(size - 1, Math.floor(v)));
    }
}
