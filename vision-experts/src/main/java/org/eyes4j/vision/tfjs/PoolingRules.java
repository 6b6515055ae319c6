package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eyes4j.vision.tfjs.Operand.Layout;
import org.eyes4j.vision.tfjs.Rules.Rule;

/** Pooling and resizing of pictures. */
final class PoolingRules {
    private PoolingRules() {}

    static Map<String, Rule> rules() {
        return Map.of(
                "MaxPool",
                s -> pool(s, "MaxPool"),
                "AvgPool",
                s -> pool(s, "AveragePool"),
                "ResizeBilinear",
                PoolingRules::bilinear,
                "ResizeNearestNeighbor",
                PoolingRules::nearest);
    }

    private static void pool(Step step, String op) {
        step.require(TfjsType.FLOAT32);
        Shape x = step.shape(0, 4);
        List<Integer> kernel = Window.pair(step, "ksize");
        Window window = Window.of(step, x, kernel.get(0), kernel.get(1));
        String value = step.emit(
                op, List.of(step.channelsFirst(0)), window.attributes().toArray(OnnxAttribute[]::new));
        Shape out = Shape.of(x.dim(0), window.out().get(0), window.out().get(1), x.dim(3));
        step.result(value, TfjsType.FLOAT32, out, Layout.CHANNELS_FIRST);
    }

    private static void bilinear(Step step) throws IOException {
        String mode = step.attributes().flag("align_corners")
                ? "align_corners"
                : step.attributes().flag("half_pixel_centers") ? "half_pixel" : "asymmetric";
        resize(step, OnnxAttribute.text("mode", "linear"), OnnxAttribute.text("coordinate_transformation_mode", mode));
    }

    /** TensorFlow rounds half up with aligned corners or half pixels (floor(x + 0.5) on pixel edges), and down otherwise. */
    private static void nearest(Step step) throws IOException {
        boolean corners = step.attributes().flag("align_corners");
        boolean half = step.attributes().flag("half_pixel_centers");
        resize(
                step,
                OnnxAttribute.text("mode", "nearest"),
                OnnxAttribute.text(
                        "coordinate_transformation_mode",
                        corners ? "align_corners" : half ? "half_pixel" : "asymmetric"),
                OnnxAttribute.text("nearest_mode", corners || half ? "round_prefer_ceil" : "floor"));
    }

    private static void resize(Step step, OnnxAttribute... attributes) throws IOException {
        Shape x = step.shape(0, 4);
        long[] size = step.integers(1);
        if (size.length != 2 || size[0] < 1 || size[1] < 1) {
            throw new UnsupportedGraph("expected a height and a width of at least 1 to resize to");
        }
        Shape out = Shape.of(x.dim(0), size[0], size[1], x.dim(3));
        if (out.equals(x)) {
            step.result(0, step.in(0));
            return;
        }
        if (step.type(0) != TfjsType.FLOAT32) {
            throw new UnsupportedGraph("resizing " + step.type(0) + " (expected FLOAT32)");
        }
        String sizes = step.longs(out.permute(0, 3, 1, 2).longs());
        String value = step.emit("Resize", List.of(step.channelsFirst(0), "", "", sizes), attributes);
        step.result(value, TfjsType.FLOAT32, out, Layout.CHANNELS_FIRST);
    }
}
