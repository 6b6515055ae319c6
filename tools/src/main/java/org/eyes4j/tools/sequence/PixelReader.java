package org.eyes4j.tools.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.Keypoint;
import org.jspecify.annotations.Nullable;

/** Reads the pixel form once, from left to right. Used by one thread. */
final class PixelReader {
    private static final int MAX_NUMBER_CHARACTERS = 24;
    private static final int MAX_ID_CHARACTERS = 64;
    private static final String SHAPES = "box(, quad(, polygon( or points(";

    private final Cursor in;
    private final ShapeReader shapes;

    PixelReader(Cursor in) {
        this.in = in;
        this.shapes = new ShapeReader(in, this::point, () -> in.peek() != ')' && in.peek() != '|', "|");
    }

    List<SequenceRegion> all() {
        List<SequenceRegion> regions = new ArrayList<>();
        in.skipSpace();
        while (!in.atEnd()) {
            regions.add(region());
            in.take(";");
            in.skipSpace();
        }
        return List.copyOf(regions);
    }

    private SequenceRegion region() {
        in.countRegion(in.offset());
        String id = "";
        if (in.take("#")) {
            id = id();
            in.skipSpace();
        }
        Draft draft = new Draft(id, text("a label, in double quotes or as one word"));
        in.skipSpace();
        int offset = in.offset();
        Draft.Shape shape = shape();
        if (shape == null) {
            throw in.expected(SHAPES);
        }
        while (shape != null) {
            if (draft.has(shape)) {
                throw in.expectedAt(offset, "one " + shape.name().toLowerCase(Locale.ROOT) + "(…) a region");
            }
            shapes.read(shape, draft, this::keypoints);
            in.need(")");
            in.skipSpace();
            offset = in.offset();
            shape = shape();
        }
        return draft.toRegion();
    }

    private Draft.@Nullable Shape shape() {
        if (in.take("box(")) {
            return Draft.Shape.BOX;
        }
        if (in.take("quad(")) {
            return Draft.Shape.QUAD;
        }
        if (in.take("polygon(")) {
            return Draft.Shape.POLYGON;
        }
        return in.take("points(") ? Draft.Shape.POINTS : null;
    }

    private List<Keypoint> keypoints() {
        List<Keypoint> keypoints = new ArrayList<>();
        do {
            String name = text("the name of a key point");
            separator();
            Point p = point();
            keypoints.add(new Keypoint(name, p.x(), p.y(), 1));
        } while (in.peek() != ')');
        return keypoints;
    }

    private Point point() {
        in.countPoint(in.offset());
        double x = number();
        separator();
        double y = number();
        separator();
        return new Point(x, y);
    }

    private void separator() {
        in.skipSpace();
        if (in.take(",")) {
            in.skipSpace();
        }
    }

    private double number() {
        int from = in.offset();
        in.take("-");
        int whole = digits();
        int fraction = whole > 0 && in.take(".") ? digits() : 1;
        if (whole == 0 || fraction == 0 || Character.isLetterOrDigit(in.peek()) || in.peek() == '.') {
            throw in.expectedAt(from, "a number of pixels such as 12 or -3.5");
        }
        if (in.offset() - from > MAX_NUMBER_CHARACTERS) {
            throw in.expectedAt(from, "a number of at most " + MAX_NUMBER_CHARACTERS + " characters");
        }
        double value = Double.parseDouble(in.since(from));
        if (Math.abs(value) > PixelSequence.MAX) {
            throw in.expectedAt(from, "a number from -" + PixelSequence.MAX + " to " + PixelSequence.MAX);
        }
        return value;
    }

    private int digits() {
        int from = in.offset();
        while (in.peek() >= '0' && in.peek() <= '9') {
            in.next();
        }
        return in.offset() - from;
    }

    private String id() {
        int from = in.offset();
        while (isIdentifier(in.peek())) {
            in.next();
        }
        int length = in.offset() - from;
        if (length == 0 || length > MAX_ID_CHARACTERS) {
            throw in.expectedAt(from, "an id of 1 to " + MAX_ID_CHARACTERS + " letters, digits, '_' and '-'");
        }
        return in.since(from);
    }

    private static boolean isIdentifier(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    private String text(String what) {
        if (in.take("\"")) {
            return quoted();
        }
        int from = in.offset();
        while (isWord(in.peek())) {
            in.next();
        }
        if (in.offset() == from) {
            throw in.expected(what);
        }
        in.checkLabel(from, in.offset() - from);
        return in.since(from);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '_' || c == '-';
    }

    private String quoted() {
        int from = in.offset();
        StringBuilder out = new StringBuilder();
        while (!in.take("\"")) {
            if (in.atEnd()) {
                throw in.expected("the closing '\"' of the text that begins at " + (from - 1));
            }
            char c = in.next();
            out.append(c == '\\' ? escape() : c);
            in.checkLabel(from, out.length());
        }
        return out.toString();
    }

    private char escape() {
        int from = in.offset() - 1;
        char c = in.atEnd() ? 0 : in.next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode(from);
            default -> throw in.expectedAt(from, "one of JSON's escapes");
        };
    }

    private char unicode(int from) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = in.atEnd() ? 0 : in.next();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw in.expectedAt(from, "four hexadecimal digits after \\u");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }
}
