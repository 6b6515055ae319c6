package org.eyes4j.vision.sam.hub;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.vision.hub.image.Placement;
import org.eyes4j.vision.onnx.Tensor;

/**
 * Prompts as the reference's processors make them: {@code input_points [1, objects, points, 2]}, {@code input_labels [1,
 * objects, points]} and {@code input_boxes [1, objects, 4]}, in pixels of the encoder. Pure.
 *
 * @param keepsPadding whether a padding point stays where it is, as SAM 2's does; SAM scales it as any other
 */
record SamPrompts(boolean keepsPadding) {
    static final String POINTS = "input_points";
    static final String LABELS = "input_labels";
    static final String BOXES = "input_boxes";

    /** @param objects all with a box or all without, and all with a point or all without */
    Map<String, Tensor> tensors(List<SamObject> objects, Placement placement) {
        check(objects);
        double scaleX = (double) placement.scaledWidth() / placement.width();
        double scaleY = (double) placement.scaledHeight() / placement.height();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        int count = objects.size();
        int most = objects.stream().mapToInt(o -> o.points().size()).max().orElse(0);
        if (most > 0) {
            float[] points = new float[count * most * 2];
            long[] labels = new long[count * most];
            for (int i = 0; i < labels.length; i++) {
                List<SamObject.Labelled> own = objects.get(i / most).points();
                SamObject.Labelled labelled = i % most < own.size()
                        ? own.get(i % most)
                        : new SamObject.Labelled(new Point(SamObject.PADDING, SamObject.PADDING), SamObject.PADDING);
                Point at = labelled.at();
                boolean stays = keepsPadding && (at.x() == SamObject.PADDING || at.y() == SamObject.PADDING);
                points[2 * i] = (float) (stays ? at.x() : at.x() * scaleX);
                points[2 * i + 1] = (float) (stays ? at.y() : at.y() * scaleY);
                labels[i] = labelled.label();
            }
            tensors.put(POINTS, Tensor.of(points, 1, count, most, 2));
            tensors.put(LABELS, Tensor.of(labels, 1, count, most));
        }
        if (objects.get(0).box().isPresent()) {
            float[] boxes = new float[count * 4];
            for (int i = 0; i < count; i++) {
                BoundingBox box = objects.get(i).box().orElseThrow();
                boxes[4 * i] = (float) ((float) box.x1() * scaleX);
                boxes[4 * i + 1] = (float) ((float) box.y1() * scaleY);
                boxes[4 * i + 2] = (float) ((float) box.x2() * scaleX);
                boxes[4 * i + 3] = (float) ((float) box.y2() * scaleY);
            }
            tensors.put(BOXES, Tensor.of(boxes, 1, count, 4));
        }
        return tensors;
    }

    /** Nothing of a kind, for graphs that want every kind. */
    static Tensor none(String input, int objects) {
        return switch (input) {
            case POINTS -> Tensor.of(new float[0], 1, objects, 0, 2);
            case LABELS -> Tensor.of(new long[0], 1, objects, 0);
            case BOXES -> Tensor.of(new float[0], 1, 0, 4);
            default -> throw new IllegalArgumentException("There is no prompt " + input);
        };
    }

    private static void check(List<SamObject> objects) {
        if (objects.isEmpty()) {
            throw new IllegalArgumentException("Prompts need an object");
        }
        SamObject first = objects.get(0);
        for (SamObject object : objects) {
            if (object.box().isPresent() != first.box().isPresent()
                    || object.points().isEmpty() != first.points().isEmpty()) {
                throw new IllegalArgumentException(
                        "Objects that are asked for together all have a box or none has, and points likewise, got "
                                + objects);
            }
        }
    }
}
