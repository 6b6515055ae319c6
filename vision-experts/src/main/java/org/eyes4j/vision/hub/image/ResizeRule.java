package org.eyes4j.vision.hub.image;

/**
 * The size that a picture is resized to. Each rule is that of the reference's processors, with Python's arithmetic:
 * {@code int()} cuts, {@code round()} goes to the even neighbour of a half.
 */
@FunctionalInterface
interface ResizeRule {
    Extent apply(int width, int height);

    /** Always the same size. */
    static ResizeRule exactly(int width, int height) {
        return (w, h) -> new Extent(width, height);
    }

    /** The shorter edge gets a length, proportions are kept. */
    static ResizeRule shortest(int edge) {
        return (w, h) -> w <= h
                ? new Extent(edge, (int) ((double) ((long) edge * h) / w))
                : new Extent((int) ((double) ((long) edge * w) / h), edge);
    }

    /** The shorter edge gets a length unless the longer one would exceed its own. */
    static ResizeRule shortestWithin(int shortest, int longest) {
        return (w, h) -> edges(w, h, shortest, longest, true);
    }

    /** As {@link #shortestWithin}, cut to multiples of 16, which YOLOS' patches need. */
    static ResizeRule shortestWithinSixteens(int shortest, int longest) {
        return (w, h) -> {
            Extent size = edges(w, h, shortest, longest, w >= h);
            return new Extent(size.width() - size.width() % 16, size.height() - size.height() % 16);
        };
    }

    /** The longer edge gets a length, the other is rounded. */
    static ResizeRule longest(int edge) {
        return (w, h) -> {
            double scale = (double) edge / Math.max(w, h);
            return new Extent((int) (w * scale + 0.5), (int) (h * scale + 0.5));
        };
    }

    /** As large as fits, proportions kept. */
    static ResizeRule within(int width, int height) {
        return (w, h) -> {
            double scale = Math.min((double) height / h, (double) width / w);
            return new Extent((int) (w * scale), (int) (h * scale));
        };
    }

    /** Near a size, in multiples; proportions are kept by the scale that changes the picture least. */
    static ResizeRule multiples(int width, int height, boolean keepAspectRatio, int multiple) {
        return (w, h) -> {
            double down = (double) height / h;
            double across = (double) width / w;
            if (keepAspectRatio) {
                down = Math.abs(1 - across) < Math.abs(1 - down) ? across : down;
                across = down;
            }
            return new Extent(multiple(across * w, multiple), multiple(down * h, multiple));
        };
    }

    /** This rule, then up to the next multiples. */
    default ResizeRule roundedUpTo(int divisor) {
        return (w, h) -> {
            Extent size = apply(w, h);
            return new Extent(
                    -Math.floorDiv(-size.width(), divisor) * divisor,
                    -Math.floorDiv(-size.height(), divisor) * divisor);
        };
    }

    private static int multiple(double value, int multiple) {
        int nearest = (int) Math.rint(value / multiple) * multiple;
        return nearest < 0 ? (int) Math.ceil(value / multiple) * multiple : nearest;
    }

    private static Extent edges(int w, int h, int shortest, int longest, boolean keep) {
        double smaller = Math.min(w, h);
        double larger = Math.max(w, h);
        double raw = shortest;
        int size = shortest;
        if (larger / smaller * shortest > longest) {
            raw = longest * smaller / larger;
            size = (int) Math.rint(raw);
        }
        if (keep && (h <= w && h == size || w <= h && w == size)) {
            return new Extent(w, h);
        }
        return w < h ? new Extent(size, (int) (raw * h / w)) : new Extent((int) (raw * w / h), size);
    }
}
