package org.eyes4j.tools.basic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.image.Oklch;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;

/** Draws regions on a picture: each in a colour of its own, masks translucent, labels on plates. For one picture. */
final class Overlay {
    /** COCO's limbs. */
    private static final List<List<String>> LIMBS = List.of(
            List.of("left_shoulder", "right_shoulder"),
            List.of("left_shoulder", "left_elbow"),
            List.of("left_elbow", "left_wrist"),
            List.of("right_shoulder", "right_elbow"),
            List.of("right_elbow", "right_wrist"),
            List.of("left_shoulder", "left_hip"),
            List.of("right_shoulder", "right_hip"),
            List.of("left_hip", "right_hip"),
            List.of("left_hip", "left_knee"),
            List.of("left_knee", "left_ankle"),
            List.of("right_hip", "right_knee"),
            List.of("right_knee", "right_ankle"),
            List.of("nose", "left_eye"),
            List.of("nose", "right_eye"),
            List.of("left_eye", "left_ear"),
            List.of("right_eye", "right_ear"));

    private static final double MASK_OPACITY = 0.45;
    private static final double GOLDEN_ANGLE = 137.508;
    private static final double SEEN = 0.2;
    private static final int LONGEST_TEXT = 32;

    private final Raster picture;
    private final List<Region> regions;
    private final Consumer<String> warnings;
    private final double line;

    Overlay(Raster picture, List<Region> regions, Consumer<String> warnings) {
        this.picture = picture;
        this.regions = regions;
        this.warnings = warnings;
        this.line = Math.max(2, Math.min(8, Math.rint(Math.min(picture.width(), picture.height()) / 250.0)));
    }

    Raster draw(boolean masks, boolean boxes, boolean labels) {
        BufferedImage image = Rasters.toBufferedImage(masks ? tinted() : picture);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            for (int i = 0; i < regions.size(); i++) {
                outline(graphics, regions.get(i), colour(i), masks, boxes);
            }
            for (int i = 0; i < regions.size(); i++) {
                keypoints(graphics, regions.get(i).detection().keypoints(), colour(i));
            }
            if (labels) {
                labels(graphics);
            }
        } finally {
            graphics.dispose();
        }
        return Rasters.fromBufferedImage(image);
    }

    /** Neighbours in the list are far apart in hue; after some tens colours come near one another. */
    static Color colour(int index) {
        double lightness = index % 2 == 0 ? 0.68 : 0.58;
        return new Color(new Oklch(lightness, 0.19, (25 + index * GOLDEN_ANGLE) % 360).toRgb());
    }

    private Raster tinted() {
        byte[] data = picture.data().clone();
        for (int i = 0; i < regions.size(); i++) {
            Mask mask = regions.get(i).mask();
            if (mask != null && mask.width() == picture.width() && mask.height() == picture.height()) {
                Color colour = colour(i);
                int[] tint = {colour.getRed(), colour.getGreen(), colour.getBlue()};
                byte[] inside = mask.toBytes();
                for (int p = 0; p < inside.length; p++) {
                    for (int c = 0; c < 3 && inside[p] != 0; c++) {
                        int at = p * picture.channels() + c;
                        data[at] = (byte) Math.round((data[at] & 0xff) * (1 - MASK_OPACITY) + tint[c] * MASK_OPACITY);
                    }
                }
            }
        }
        return new Raster(picture.width(), picture.height(), picture.channels(), data);
    }

    private void outline(Graphics2D graphics, Region region, Color colour, boolean masks, boolean boxes) {
        Mask mask = region.mask();
        Polygon outline = region.detection().outline();
        if (masks && mask != null) {
            Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
            mask.toPolygons(0.75).forEach(polygon -> path.append(path(polygon), false));
            stroke(graphics, path, colour, line * 0.75);
        }
        if (boxes) {
            BoundingBox b = region.box();
            stroke(
                    graphics,
                    outline != null ? path(outline) : new Rectangle2D.Double(b.x1(), b.y1(), b.width(), b.height()),
                    colour,
                    line);
        }
    }

    /** A line with a thin dark rim, so that it shows on any ground. */
    private static void stroke(Graphics2D graphics, java.awt.Shape shape, Color colour, double width) {
        graphics.setColor(new Color(0, 0, 0, 110));
        graphics.setStroke(new BasicStroke((float) (width + 1.5), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    private void keypoints(Graphics2D graphics, List<Keypoint> keypoints, Color colour) {
        Map<String, Keypoint> seen = keypoints.stream()
                .filter(k -> k.score() >= SEEN)
                .collect(Collectors.toMap(Keypoint::name, k -> k, (a, b) -> a));
        for (List<String> limb : LIMBS) {
            Keypoint a = seen.get(limb.get(0));
            Keypoint b = seen.get(limb.get(1));
            if (a != null && b != null) {
                stroke(graphics, new Line2D.Double(a.x(), a.y(), b.x(), b.y()), colour, line);
            }
        }
        double r = keypoints.size() > 40 ? line * 0.6 : line * 1.4;
        for (Keypoint k : keypoints) {
            if (k.score() >= SEEN) {
                Ellipse2D dot = new Ellipse2D.Double(k.x() - r, k.y() - r, 2 * r, 2 * r);
                graphics.setColor(Color.WHITE);
                graphics.fill(dot);
                graphics.setColor(colour);
                graphics.setStroke(new BasicStroke((float) Math.max(1, line * 0.5)));
                graphics.draw(dot);
            }
        }
    }

    private void labels(Graphics2D graphics) {
        double size = Math.max(11, Math.min(40, Math.min(picture.width(), picture.height()) / 36.0));
        Lettering lettering =
                FontLettering.of(size).<Lettering>map(l -> l).orElseGet(() -> new PixelLettering(size * 0.8));
        double pad = Math.rint(size / 4);
        LabelLayout layout = new LabelLayout(
                picture.width(),
                picture.height(),
                regions.stream().map(Region::box).toList());
        Set<String> unshown = new LinkedHashSet<>();
        List<String> words = new ArrayList<>();
        List<BoundingBox> places = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            BoundingBox box = regions.get(i).box();
            words.add(label(regions.get(i), lettering, unshown));
            places.add(layout.place(box, lettering.width(words.get(i)) + 2 * pad, lettering.height() + pad));
            if (Relation.gap(places.get(i), box) > size) {
                tie(graphics, places.get(i), box, colour(i));
            }
        }
        for (int i = 0; i < regions.size(); i++) {
            BoundingBox at = places.get(i);
            graphics.setColor(colour(i));
            graphics.fill(new RoundRectangle2D.Double(at.x1(), at.y1(), at.width(), at.height(), pad, pad));
            lettering.write(graphics, words.get(i), at.x1() + pad, at.y1() + pad / 2, contrasting(colour(i)));
        }
        if (!unshown.isEmpty()) {
            warnings.accept("No font on this machine shows " + String.join(", ", unshown)
                    + "; those labels give the number of the region instead");
        }
    }

    /** A line from a label that found no room at its box to the box. */
    private void tie(Graphics2D graphics, BoundingBox label, BoundingBox box, Color colour) {
        double x = Math.max(box.x1(), Math.min(label.centre().x(), box.x2()));
        double y = Math.max(box.y1(), Math.min(label.centre().y(), box.y2()));
        stroke(
                graphics,
                new Line2D.Double(label.centre().x(), label.centre().y(), x, y),
                colour,
                Math.max(1, line / 2));
    }

    private String label(Region region, Lettering lettering, Set<String> unshown) {
        List<String> parts = new ArrayList<>();
        if (region.isNamed()) {
            parts.add(region.id());
        }
        String text = region.text();
        String words = text != null && !text.isBlank() ? "\"" + brief(text.strip()) + "\"" : brief(region.label());
        if (lettering.shows(words)) {
            parts.add(words);
        } else {
            unshown.add("'" + words + "'");
            if (!region.isNamed()) {
                parts.add("#" + (regions.indexOf(region) + 1));
            }
        }
        if (region.score() < 1 && text == null) {
            parts.add(Math.round(100 * region.score()) + "%");
        }
        return String.join(" ", parts);
    }

    private static String brief(String text) {
        String oneLine = text.replaceAll("\\s+", " ");
        return oneLine.length() > LONGEST_TEXT ? oneLine.substring(0, LONGEST_TEXT - 3) + "..." : oneLine;
    }

    /** Black or white, whichever stands out more. */
    static Color contrasting(Color ground) {
        double lightness =
                Oklch.of(ground.getRed(), ground.getGreen(), ground.getBlue()).lightness();
        return lightness > 0.64 ? Color.BLACK : Color.WHITE;
    }

    private static Path2D path(Polygon polygon) {
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        polygon.points().forEach(p -> {
            if (path.getCurrentPoint() == null) {
                path.moveTo(p.x(), p.y());
            } else {
                path.lineTo(p.x(), p.y());
            }
        });
        path.closePath();
        return path;
    }
}
