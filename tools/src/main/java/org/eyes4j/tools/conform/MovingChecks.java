package org.eyes4j.tools.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.conform.Report.Depth;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Value;

/** Whether what is found moves with the picture: coordinates in pixels of the wrong size, order or picture do not. */
final class MovingChecks {
    static final String SHIFT = "moves_with_a_shifted_picture";
    static final String FLIP = "moves_with_a_mirrored_picture";

    static final List<Check> ALL = List.of(
            new Check(SHIFT, Depth.QUICK, MovingChecks::shift), new Check(FLIP, Depth.QUICK, MovingChecks::flip));

    /** Intersection over union of what counts as the same place. */
    private static final double SAME = 0.5;

    /** Half the side of the box that stands for a key point, in parts of the picture's side. */
    private static final double POINT = 0.04;

    private MovingChecks() {}

    private static Finding shift(Trial trial) {
        Frame frame = frame(trial);
        int dx = Math.max(1, frame.width() / 10);
        int dy = Math.max(1, frame.height() / 16);
        return moved(SHIFT, trial, Movement.shift(dx, dy), dx + " pixels right and " + dy + " down");
    }

    private static Finding flip(Trial trial) {
        Frame frame = frame(trial);
        return moved(FLIP, trial, Movement.flip(frame.width()), "mirrored left to right");
    }

    /** The frame of the only picture size there is among the arguments. */
    private static Frame frame(Trial trial) {
        List<Frame> frames = trial.arguments().get(0).values().stream()
                .filter(Value.Image.class::isInstance)
                .map(v -> ((Value.Image) v).frame())
                .toList();
        if (frames.isEmpty()) {
            throw new CannotLook("it takes no picture");
        }
        Frame first = frames.get(0);
        if (frames.stream().anyMatch(f -> f.width() != first.width() || f.height() != first.height())) {
            throw new CannotLook("its pictures are of several sizes");
        }
        return first;
    }

    private static Finding moved(String check, Trial trial, Movement movement, String how) {
        Map<String, Value> arguments = trial.arguments().get(0);
        Value value = trial.firstSuccess().success().value();
        Frame frame = frame(trial);
        List<BoundingBox> before = places(value, arguments);
        if (!before.isEmpty() && before.stream().allMatch(MovingChecks::isOfUnitSquare)) {
            return Finding.failed(
                    check,
                    "all coordinates lie between 0 and 1, in a picture of " + frame.width() + " x " + frame.height(),
                    "Give pixels: multiply x by the picture's width and y by its height");
        }
        List<BoundingBox> expected = before.stream()
                .map(movement.map()::apply)
                .filter(box -> isWhollyInside(box, frame))
                .toList();
        List<BoundingBox> still = before.stream()
                .filter(box -> isWhollyInside(movement.map().apply(box), frame))
                .toList();
        if (expected.isEmpty()) {
            throw new CannotLook(
                    before.isEmpty()
                            ? "it found nothing in the sample picture; give arguments with a picture of what it finds"
                            : "nothing that it found would still be inside of the moved picture");
        }
        Map<String, Value> movedArguments = movement.move(arguments);
        Called called = trial.call(movedArguments);
        if (!called.succeeded()) {
            throw new CannotLook("with the moved picture " + called.told());
        }
        List<BoundingBox> after = places(called.success().value(), movedArguments);
        double share = share(expected, after);
        double unmoved = share(still, after);
        if (share >= 0.5) {
            return Finding.passed(check);
        } else if (after.isEmpty() || check.equals(FLIP) && unmoved <= share) {
            throw new CannotLook("in the moved picture it found something else or nothing, which may be right");
        }
        return Finding.failed(
                check,
                "in the picture moved " + how + ", " + Math.round(100 * share) + " % of what it had found ("
                        + expected.size() + ") is where it should be"
                        + (unmoved > share ? ", and " + Math.round(100 * unmoved) + " % where it was" : ""),
                "Give coordinates in pixels of the given picture's frame (undo the resizing and padding of your model's"
                        + " input), x before y, from the upper left corner");
    }

    private static double share(List<BoundingBox> expected, List<BoundingBox> found) {
        long matched = expected.stream()
                .filter(e -> found.stream().anyMatch(f -> e.iou(f) >= SAME))
                .count();
        return (double) matched / expected.size();
    }

    private static boolean isOfUnitSquare(BoundingBox box) {
        return box.x1() >= 0 && box.y1() >= 0 && box.x2() <= 1 && box.y2() <= 1;
    }

    private static boolean isWhollyInside(BoundingBox box, Frame frame) {
        return box.x1() >= 0.5
                && box.y1() >= 0.5
                && box.x2() <= frame.width() - 0.5
                && box.y2() <= frame.height() - 0.5
                && box.area() > 0;
    }

    /** Where things are, whatever they are; nothing where the tool gave geometry of another frame than the pictures'. */
    private static List<BoundingBox> places(Value value, Map<String, Value> arguments) {
        List<BoundingBox> places = new ArrayList<>();
        if (value instanceof Value.Detections detections && ofPicture(detections.frame(), arguments)) {
            detections.regions().forEach(r -> places.add(r.box()));
        } else if (value instanceof Value.Masks masks && ofPicture(masks.frame(), arguments)) {
            masks.masks().stream().filter(m -> !m.isEmpty()).map(Mask::box).forEach(places::add);
        } else if (value instanceof Value.Keypoints keypoints && ofPicture(keypoints.frame(), arguments)) {
            double half = POINT
                    * Math.max(keypoints.frame().width(), keypoints.frame().height());
            keypoints
                    .keypoints()
                    .forEach(k -> places.add(new BoundingBox(k.x() - half, k.y() - half, k.x() + half, k.y() + half)));
        } else if (value instanceof Value.Detections
                || value instanceof Value.Masks
                || value instanceof Value.Keypoints) {
            throw new CannotLook("it gave geometry of a frame of its own");
        } else {
            throw new CannotLook("it gives " + value.kind() + ", which has no place");
        }
        return places;
    }

    private static boolean ofPicture(Frame frame, Map<String, Value> arguments) {
        return arguments.values().stream()
                .anyMatch(v -> v instanceof Value.Image image && image.frame().equals(frame));
    }
}
