package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eyes4j.tools.value.Keypoint;

/**
 * How a body holds itself, told from the key points that COCO names. A rule of thumb on the picture's plane, not a model:
 * lengths are measured by the trunk, from the middle of the shoulders to the middle of the hips.
 */
enum Posture {
    STANDING,
    SITTING,
    LYING;

    /** The score from which a point counts as seen. */
    static final double SEEN = 0.3;

    /** A thigh that reaches down so far, in trunks, carries a standing body; one that reaches less far a sitting one. */
    private static final double THIGH_DOWN = 0.55;

    private static final double THIGH_FLAT = 0.45;

    /** Degrees between thigh and shin: from here on a leg is straight, up to there it is bent. */
    private static final double STRAIGHT = 140;

    private static final double BENT = 120;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty where shoulders, hips or knees are not seen, or what is seen goes both ways. */
    static Optional<Posture> of(List<Keypoint> points) {
        Optional<Keypoint> shoulders = middle(points, "shoulder");
        Optional<Keypoint> hips = middle(points, "hip");
        if (shoulders.isEmpty() || hips.isEmpty()) {
            return Optional.empty();
        }
        double trunk = distance(shoulders.get(), hips.get());
        boolean upright = hips.get().y() - shoulders.get().y()
                > Math.abs(hips.get().x() - shoulders.get().x());
        List<Posture> legs = new ArrayList<>();
        for (String side : List.of("left", "right")) {
            leg(points, side, trunk, upright).ifPresent(legs::add);
        }
        boolean agree = !legs.isEmpty() && legs.stream().distinct().count() == 1;
        return agree ? Optional.of(legs.get(0)) : Optional.empty();
    }

    private static Optional<Posture> leg(List<Keypoint> points, String side, double trunk, boolean upright) {
        Optional<Keypoint> hip = seen(points, side + "_hip");
        Optional<Keypoint> knee = seen(points, side + "_knee");
        if (trunk == 0 || hip.isEmpty() || knee.isEmpty()) {
            return Optional.empty();
        }
        double down = (knee.get().y() - hip.get().y()) / trunk;
        double across = Math.abs(knee.get().x() - hip.get().x()) / trunk;
        if (!upright) {
            // Bent over is not lying: then the legs carry the body.
            return across > Math.abs(down) ? Optional.of(LYING) : Optional.empty();
        }
        double angle = seen(points, side + "_ankle")
                .map(ankle -> angle(hip.get(), knee.get(), ankle))
                .orElse(Double.NaN);
        if (down >= THIGH_DOWN && !(angle < STRAIGHT)) {
            return Optional.of(STANDING);
        }
        boolean folded = angle <= BENT && across > down / 2;
        // Seen from the front, the thighs of a sitting body come towards the eye and look short.
        return down <= THIGH_FLAT || folded ? Optional.of(SITTING) : Optional.empty();
    }

    private static Optional<Keypoint> seen(List<Keypoint> points, String name) {
        return points.stream()
                .filter(k -> k.name().equals(name) && k.score() >= SEEN)
                .findFirst();
    }

    /** The middle of the left and the right one, or the one that is seen. */
    private static Optional<Keypoint> middle(List<Keypoint> points, String joint) {
        Optional<Keypoint> left = seen(points, "left_" + joint);
        Optional<Keypoint> right = seen(points, "right_" + joint);
        if (left.isEmpty() || right.isEmpty()) {
            return left.or(() -> right);
        }
        Keypoint a = left.get();
        Keypoint b = right.get();
        return Optional.of(
                new Keypoint(joint, (a.x() + b.x()) / 2, (a.y() + b.y()) / 2, Math.min(a.score(), b.score())));
    }

    private static double distance(Keypoint a, Keypoint b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }

    /** At {@code b}, in degrees. */
    private static double angle(Keypoint a, Keypoint b, Keypoint c) {
        double one = Math.atan2(a.y() - b.y(), a.x() - b.x());
        double other = Math.atan2(c.y() - b.y(), c.x() - b.x());
        double turn = Math.abs(Math.toDegrees(one - other));
        return Math.min(turn, 360 - turn);
    }
}
