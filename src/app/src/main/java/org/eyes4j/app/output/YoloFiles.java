package org.eyes4j.app.output;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eyes4j.agent.run.FoundRegion;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Polygon;

/**
 * Ultralytics' YOLO label files: {@code class x_centre y_centre width height} a line, or where every region has an outline
 * {@code class x1 y1 x2 y2 …}; all as parts of the picture's size. With {@code data.yaml} and {@code classes.txt}.
 */
final class YoloFiles {
    private YoloFiles() {}

    static Map<String, byte[]> of(List<Picture> pictures, List<FoundRegion> regions) {
        List<String> classes =
                regions.stream().map(r -> r.region().label()).distinct().toList();
        boolean outlines = !regions.isEmpty()
                && regions.stream().noneMatch(r -> Outlines.of(r.region()).isEmpty());
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Picture picture : pictures) {
            Frame frame = picture.image().frame();
            String lines = regions.stream()
                    .filter(r -> r.picture().image().equals(frame.image()))
                    .map(r -> classes.indexOf(r.region().label()) + " "
                            + (outlines
                                    ? outline(Outlines.largest(r.region()), frame)
                                    : box(r.region().box(), frame))
                            + "\n")
                    .collect(Collectors.joining());
            files.put("labels/" + picture.input() + ".txt", bytes(lines));
        }
        files.put("classes.txt", bytes(classes.stream().map(c -> line(c) + "\n").collect(Collectors.joining())));
        StringBuilder yaml = new StringBuilder("nc: " + classes.size() + "\nnames:\n");
        classes.forEach(
                c -> yaml.append("  - '").append(line(c).replace("'", "''")).append("'\n"));
        files.put("data.yaml", bytes(yaml.toString()));
        return files;
    }

    private static String line(String label) {
        return label.replaceAll("\\p{Cntrl}", " ");
    }

    private static String box(BoundingBox box, Frame frame) {
        return number((box.x1() + box.x2()) / 2 / frame.width()) + " "
                + number((box.y1() + box.y2()) / 2 / frame.height())
                + " " + number(box.width() / frame.width())
                + " " + number(box.height() / frame.height());
    }

    private static String outline(Polygon polygon, Frame frame) {
        return polygon.points().stream()
                .map(p -> number(p.x() / frame.width()) + " " + number(p.y() / frame.height()))
                .collect(Collectors.joining(" "));
    }

    private static String number(double part) {
        return String.format(Locale.ROOT, "%.6f", Math.max(0, Math.min(1, part)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
