package org.eyes4j.tools.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.value.Keypoint;

/** Regions of every make with labels that hurt, the same for the same seed. */
final class RandomRegions {
    private static final String[] PIECES = {
        "dog",
        " ",
        "  ",
        "\"",
        "\\",
        "<",
        ">",
        "&",
        "&lt;",
        "&;",
        "&#32;",
        "<loc_12>",
        "</s>",
        "\n",
        "\t",
        "(",
        ")",
        ";",
        "|",
        "#",
        "box(",
        "café",
        "狗",
        "😀",
        "\ud83d",
        "\u0000",
        "\u202e",
        "'",
        ",",
        "-1",
        "é\u0301"
    };

    private final Random random;
    private final int width;
    private final int height;

    RandomRegions(long seed) {
        random = new Random(seed);
        width = 1 + random.nextInt(3000);
        height = 1 + random.nextInt(3000);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    List<SequenceRegion> regions(boolean withIds) {
        List<SequenceRegion> regions = new ArrayList<>();
        for (int n = random.nextInt(8); n > 0; n--) {
            int kinds = 1 + random.nextInt(15);
            regions.add(new SequenceRegion(
                    withIds && random.nextBoolean() ? "r" + random.nextInt(100) : "",
                    label(),
                    (kinds & 1) == 0 ? null : BoundingBox.around(points(2)),
                    (kinds & 2) == 0 ? null : new Polygon(points(4)),
                    (kinds & 4) == 0 ? List.of() : polygons(),
                    (kinds & 8) == 0 ? List.of() : keypoints()));
        }
        return regions;
    }

    String label() {
        StringBuilder label = new StringBuilder();
        for (int n = random.nextInt(5); n > 0; n--) {
            label.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return label.toString();
    }

    /** The text with a few characters dropped, doubled, swapped for others, or its end cut off. */
    String damage(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int n = 1 + random.nextInt(3); n > 0 && !out.isEmpty(); n--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(4)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, out.charAt(at));
                case 2 -> out.insert(at, PIECES[random.nextInt(PIECES.length)]);
                default -> out.setLength(at);
            }
        }
        return out.toString();
    }

    private List<Polygon> polygons() {
        List<Polygon> polygons = new ArrayList<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            polygons.add(new Polygon(points(3 + random.nextInt(8))));
        }
        return polygons;
    }

    private List<Keypoint> keypoints() {
        return points(1 + random.nextInt(5)).stream()
                .map(p -> new Keypoint(label(), p.x(), p.y(), 1))
                .toList();
    }

    private List<Point> points(int n) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            points.add(new Point(coordinate(width), coordinate(height)));
        }
        return points;
    }

    private double coordinate(int size) {
        return random.nextInt(10) == 0 ? random.nextInt(2) * size : random.nextDouble() * size;
    }
}
