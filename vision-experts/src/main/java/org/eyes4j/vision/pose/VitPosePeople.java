package org.eyes4j.vision.pose;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Keypoint;

/** ViTPose looks at upright cuts, several at once. */
final class VitPosePeople implements PeopleModel {
    /** So many people are looked at together: a crowd needs no more memory than these. */
    private static final int AT_ONCE = 16;

    private final VitPose model;
    private final Raster picture;
    private final Cancellation cancellation;

    VitPosePeople(VitPose model, Raster picture, Cancellation cancellation) {
        this.model = model;
        this.picture = picture;
        this.cancellation = cancellation;
    }

    @Override
    public List<Pose> of(List<BoundingBox> boxes) {
        List<Pose> poses = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i += AT_ONCE) {
            List<BoundingBox> some = boxes.subList(i, Math.min(boxes.size(), i + AT_ONCE));
            model.estimate(picture, some, cancellation).forEach(points -> poses.add(pose(points)));
        }
        return poses;
    }

    @Override
    public Pose ofWhole(double threshold) {
        BoundingBox all = new BoundingBox(0, 0, picture.width(), picture.height());
        Pose first = of(List.of(all)).get(0);
        return first.box(threshold)
                .map(box -> box.clip(picture.width(), picture.height()))
                .filter(box -> box.area() > 0 && box.area() < all.area())
                .map(box -> of(List.of(box)).get(0))
                .orElse(first);
    }

    /** Heat is hardly ever more than 1, and then as sure as can be. */
    private static Pose pose(List<Keypoint> points) {
        return new Pose(points.stream()
                .map(k -> new Keypoint(k.name(), k.x(), k.y(), Math.max(0, Math.min(1, k.score()))))
                .toList());
    }
}
