package org.eyes4j.agent.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.artifact.ArtifactRef;
import org.eyes4j.tools.artifact.ArtifactStoreException;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Region;

/**
 * Pictures of a trace with regions drawn over them as SVG, so that each can be lit up on its own. A picture's bytes stand
 * in the page once, however often it is shown.
 */
final class PictureSvg {
    private static final int COLOURS = 10;
    private static final int MOST_LABELS = 30;
    private static final double TOLERANCE = 0.75;

    private record Shown(int index, Frame frame, String data) {}

    private final List<Shown> pictures = new ArrayList<>();
    private final Map<String, Integer> keys = new LinkedHashMap<>();

    PictureSvg(Trace trace) {
        JsonNode list = trace.json().path("pictures");
        for (int i = 0; i < list.size(); i++) {
            int index = i;
            Optional<Frame> frame = Frames.read(list.get(i).path("frame"));
            Optional<String> data = data(trace, list.get(i).path("artifact").asText());
            if (frame.isPresent() && data.isPresent()) {
                pictures.add(new Shown(index, frame.get(), data.get()));
            }
        }
    }

    private static Optional<String> data(Trace trace, String artifact) {
        try {
            Optional<ArtifactRef> ref = trace.pictures().find(artifact);
            boolean known = ref.isPresent()
                    && (ref.get().mediaType().equals(Preview.JPEG)
                            || ref.get().mediaType().equals(Preview.PNG));
            return known
                    ? Optional.of("data:" + ref.get().mediaType() + ";base64,"
                            + Base64.getEncoder()
                                    .encodeToString(trace.pictures().get(artifact)))
                    : Optional.empty();
        } catch (ArtifactStoreException e) {
            return Optional.empty();
        }
    }

    /** What pages refer to a region by: its number in the order of first mention, never its own text. */
    int key(String region) {
        return keys.computeIfAbsent(region, id -> keys.size());
    }

    int keys() {
        return keys.size();
    }

    /** The pictures' bytes, to stand once at the top of a page. */
    void definitions(Markup out) {
        out.open("svg", "class", "store", "width", "0", "height", "0", "aria-hidden", "true")
                .open("defs");
        for (Shown shown : pictures) {
            out.open(
                            "image",
                            "id",
                            "picture-" + shown.index(),
                            "width",
                            String.valueOf(shown.frame().width()),
                            "height",
                            String.valueOf(shown.frame().height()),
                            "preserveAspectRatio",
                            "none",
                            "href",
                            shown.data())
                    .close("image");
        }
        out.close("defs").close("svg");
    }

    /** One picture by its place among the trace's, with regions of its own frame or of one related to it. */
    boolean draw(int index, Frame regionsFrame, List<Region> regions, Markup out) {
        Optional<Shown> shown =
                pictures.stream().filter(p -> p.index() == index).findFirst();
        shown.ifPresent(picture -> draw(picture, regionsFrame, regions, out));
        return shown.isPresent();
    }

    /** One picture alone. */
    boolean draw(int index, Markup out) {
        Optional<Shown> shown =
                pictures.stream().filter(p -> p.index() == index).findFirst();
        shown.ifPresent(picture -> draw(picture, picture.frame(), List.of(), out));
        return shown.isPresent();
    }

    /** Regions over the picture they were found in: the one of their frame, else the one it was cut from. */
    boolean draw(Frame frame, List<Region> regions, Markup out) {
        Optional<Shown> shown = pictures.stream()
                .filter(p -> p.frame().equals(frame))
                .findFirst()
                .or(() -> pictures.stream()
                        .filter(p -> p.frame().isRelatedTo(frame))
                        .findFirst());
        shown.ifPresent(picture -> draw(picture, frame, regions, out));
        return shown.isPresent();
    }

    private void draw(Shown shown, Frame frame, List<Region> regions, Markup out) {
        double width = shown.frame().width();
        double height = shown.frame().height();
        boolean many = regions.size() > MOST_LABELS;
        out.open(
                "svg",
                "class",
                many ? "picture many" : "picture",
                "viewBox",
                "0 0 " + Markup.number(width) + " " + Markup.number(height),
                "role",
                "img",
                "aria-label",
                "picture " + shown.frame().image());
        out.open("use", "href", "#picture-" + shown.index()).close("use");
        if (frame.isRelatedTo(shown.frame())) {
            Affine map = frame.to(shown.frame());
            double size = Math.max(width, height) * 0.021;
            for (Region region : regions) {
                region(region, map, size, width, out);
            }
        }
        out.close("svg");
    }

    private void region(Region region, Affine map, double size, double width, Markup out) {
        int key = key(region.id());
        Detection d = region.detection();
        out.open("g", "class", "g g" + key + " k" + key % COLOURS);
        out.element("title", label(region));
        String outline = outline(d, map);
        Mask mask = d.mask();
        if (mask != null) {
            out.open("path", "class", "fill", "fill-rule", "evenodd", "d", mask(mask, map))
                    .close("path");
        }
        out.open("path", "class", "under", "d", outline).close("path");
        out.open("path", "class", "line", "d", outline).close("path");
        for (Keypoint k : d.keypoints()) {
            Point p = map.apply(new Point(k.x(), k.y()));
            out.open(
                            "circle",
                            "class",
                            "point",
                            "cx",
                            Markup.number(p.x()),
                            "cy",
                            Markup.number(p.y()),
                            "r",
                            Markup.number(size * 0.28))
                    .element("title", k.name())
                    .close("circle");
        }
        label(region, map, size, width, out);
        out.close("g");
    }

    private static void label(Region region, Affine map, double size, double width, Markup out) {
        String text = Markup.brief(label(region), 28);
        var box = map.apply(region.box());
        double wide =
                text.codePoints().mapToDouble(c -> c > 0x2e80 ? 1.05 : 0.62).sum() * size + 0.8 * size;
        double x = Math.max(0, Math.min(box.x1(), width - wide));
        double y = box.y1() >= 1.5 * size ? box.y1() - 1.5 * size : box.y1();
        out.open(
                        "rect",
                        "class",
                        "plate",
                        "x",
                        Markup.number(x),
                        "y",
                        Markup.number(y),
                        "width",
                        Markup.number(wide),
                        "height",
                        Markup.number(1.5 * size),
                        "rx",
                        Markup.number(0.3 * size))
                .close("rect");
        out.element(
                "text",
                text,
                "class",
                "label",
                "x",
                Markup.number(x + 0.4 * size),
                "y",
                Markup.number(y + 1.1 * size),
                "font-size",
                Markup.number(size));
    }

    static String label(Region region) {
        String text = region.text();
        return region.id() + " "
                + (text == null || text.isBlank()
                        ? region.label() + String.format(Locale.ROOT, " %.2f", region.score())
                        : "“" + text + "”");
    }

    private static String outline(Detection d, Affine map) {
        Polygon own = d.outline();
        return path(own == null ? d.box().corners() : own.points(), map);
    }

    private static String mask(Mask mask, Affine map) {
        StringBuilder path = new StringBuilder();
        mask.toPolygons(TOLERANCE).forEach(polygon -> path.append(path(polygon.points(), map)));
        return path.toString();
    }

    private static String path(List<Point> points, Affine map) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            Point p = map.apply(point);
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(Markup.number(p.x()))
                    .append(' ')
                    .append(Markup.number(p.y()));
        }
        return path.append('Z').toString();
    }
}
