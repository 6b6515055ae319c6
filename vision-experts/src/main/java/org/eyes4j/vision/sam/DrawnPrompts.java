package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.tools.value.VisualPrompt.BoxPrompt;
import org.eyes4j.tools.value.VisualPrompt.MaskPrompt;
import org.eyes4j.tools.value.VisualPrompt.PointPrompt;
import org.eyes4j.tools.value.VisualPrompt.Scribble;

/**
 * What was drawn, in pixels of the picture to segment, checked to lie in it.
 *
 * @param boxes clipped to the picture
 * @param masks of the picture's size
 * @param strokes single points, and scribbles as points along them: each belongs to one object as a whole
 */
record DrawnPrompts(List<BoundingBox> boxes, List<Mask> masks, List<List<PointPrompt>> strokes) {
    /** Points taken from a scribble. The decoder gains nothing from many on one object. */
    private static final int POINTS_OF_SCRIBBLE = 8;

    /**
     * @throws UnusablePromptException if they belong to another picture, lie outside this one or are of no use here
     */
    static DrawnPrompts read(Value.VisualPrompts prompts, Frame picture) throws UnusablePromptException {
        if (!prompts.frame().isRelatedTo(picture)) {
            throw UnusablePromptException.badInput(
                    "The prompts were drawn on picture '" + prompts.frame().image()
                            + "', and the picture to segment is '" + picture.image() + "'",
                    "Draw them on that picture, or give the picture they were drawn on");
        }
        Reader reader = new Reader(prompts.frame(), picture);
        for (VisualPrompt prompt : prompts.prompts()) {
            reader.read(prompt);
        }
        return new DrawnPrompts(reader.boxes, reader.masks, reader.strokes);
    }

    private static final class Reader {
        private final Frame from;
        private final Frame picture;
        private final Affine map;
        private final List<BoundingBox> boxes = new ArrayList<>();
        private final List<Mask> masks = new ArrayList<>();
        private final List<List<PointPrompt>> strokes = new ArrayList<>();

        private Reader(Frame from, Frame picture) {
            this.from = from;
            this.picture = picture;
            this.map = from.to(picture);
        }

        private void read(VisualPrompt prompt) throws UnusablePromptException {
            if (prompt instanceof PointPrompt point) {
                strokes.add(List.of(point(point.at(), point.positive())));
            } else if (prompt instanceof BoxPrompt box) {
                boxes.add(box(box.box()));
            } else if (prompt instanceof Scribble scribble) {
                List<PointPrompt> points = new ArrayList<>();
                for (Point p : along(scribble.stroke())) {
                    points.add(point(p, scribble.positive()));
                }
                strokes.add(points);
            } else if (prompt instanceof MaskPrompt mask) {
                masks.add(mask(mask.mask()));
            } else if (prompt instanceof VisualPrompt.TextPrompt text) {
                throw UnusablePromptException.badInput(
                        "A mask cannot be made from the words '" + text.text() + "'",
                        "Find the thing with 'detect' and give its result as 'regions'");
            } else {
                throw UnusablePromptException.badInput(
                        "A mask cannot be made from an example in another picture",
                        "'find_similar' finds its like and gives masks");
            }
        }

        private PointPrompt point(Point drawn, boolean positive) throws UnusablePromptException {
            Point p = map.apply(drawn);
            if (p.x() < 0 || p.y() < 0 || p.x() > picture.width() || p.y() > picture.height()) {
                throw outside("The point (" + Numbers.pixel(p.x()) + ", " + Numbers.pixel(p.y()) + ")");
            }
            return new PointPrompt(p, positive);
        }

        private BoundingBox box(BoundingBox drawn) throws UnusablePromptException {
            BoundingBox box = map.apply(drawn);
            BoundingBox inside = box.clip(picture.width(), picture.height());
            if (inside.area() == 0) {
                throw outside((box.area() == 0 ? "The empty box [" : "The box [") + Numbers.pixel(box.x1()) + ", "
                        + Numbers.pixel(box.y1()) + ", " + Numbers.pixel(box.x2()) + ", " + Numbers.pixel(box.y2())
                        + "]");
            }
            return inside;
        }

        private Mask mask(Mask drawn) throws UnusablePromptException {
            if (drawn.width() != from.width() || drawn.height() != from.height()) {
                throw UnusablePromptException.badInput(
                        "The mask is of " + drawn.width() + " x " + drawn.height()
                                + " pixels, and the picture it was drawn on of " + from.width() + " x " + from.height(),
                        "Give a mask of that picture's size");
            }
            Mask mask = from.equals(picture) ? drawn : drawn.map(map, picture.width(), picture.height());
            if (mask.isEmpty()) {
                throw outside(drawn.isEmpty() ? "The empty mask" : "The mask");
            }
            return mask;
        }

        private UnusablePromptException outside(String what) {
            return UnusablePromptException.badInput(
                    what + " has nothing in the picture, which is " + picture.width() + " x " + picture.height()
                            + " pixels",
                    "Coordinates are pixels from the picture's top left corner");
        }
    }

    /** Points evenly along a stroke, both ends among them. */
    static List<Point> along(List<Point> stroke) throws UnusablePromptException {
        if (stroke.isEmpty()) {
            throw UnusablePromptException.badInput("A scribble has no points", "Give at least one point [x, y]");
        }
        double length = 0;
        for (int i = 1; i < stroke.size(); i++) {
            length += stroke.get(i - 1).distanceTo(stroke.get(i));
        }
        if (length == 0) {
            return List.of(stroke.get(0));
        }
        List<Point> points = new ArrayList<>();
        double passed = 0;
        for (int i = 1; i < stroke.size(); i++) {
            Point a = stroke.get(i - 1);
            Point b = stroke.get(i);
            double step = a.distanceTo(b);
            while (points.size() < POINTS_OF_SCRIBBLE - 1
                    && passed + step > points.size() * length / (POINTS_OF_SCRIBBLE - 1)) {
                double share = (points.size() * length / (POINTS_OF_SCRIBBLE - 1) - passed) / step;
                points.add(new Point(a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y())));
            }
            passed += step;
        }
        points.add(stroke.get(stroke.size() - 1));
        return points;
    }
}
