package org.eyes4j.tools.basic;

import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** What several tools ask of regions. */
final class Items {
    private Items() {}

    /** {@code "region r3 'cat'"}, as messages name it. */
    static String name(Region region) {
        return "region " + (region.isNamed() ? region.id() + " " : "") + "'" + region.label() + "'";
    }

    /** {@code "There is no region to crop: nothing was found for 'dog'"}. */
    static String none(String verb, Value.Detections items) {
        var search = items.search();
        return "There is no region to " + verb
                + (search == null || search.asked().isEmpty()
                        ? ": 'items' is empty"
                        : ": nothing was found for '" + String.join("', '", search.asked()) + "'");
    }

    /** The region at an index, from the end where it is negative. */
    static Optional<Region> at(Value.Detections items, int index) {
        List<Region> regions = items.regions();
        int i = index < 0 ? regions.size() + index : index;
        return i >= 0 && i < regions.size() ? Optional.of(regions.get(i)) : Optional.empty();
    }

    static String noIndex(int index, Value.Detections items) {
        return "There is no region at index " + index + ": 'items' has "
                + items.regions().size();
    }

    /** The pixels of a region: its mask where there is one of the frame's size, else its box. */
    static Mask pixels(Region region, Frame frame) {
        Mask mask = region.mask();
        if (mask != null && mask.width() == frame.width() && mask.height() == frame.height()) {
            return mask;
        }
        return box(region.box(), frame);
    }

    /** The whole pixels that a box touches. */
    static Mask box(BoundingBox box, Frame frame) {
        BoundingBox whole = outward(box).clip(frame.width(), frame.height());
        return whole.area() == 0
                ? Mask.empty(frame.width(), frame.height())
                : Mask.fromBox(frame.width(), frame.height(), whole);
    }

    /** The pixels of all regions together. */
    static Mask pixels(Value.Detections items) {
        Frame frame = items.frame();
        Mask all = Mask.empty(frame.width(), frame.height());
        for (Region region : items.regions()) {
            all = all.union(pixels(region, frame));
        }
        return all;
    }

    /** The smallest box of whole pixels around a box. */
    static BoundingBox outward(BoundingBox box) {
        // A hair of rounding, from maps between frames, must not add a row of pixels.
        double hair = 1e-6;
        double x1 = Math.floor(box.x1() + hair);
        double y1 = Math.floor(box.y1() + hair);
        return new BoundingBox(
                x1, y1, Math.max(Math.ceil(box.x2() - hair), x1), Math.max(Math.ceil(box.y2() - hair), y1));
    }

    /** Whether two regions are one and the same: by id where both have one, else by what they are. */
    static boolean same(Region a, Region b) {
        if (a.isNamed() && b.isNamed()) {
            return a.id().equals(b.id());
        }
        Detection d = a.detection();
        Detection e = b.detection();
        return d.label().equals(e.label()) && d.box().equals(e.box());
    }
}
