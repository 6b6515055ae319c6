package org.eyes4j.agent.prompt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.sequence.SequenceCodec;
import org.eyes4j.tools.sequence.SequenceRegion;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;

/**
 * Regions as lines: id, label, geometry in the pixel form of {@link SequenceCodec}, score, text and attributes. Coordinates are always
 * those of the whole picture, also of regions that were found in a piece cut out of it.
 */
final class RegionText {
    private static final SequenceCodec PIXELS = SequenceCodec.pixels();
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int LABEL = 80;
    private static final int READ = 300;
    private static final int NOTE = 80;
    private static final int POLYGONS = 3;
    /** Share of a picture's longer side by which a contour may be simplified. */
    private static final double TOLERANCE = 0.01;

    private RegionText() {}

    static String of(Value.Detections detections, int budget) {
        List<Region> regions = detections.regions();
        StringBuilder head = new StringBuilder();
        head.append(regions.size())
                .append(regions.size() == 1 ? " region" : " regions")
                .append(" in ")
                .append(place(detections.frame()));
        Search search = detections.search();
        if (search != null) {
            head.append(searched(search));
        }
        if (regions.isEmpty()) {
            return head.toString();
        }
        Frame frame = detections.frame();
        int room = budget - Tokens.estimate(head.toString());
        List<String> lines = lines(regions, r -> line(r, frame, true));
        if (cost(lines) > room) {
            lines = lines(regions, r -> line(r, frame, false));
        }
        if (cost(lines) > room) {
            String labels = "by label: " + tally(regions);
            int shown = fitting(lines, room - Tokens.estimate(labels) - 12);
            int left = regions.size() - shown;
            lines = new ArrayList<>(lines.subList(0, shown));
            lines.add("… " + left + " more regions, not shown");
            lines.add(labels);
        }
        return head + "\n" + String.join("\n", lines);
    }

    /** A picture, or the piece of one that a frame is. */
    static String place(Frame frame) {
        String size = frame.width() + " x " + frame.height();
        String image = CleanText.line(frame.image(), LABEL);
        if (frame.toRoot().equals(Affine.IDENTITY)) {
            return "picture " + image + " (" + size + ")";
        }
        return "a piece of picture " + image + " (" + size + ", at "
                + box(frame.toRoot().apply(frame.bounds())) + ")";
    }

    static String box(BoundingBox box) {
        return "box(" + Math.round(box.x1()) + "," + Math.round(box.y1()) + "," + Math.round(box.x2()) + ","
                + Math.round(box.y2()) + ")";
    }

    private static String searched(Search search) {
        String asked = search.asked().isEmpty()
                ? "; looked for everything the model knows"
                : "; looked for " + quoted(search.asked());
        String blind = search.unknown().isEmpty()
                ? ""
                : "; the model cannot look for " + quoted(search.unknown()) + ", so nothing is known about that";
        return asked + blind;
    }

    private static String quoted(List<String> words) {
        String some = words.stream().limit(20).map(w -> Quoted.of(w, LABEL)).collect(Collectors.joining(", "));
        return words.size() <= 20 ? some : some + ", … " + (words.size() - 20) + " more";
    }

    private static List<String> lines(List<Region> regions, Function<Region, String> form) {
        // No budget of a prompt holds more lines than this.
        return regions.stream().limit(2_000).map(form).toList();
    }

    private static int cost(List<String> lines) {
        return lines.stream().mapToInt(l -> Tokens.estimate(l) + 1).sum();
    }

    private static int fitting(List<String> lines, int room) {
        int used = 0;
        int n = 0;
        while (n < lines.size() && (used += Tokens.estimate(lines.get(n)) + 1) <= room) {
            n++;
        }
        return n;
    }

    private static String tally(List<Region> regions) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        regions.forEach(r -> counts.merge(r.label(), 1, Integer::sum));
        String some = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(10)
                .map(e -> Quoted.of(e.getKey(), 40) + " " + e.getValue())
                .collect(Collectors.joining(", "));
        return counts.size() <= 10 ? some : some + ", … " + (counts.size() - 10) + " more labels";
    }

    private static String line(Region region, Frame frame, boolean whole) {
        Detection d = region.detection();
        StringBuilder out = new StringBuilder(PIXELS.encode(List.of(shapes(region, frame, whole))));
        out.append(" score ").append(NumberText.score(d.score()));
        if (d.text() != null) {
            out.append(" text ").append(Quoted.of(d.text(), READ));
        }
        d.attributes().entrySet().stream()
                .limit(8)
                .forEach(a -> out.append(' ')
                        .append(CleanText.line(a.getKey(), 40).replaceAll("[^\\p{L}\\p{N}_-]", "_"))
                        .append('=')
                        .append(Quoted.of(a.getValue(), NOTE)));
        return out.toString();
    }

    private static SequenceRegion shapes(Region region, Frame frame, boolean whole) {
        double tolerance = Math.max(1, TOLERANCE * Math.max(frame.width(), frame.height()));
        String id = ID.matcher(region.id()).matches() ? region.id() : "";
        Region named = new Region(id, region.detection().withLabel(CleanText.line(region.label(), LABEL)));
        SequenceRegion all = whole
                ? SequenceRegion.of(named, tolerance, POLYGONS)
                : new SequenceRegion(id, named.label(), named.box(), null, List.of(), List.of());
        Affine map = frame.toRoot();
        Polygon quad = all.quad();
        return new SequenceRegion(
                id,
                all.label(),
                map.apply(named.box()),
                quad == null ? null : quad.map(map),
                all.polygons().stream().map(p -> p.map(map)).toList(),
                all.keypoints().stream().map(k -> keypoint(k, map)).toList());
    }

    private static Keypoint keypoint(Keypoint k, Affine map) {
        Point p = map.apply(new Point(k.x(), k.y()));
        return new Keypoint(CleanText.line(k.name(), 40), p.x(), p.y(), k.score());
    }
}
