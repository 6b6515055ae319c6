package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.VisualPrompt.PointPrompt;
import org.jspecify.annotations.Nullable;

/**
 * Which prompts mean one object. Each region, each drawn box and each earlier mask is an object. A point or scribble refines
 * the smallest of them that it lies in. Those that lie in none belong together: they refine the earlier mask when that is
 * the only object; else they are one object more. Negative ones alone refine every object.
 */
final class Targets {
    private final List<Draft> drafts = new ArrayList<>();
    private final List<PointPrompt> loose = new ArrayList<>();

    private record Draft(
            BoundingBox bounds,
            @Nullable BoundingBox box,
            @Nullable Mask mask,
            @Nullable Region region,
            List<PointPrompt> points) {}

    private Targets() {}

    /**
     * The objects, regions first, then boxes, masks and points in the order drawn.
     *
     * @param regions in the picture's frame, their boxes clipped to it and not empty
     * @throws UnusablePromptException if nothing says where an object is
     */
    static List<Target> of(List<Region> regions, DrawnPrompts drawn) throws UnusablePromptException {
        Targets targets = new Targets();
        regions.forEach(r -> targets.add(r.box(), r.box(), r.mask(), r));
        drawn.boxes().forEach(b -> targets.add(b, b, null, null));
        drawn.masks().forEach(m -> targets.add(m.box(), null, m, null));
        drawn.strokes().forEach(targets::place);
        return targets.build();
    }

    private void add(BoundingBox bounds, @Nullable BoundingBox box, @Nullable Mask mask, @Nullable Region region) {
        Mask shape = mask == null || mask.isEmpty() ? null : mask;
        drafts.add(new Draft(bounds, box, shape, region, new ArrayList<>()));
    }

    private void place(List<PointPrompt> stroke) {
        Point middle = stroke.get(stroke.size() / 2).at();
        Optional<Draft> around = drafts.stream()
                .filter(d -> d.bounds.contains(middle))
                .min(Comparator.comparingDouble(d -> d.bounds.area()));
        around.map(Draft::points).orElse(loose).addAll(stroke);
    }

    private List<Target> build() throws UnusablePromptException {
        boolean positive = loose.stream().anyMatch(PointPrompt::positive);
        boolean refine = drafts.size() == 1 && drafts.get(0).box == null;
        List<Target> targets = new ArrayList<>();
        for (Draft draft : drafts) {
            List<PointPrompt> points = new ArrayList<>(draft.points);
            if (refine || !positive) {
                points.addAll(loose);
            }
            targets.add(new Target(new ObjectPrompt(draft.box, points, draft.mask), draft.region));
        }
        if (positive && !refine) {
            targets.add(new Target(new ObjectPrompt(null, loose, null), null));
        }
        if (targets.isEmpty()) {
            throw UnusablePromptException.badInput(
                    loose.isEmpty()
                            ? "Nothing says what to segment"
                            : "The negative points say what is not meant, and nothing says what is",
                    "Give a positive point, a box, a scribble or a mask in 'prompts', or detections as 'regions'");
        }
        return targets;
    }
}
