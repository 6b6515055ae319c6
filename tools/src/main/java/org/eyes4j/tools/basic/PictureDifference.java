package org.eyes4j.tools.basic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/**
 * The difference of two pictures of one shape. Both are brought to one size (at most 1024 pixels along the longer side)
 * and over white; a pixel's difference is the largest of its channels', softened over 3 x 3 pixels so that noise and
 * compression do not count; pixels over the threshold that lie within a few pixels of one another make a region.
 *
 * @param meanPercent mean difference of all channels, in percent of full scale, before any threshold
 * @param changedPercent share of the pixels over the threshold
 * @param regions in the first picture's coordinates, largest first
 */
record PictureDifference(double meanPercent, double changedPercent, List<Detection> regions) {
    static final Port SENSITIVITY = Port.optional(
                    "sensitivity", Kind.NUMBER, "0 sees only strong differences, 1 the faintest")
            .or(0.5)
            .between(0, 1);

    private static final int LONGEST = 1024;
    private static final int MOST_REGIONS = 100;

    PictureDifference {
        regions = List.copyOf(regions);
    }

    /** Whether the two have nearly one ratio of width to height. */
    static boolean comparable(Raster a, Raster b) {
        double ratio = ((double) a.width() / a.height()) / ((double) b.width() / b.height());
        return ratio > 0.95 && ratio < 1.05;
    }

    static String differentShapes(Raster a, Raster b) {
        return "Pictures of one shape can be compared point by point; these are " + a.width() + " x " + a.height()
                + " and " + b.width() + " x " + b.height() + ".";
    }

    static PictureDifference between(Value.Image first, Value.Image second, double sensitivity, ToolContext context) {
        Raster a = first.raster().overWhite();
        Raster b = second.raster().overWhite();
        if (a.width() != b.width() || a.height() != b.height()) {
            context.warn("The pictures have different sizes (" + a.width() + " x " + a.height() + " and " + b.width()
                    + " x " + b.height() + ") and were compared at one");
        }
        double scale = Math.min(
                1, Math.min((double) LONGEST / Math.max(a.width(), a.height()), (double) b.width() / a.width()));
        int w = (int) Math.max(1, Math.round(a.width() * scale));
        int h = (int) Math.max(1, Math.round(a.height() * scale));
        a = Rasters.scale(a, w, h);
        b = Rasters.scale(b, w, h);
        int[] differences = new int[w * h];
        double sum = 0;
        for (int p = 0; p < w * h; p++) {
            for (int c = 0; c < 3; c++) {
                int d = Math.abs((a.data()[3 * p + c] & 0xff) - (b.data()[3 * p + c] & 0xff));
                differences[p] = Math.max(differences[p], d);
                sum += d;
            }
        }
        double threshold = 60 - 56 * sensitivity;
        double[] soft = soften(differences, w, h);
        boolean[] over = new boolean[soft.length];
        int changed = 0;
        for (int p = 0; p < soft.length; p++) {
            over[p] = soft[p] > threshold;
            changed += over[p] ? 1 : 0;
        }
        List<Detection> regions = regions(
                over,
                soft,
                w,
                h,
                (double) first.frame().width() / w,
                (double) first.frame().height() / h);
        return new PictureDifference(100 * sum / (3.0 * w * h * 255), 100.0 * changed / (w * h), regions);
    }

    private static double[] soften(int[] values, int w, int h) {
        double[] soft = new double[values.length];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int sum = 0;
                int n = 0;
                for (int j = Math.max(0, y - 1); j <= Math.min(h - 1, y + 1); j++) {
                    for (int i = Math.max(0, x - 1); i <= Math.min(w - 1, x + 1); i++) {
                        sum += values[j * w + i];
                        n++;
                    }
                }
                soft[y * w + x] = (double) sum / n;
            }
        }
        return soft;
    }

    private static List<Detection> regions(boolean[] over, double[] strength, int w, int h, double sx, double sy) {
        int reach = Math.max(1, Math.max(w, h) / 200);
        int least = Math.max(4, w * h / 50_000);
        boolean[] done = new boolean[over.length];
        List<Blob> blobs = new ArrayList<>();
        for (int start = 0; start < over.length; start++) {
            if (!over[start] || done[start]) {
                continue;
            }
            Blob blob = new Blob();
            Deque<Integer> open = new ArrayDeque<>(List.of(start));
            done[start] = true;
            while (!open.isEmpty()) {
                int p = open.pop();
                blob.add(p % w, p / w, strength[p]);
                for (int y = Math.max(0, p / w - reach); y <= Math.min(h - 1, p / w + reach); y++) {
                    for (int x = Math.max(0, p % w - reach); x <= Math.min(w - 1, p % w + reach); x++) {
                        int q = y * w + x;
                        if (over[q] && !done[q]) {
                            done[q] = true;
                            open.push(q);
                        }
                    }
                }
            }
            blobs.add(blob);
        }
        return joined(blobs, 0.03 * Math.max(w, h)).stream()
                .filter(blob -> blob.pixels >= least)
                .sorted(Comparator.comparingInt(blob -> -blob.pixels))
                .limit(MOST_REGIONS)
                .map(blob -> blob.detection(sx, sy, w * h))
                .toList();
    }

    /** Blobs nearer than this, taken together until none is left that near another. */
    private static List<Blob> joined(List<Blob> blobs, double near) {
        List<Blob> left = new ArrayList<>(blobs);
        left.sort(Comparator.comparingInt(blob -> -blob.pixels));
        for (int i = 0; i < left.size(); i++) {
            for (int j = i + 1; j < left.size(); j++) {
                if (Relation.gap(left.get(i).box(), left.get(j).box()) <= near) {
                    left.get(i).add(left.remove(j));
                    // The larger blob may now reach others that it did not before.
                    j = i;
                }
            }
        }
        return left;
    }

    /** Pixels that belong together. */
    private static final class Blob {
        private int x1 = Integer.MAX_VALUE;
        private int y1 = Integer.MAX_VALUE;
        private int x2;
        private int y2;
        private int pixels;
        private double strength;

        void add(int x, int y, double difference) {
            x1 = Math.min(x1, x);
            y1 = Math.min(y1, y);
            x2 = Math.max(x2, x + 1);
            y2 = Math.max(y2, y + 1);
            pixels++;
            strength += difference;
        }

        void add(Blob other) {
            x1 = Math.min(x1, other.x1);
            y1 = Math.min(y1, other.y1);
            x2 = Math.max(x2, other.x2);
            y2 = Math.max(y2, other.y2);
            pixels += other.pixels;
            strength += other.strength;
        }

        BoundingBox box() {
            return new BoundingBox(x1, y1, x2, y2);
        }

        Detection detection(double sx, double sy, int all) {
            return Detection.of(
                            "change",
                            Math.min(1, strength / pixels / 255),
                            new BoundingBox(x1 * sx, y1 * sy, x2 * sx, y2 * sy))
                    .withAttribute("share", String.format(java.util.Locale.ROOT, "%.2f%%", 100.0 * pixels / all));
        }
    }
}
