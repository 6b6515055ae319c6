package org.eyes4j.tools.sequence;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.Keypoint;
import org.jspecify.annotations.Nullable;

/** Reads the location-token form once, from left to right. Used by one thread. */
final class LocationReader {
    private static final String LOCATION = "<loc_";

    private final Cursor in;
    private final ShapeReader shapes;
    private final SequenceCodec.Unmarked unmarked;
    private final Bins bins;
    private final List<SequenceRegion> regions = new ArrayList<>();
    private @Nullable Draft draft;

    LocationReader(Cursor in, SequenceCodec.Unmarked unmarked, Bins bins) {
        this.in = in;
        this.shapes = new ShapeReader(in, this::point, () -> in.isNext(LOCATION), "<sep>");
        this.unmarked = unmarked;
        this.bins = bins;
    }

    List<SequenceRegion> all() {
        skipSpecials();
        while (!in.atEnd()) {
            int offset = in.offset();
            String label = label();
            if (in.atEnd()) {
                throw in.expected("a location token after the label");
            }
            boolean marked = !in.isNext(LOCATION);
            Draft.Shape shape = shape();
            Draft open = draft;
            if (open == null || label != null || open.has(shape)) {
                in.countRegion(offset);
                finish();
                open = new Draft("", label != null ? label : open != null ? open.label : "");
                draft = open;
            }
            read(shape, marked, open);
            skipSpecials();
        }
        finish();
        return List.copyOf(regions);
    }

    private void finish() {
        if (draft != null) {
            regions.add(draft.toRegion());
        }
    }

    private void skipSpecials() {
        do {
            in.skipSpace();
        } while (in.take("<s>") || in.take("</s>") || in.take("<pad>"));
    }

    /** The label up to the next token, or null where there is none. */
    private @Nullable String label() {
        int from = in.offset();
        String raw = trimmed(in.until('<'));
        if (raw.isEmpty()) {
            return null;
        }
        String label = LabelText.unescape(raw);
        in.checkLabel(from, label.length());
        return label;
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && Cursor.isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && Cursor.isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private Draft.Shape shape() {
        if (in.take("<box>")) {
            return Draft.Shape.BOX;
        }
        if (in.take("<quad>")) {
            return Draft.Shape.QUAD;
        }
        if (in.take("<poly>")) {
            return Draft.Shape.POLYGON;
        }
        if (in.take("<points>")) {
            return Draft.Shape.POINTS;
        }
        if (in.isNext(LOCATION)) {
            return unmarked == SequenceCodec.Unmarked.BOXES ? Draft.Shape.BOX : Draft.Shape.QUAD;
        }
        throw in.expected("<loc_…>, <box>, <quad>, <poly> or <points>");
    }

    private void read(Draft.Shape shape, boolean marked, Draft draft) {
        shapes.read(shape, draft, this::keypoints);
        if (marked) {
            in.need(
                    switch (shape) {
                        case BOX -> "</box>";
                        case QUAD -> "</quad>";
                        case POLYGON -> "</poly>";
                        case POINTS -> "</points>";
                    });
        }
    }

    private List<Keypoint> keypoints() {
        List<Keypoint> keypoints = new ArrayList<>();
        do {
            String name = label();
            Point p = point();
            keypoints.add(new Keypoint(name == null ? "" : name, p.x(), p.y(), 1));
            in.skipSpace();
        } while (!in.isNext("</points>"));
        return keypoints;
    }

    private Point point() {
        in.countPoint(in.offset());
        int x = bin();
        return bins.middle(x, bin());
    }

    private int bin() {
        in.skipSpace();
        int offset = in.offset();
        int value = 0;
        if (!in.take(LOCATION)) {
            throw in.expected("<loc_0> to <loc_" + (SequenceCodec.BINS - 1) + ">");
        }
        int from = in.offset();
        while (in.peek() >= '0' && in.peek() <= '9' && value < SequenceCodec.BINS) {
            value = value * 10 + in.next() - '0';
        }
        if (in.offset() == from || value >= SequenceCodec.BINS || !in.take(">")) {
            throw in.expectedAt(offset, "<loc_0> to <loc_" + (SequenceCodec.BINS - 1) + ">");
        }
        return value;
    }

    /** Where a pair of bins stands in the frame. */
    @FunctionalInterface
    interface Bins {
        Point middle(int binX, int binY);
    }
}
