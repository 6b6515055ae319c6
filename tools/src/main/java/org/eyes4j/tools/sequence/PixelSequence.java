package org.eyes4j.tools.sequence;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Polygon;

/** The pixel form; its grammar stands at {@link SequenceCodec}. */
final class PixelSequence implements SequenceCodec {
    static final int MAX = 1_000_000;
    private static final Pattern BARE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private final int decimals;
    private final SequenceLimits limits;

    PixelSequence(int decimals, SequenceLimits limits) {
        if (decimals < 0 || decimals > 6) {
            throw new IllegalArgumentException("0 to 6 decimals are possible, got " + decimals);
        }
        this.decimals = decimals;
        this.limits = limits;
    }

    @Override
    public String encode(List<SequenceRegion> regions) {
        return regions.stream().map(this::region).collect(Collectors.joining("\n"));
    }

    private String region(SequenceRegion region) {
        StringBuilder out = new StringBuilder();
        if (!region.id().isEmpty()) {
            out.append('#').append(region.id()).append(' ');
        }
        out.append(quoted(region.label()));
        BoundingBox box = region.box();
        if (box != null) {
            out.append(" box(")
                    .append(pair(box.x1(), box.y1()))
                    .append(',')
                    .append(pair(box.x2(), box.y2()))
                    .append(')');
        }
        if (region.quad() != null) {
            out.append(" quad(").append(points(region.quad())).append(')');
        }
        if (!region.polygons().isEmpty()) {
            out.append(
                    region.polygons().stream().map(this::points).collect(Collectors.joining(" | ", " polygon(", ")")));
        }
        if (!region.keypoints().isEmpty()) {
            out.append(region.keypoints().stream()
                    .map(k -> name(k.name()) + ' ' + pair(k.x(), k.y()))
                    .collect(Collectors.joining(" ", " points(", ")")));
        }
        return out.toString();
    }

    private String points(Polygon polygon) {
        return polygon.points().stream().map(p -> pair(p.x(), p.y())).collect(Collectors.joining(" "));
    }

    private String pair(double x, double y) {
        return number(x) + ',' + number(y);
    }

    private String number(double v) {
        if (Math.abs(v) > MAX) {
            throw new IllegalArgumentException("A sequence holds coordinates up to " + MAX + " pixels, got " + v);
        }
        BigDecimal rounded = BigDecimal.valueOf(v).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String name(String name) {
        return BARE.matcher(name).matches() ? name : quoted(name);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || Character.isSurrogate(c) && !isPair(text, i)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    @Override
    public List<SequenceRegion> decode(String text) {
        return new PixelReader(new Cursor(text, limits)).all();
    }
}
