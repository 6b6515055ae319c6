package org.eyes4j.tools.basic;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.ResultPoint;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eyes4j.tools.geometry.Point;

/** Where a code stands, from the few points that its reader reports. */
final class CodeOutline {
    private static final int SAMPLES = 96;

    private CodeOutline() {}

    /** The corners, in coordinates of the grey levels that were read; at least three. */
    static List<Point> of(Result result, Luminance luminance) {
        List<Point> points = Stream.of(result.getResultPoints() == null ? new ResultPoint[0] : result.getResultPoints())
                .filter(Objects::nonNull)
                .map(p -> new Point(p.getX(), p.getY()))
                .toList();
        if (points.isEmpty()) {
            return corners(0, 0, luminance.width(), luminance.height());
        }
        if (result.getBarcodeFormat() == BarcodeFormat.QR_CODE && points.size() >= 3) {
            return square(points, modules(result));
        }
        if (points.size() == 2) {
            return bars(points.get(0), points.get(1), luminance);
        }
        return around(points);
    }

    /** From the centres of the three finder patterns, which lie 3.5 modules inside the corners. */
    private static List<Point> square(List<Point> finders, int modules) {
        Point bottomLeft = finders.get(0);
        Point topLeft = finders.get(1);
        Point topRight = finders.get(2);
        double n = modules - 7;
        double ux = (topRight.x() - topLeft.x()) / n;
        double uy = (topRight.y() - topLeft.y()) / n;
        double vx = (bottomLeft.x() - topLeft.x()) / n;
        double vy = (bottomLeft.y() - topLeft.y()) / n;
        double x = topLeft.x() - 3.5 * (ux + vx);
        double y = topLeft.y() - 3.5 * (uy + vy);
        return List.of(
                new Point(x, y),
                new Point(x + modules * ux, y + modules * uy),
                new Point(x + modules * (ux + vx), y + modules * (uy + vy)),
                new Point(x + modules * vx, y + modules * vy));
    }

    /** Modules along a side, told from how much data there is at which level of error correction. */
    private static int modules(Result result) {
        byte[] raw = result.getRawBytes();
        Object level = result.getResultMetadata() == null
                ? null
                : result.getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL);
        if (raw != null && level != null) {
            ErrorCorrectionLevel correction = ErrorCorrectionLevel.valueOf(level.toString());
            for (int v = 1; v <= 40; v++) {
                Version version = Version.getVersionForNumber(v);
                int data = version.getTotalCodewords()
                        - version.getECBlocksForLevel(correction).getTotalECCodewords();
                if (data == raw.length) {
                    return version.getDimensionForVersion();
                }
            }
        }
        return 25;
    }

    /** From one line across the bars: as far up and down as the picture looks the same along that line. */
    private static List<Point> bars(Point from, Point to, Luminance luminance) {
        double length = Math.max(1, from.distanceTo(to));
        double ux = (to.x() - from.x()) / length;
        double uy = (to.y() - from.y()) / length;
        double up = reach(from, to, uy, -ux, luminance);
        double down = reach(from, to, -uy, ux, luminance);
        return List.of(
                new Point(from.x() + up * uy, from.y() - up * ux),
                new Point(to.x() + up * uy, to.y() - up * ux),
                new Point(to.x() - down * uy, to.y() + down * ux),
                new Point(from.x() - down * uy, from.y() + down * ux));
    }

    private static double reach(Point from, Point to, double dx, double dy, Luminance luminance) {
        double[] line = profile(from, to, 0, 0, luminance);
        int most = (int) from.distanceTo(to);
        int reached = 1;
        for (int d = 1; d <= most && alike(line, profile(from, to, d * dx, d * dy, luminance)); d++) {
            reached = d + 1;
        }
        return reached;
    }

    private static double[] profile(Point from, Point to, double dx, double dy, Luminance luminance) {
        double[] values = new double[SAMPLES];
        double mean = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double t = (i + 0.5) / SAMPLES;
            values[i] = luminance.at(
                    new Point(from.x() + t * (to.x() - from.x()) + dx, from.y() + t * (to.y() - from.y()) + dy));
            mean += values[i] / SAMPLES;
        }
        for (int i = 0; i < SAMPLES; i++) {
            values[i] -= mean;
        }
        return values;
    }

    /** Whether two profiles correlate. */
    private static boolean alike(double[] a, double[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < SAMPLES; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab > 0.6 * Math.sqrt(aa * bb) && bb > 0.1 * aa;
    }

    private static List<Point> around(List<Point> points) {
        double x1 = points.stream().mapToDouble(Point::x).min().orElse(0);
        double y1 = points.stream().mapToDouble(Point::y).min().orElse(0);
        double x2 = points.stream().mapToDouble(Point::x).max().orElse(0);
        double y2 = points.stream().mapToDouble(Point::y).max().orElse(0);
        return corners(x1, y1, x2, y2);
    }

    private static List<Point> corners(double x1, double y1, double x2, double y2) {
        return new ArrayList<>(List.of(new Point(x1, y1), new Point(x2, y1), new Point(x2, y2), new Point(x1, y2)));
    }
}
