package org.eyes4j.tools.value;

import java.util.List;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;

/** Tells regions of one frame in another frame of the same picture: a crop's in the whole, the whole's in a crop. */
public final class FrameMapping {
    private FrameMapping() {}

    /**
     * The same regions in another frame. They are not clipped: what lies outside the other frame keeps its place there.
     *
     * @throws org.eyes4j.tools.geometry.FrameMismatchException if the frames show different pictures
     */
    public static Value.Detections map(Value.Detections detections, Frame target) {
        if (detections.frame().equals(target)) {
            return detections;
        }
        Affine affine = detections.frame().to(target);
        List<Region> regions =
                detections.regions().stream().map(r -> map(r, affine, target)).toList();
        return new Value.Detections(target, regions, detections.search());
    }

    /** One region through the map from its frame to another. A turned box keeps its corners as an outline. */
    public static Region map(Region region, Affine affine, Frame target) {
        Detection d = region.detection();
        Mask mask = d.mask();
        Polygon outline = d.outline();
        if (outline != null) {
            outline = outline.map(affine);
        } else if (!isUpright(affine) && mask == null) {
            outline = new Polygon(d.box().corners()).map(affine);
        }
        return region.with(d.withBox(affine.apply(d.box()))
                .withMask(mask == null ? null : mask.map(affine, target.width(), target.height()))
                .withKeypoints(d.keypoints().stream().map(k -> map(k, affine)).toList())
                .withOutline(outline));
    }

    private static Keypoint map(Keypoint keypoint, Affine affine) {
        Point p = affine.apply(new Point(keypoint.x(), keypoint.y()));
        return new Keypoint(keypoint.name(), p.x(), p.y(), keypoint.score());
    }

    /** Whether boxes stay boxes. */
    private static boolean isUpright(Affine affine) {
        return affine.b() == 0 && affine.d() == 0 || affine.a() == 0 && affine.e() == 0;
    }
}
