package org.eyes4j.agent.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/**
 * A region of a run in pixels of the picture it was asked about, however many crops lay between.
 *
 * @param picture the whole picture's frame
 * @param region mapped to it
 */
public record FoundRegion(Frame picture, Region region) {

    /** Every named region of a run, in the order they were found; of one id the form that says most. */
    public static List<FoundRegion> of(RunResult result) {
        Map<String, Frame> pictures = new LinkedHashMap<>();
        result.inputs().values().forEach(v -> {
            if (v instanceof Value.Image image) {
                pictures.put(image.frame().image(), image.frame());
            }
        });
        Map<String, FoundRegion> found = new LinkedHashMap<>();
        result.values().values().forEach(v -> collect(v, pictures, found));
        return List.copyOf(found.values());
    }

    private static void collect(Value value, Map<String, Frame> pictures, Map<String, FoundRegion> found) {
        if (value instanceof Value.Detections detections) {
            Frame from = detections.frame();
            Frame picture = pictures.getOrDefault(from.image(), from);
            for (Region region : detections.regions()) {
                if (region.isNamed()) {
                    Region mapped = region.with(map(region.detection(), from.to(picture), picture));
                    found.merge(region.id(), new FoundRegion(picture, mapped), FoundRegion::richer);
                }
            }
        } else if (value instanceof Value.ListOf list) {
            list.items().forEach(item -> collect(item, pictures, found));
        } else if (value instanceof Value.Record fields) {
            fields.fields().values().forEach(field -> collect(field, pictures, found));
        }
    }

    private static FoundRegion richer(FoundRegion first, FoundRegion second) {
        return second.wealth() >= first.wealth() ? second : first;
    }

    private int wealth() {
        Detection d = region.detection();
        return (d.mask() != null ? 4 : 0) + (d.keypoints().isEmpty() ? 0 : 2) + (d.text() != null ? 1 : 0);
    }

    private static Detection map(Detection d, Affine toPicture, Frame picture) {
        if (toPicture.equals(Affine.IDENTITY)) {
            return d;
        }
        Mask mask = d.mask();
        Polygon outline = d.outline();
        List<Keypoint> keypoints = new ArrayList<>();
        for (Keypoint k : d.keypoints()) {
            Point p = toPicture.apply(new Point(k.x(), k.y()));
            keypoints.add(new Keypoint(k.name(), p.x(), p.y(), k.score()));
        }
        return d.withBox(toPicture.apply(d.box()))
                .withMask(mask == null ? null : mask.map(toPicture, picture.width(), picture.height()))
                .withKeypoints(keypoints)
                .withOutline(
                        outline == null
                                ? null
                                : new Polygon(outline.points().stream()
                                        .map(toPicture::apply)
                                        .toList()));
    }
}
