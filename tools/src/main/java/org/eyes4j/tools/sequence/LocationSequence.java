package org.eyes4j.tools.sequence;

import java.util.List;
import java.util.stream.Collectors;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;

/** The location-token form; it is described at {@link SequenceCodec}. */
final class LocationSequence implements SequenceCodec {
    private final int width;
    private final int height;
    private final Unmarked unmarked;
    private final SequenceLimits limits;

    LocationSequence(int width, int height, Unmarked unmarked, SequenceLimits limits) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A frame needs at least 1 x 1 pixels, got " + width + " x " + height);
        }
        this.width = width;
        this.height = height;
        this.unmarked = unmarked;
        this.limits = limits;
    }

    @Override
    public String encode(List<SequenceRegion> regions) {
        StringBuilder out = new StringBuilder();
        for (SequenceRegion region : regions) {
            boolean first = out.isEmpty();
            out.append(region.label().isEmpty() && !first ? LabelText.NOTHING : LabelText.escape(region.label()));
            append(region, out);
        }
        return out.toString();
    }

    private void append(SequenceRegion region, StringBuilder out) {
        BoundingBox box = region.box();
        if (box != null) {
            String locations = location(box.x1(), box.y1()) + location(box.x2(), box.y2());
            out.append(unmarked == Unmarked.BOXES ? locations : "<box>" + locations + "</box>");
        }
        if (region.quad() != null) {
            String locations = locations(region.quad());
            out.append(unmarked == Unmarked.QUADS ? locations : "<quad>" + locations + "</quad>");
        }
        if (!region.polygons().isEmpty()) {
            out.append(region.polygons().stream()
                    .map(this::locations)
                    .collect(Collectors.joining("<sep>", "<poly>", "</poly>")));
        }
        if (!region.keypoints().isEmpty()) {
            out.append(region.keypoints().stream()
                    .map(k -> LabelText.escape(k.name()) + location(k.x(), k.y()))
                    .collect(Collectors.joining("", "<points>", "</points>")));
        }
    }

    private String locations(Polygon polygon) {
        return polygon.points().stream().map(p -> location(p.x(), p.y())).collect(Collectors.joining());
    }

    private String location(double x, double y) {
        return "<loc_" + bin(x, width) + "><loc_" + bin(y, height) + ">";
    }

    private static int bin(double v, int size) {
        return (int) Math.max(0, Math.min(BINS - 1, Math.floor(v * BINS / size)));
    }

    /** The middle of a pair of bins, in pixels. */
    Point middle(int binX, int binY) {
        return new Point((binX + 0.5) * width / BINS, (binY + 0.5) * height / BINS);
    }

    @Override
    public List<SequenceRegion> decode(String text) {
        return new LocationReader(new Cursor(text, limits), unmarked, this::middle).all();
    }
}
