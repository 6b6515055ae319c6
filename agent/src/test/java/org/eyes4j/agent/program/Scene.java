package org.eyes4j.agent.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.basic.BasicTools;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;

/** Pictures with known things in them, and experts with the real ones' ports that tell just what is there. */
final class Scene {
    static final int WIDTH = 200;
    static final int HEIGHT = 100;

    /** A thing, what a look at it tells (by question or by the labels to choose from), and how near it is. */
    private record Thing(String picture, Detection detection, Map<String, String> told, double nearness) {}

    private final List<Thing> things = new ArrayList<>();
    private final Map<String, Map<String, String>> ofPictures = new LinkedHashMap<>();

    Scene thing(String picture, String label, double x1, double y1, double x2, double y2) {
        return thing(picture, label, x1, y1, x2, y2, Map.of(), 0);
    }

    Scene thing(
            String picture,
            String label,
            double x1,
            double y1,
            double x2,
            double y2,
            Map<String, String> told,
            double nearness) {
        things.add(new Thing(picture, Detection.of(label, 0.9, new BoundingBox(x1, y1, x2, y2)), told, nearness));
        return this;
    }

    /** What a look at a whole picture tells. */
    Scene told(String picture, String question, String answer) {
        ofPictures.computeIfAbsent(picture, p -> new LinkedHashMap<>()).put(question, answer);
        return this;
    }

    ToolRegistry tools() {
        Port image = Port.required("image", Kind.IMAGE, "the picture");
        List<Tool> experts = List.of(
                expert(
                        ToolSpecification.named("detect")
                                .describedAs("Finds things in a picture")
                                .takes(
                                        image,
                                        Port.optional("labels", Kind.listOf(Kind.TEXT), "what to look for"),
                                        Port.optional("threshold", Kind.NUMBER, "least score")
                                                .between(0, 1))
                                .traits(Trait.MODEL)
                                .gives(Kind.DETECTIONS, "the things"),
                        this::detect),
                expert(
                        ToolSpecification.named("detect_faces")
                                .describedAs("Finds faces")
                                .takes(image)
                                .traits(Trait.MODEL)
                                .gives(Kind.DETECTIONS, "the faces"),
                        a -> found(a.image("image").frame(), List.of("face"))),
                expert(
                        ToolSpecification.named("segment")
                                .describedAs("Outlines regions")
                                .takes(image, Port.optional("regions", Kind.DETECTIONS, "regions to outline"))
                                .traits(Trait.MODEL)
                                .gives(Kind.DETECTIONS, "regions with masks"),
                        Scene::segment),
                expert(
                        ToolSpecification.named("answer")
                                .describedAs("Answers a question about a picture")
                                .takes(image, Port.required("question", Kind.TEXT, "what to answer"))
                                .traits(Trait.MODEL)
                                .gives(Kind.RECORD, "text and score"),
                        a -> new Value.Record(Map.of(
                                "text", new Value.Text(told(a.image("image").frame(), a.text("question"))),
                                "score", new Value.Number(0.9)))),
                expert(
                        ToolSpecification.named("classify")
                                .describedAs("Tells which of any given labels fits a whole picture best")
                                .takes(image, Port.required("labels", Kind.listOf(Kind.TEXT), "what it may show"))
                                .traits(Trait.MODEL)
                                .gives(Kind.CLASSIFICATION, "labels with scores, best first"),
                        this::classify),
                expert(
                        ToolSpecification.named("read_text")
                                .describedAs("Reads text")
                                .takes(image)
                                .traits(Trait.MODEL)
                                .gives(Kind.DETECTIONS, "the lines"),
                        a -> {
                            Frame frame = a.image("image").frame();
                            return Value.Detections.of(
                                    frame,
                                    List.of(Detection.of(
                                                    "text", 0.9, new BoundingBox(0, 0, frame.width(), frame.height()))
                                            .withText(told(frame, "text"))));
                        }),
                expert(
                        ToolSpecification.named("estimate_depth")
                                .describedAs("Tells for every pixel how near what it shows is")
                                .takes(image)
                                .traits(Trait.MODEL)
                                .gives(Kind.DEPTH_MAP, "larger is nearer"),
                        this::depth));
        ToolRegistry registry = ToolRegistry.of(experts);
        BasicTools.all().forEach(registry::register);
        return registry;
    }

    private Value detect(Arguments a) {
        return found(a.image("image").frame(), a.texts("labels"));
    }

    /** The things of a picture or of a piece of it, in the frame that is looked at. */
    private Value.Detections found(Frame frame, List<String> labels) {
        List<Detection> found = new ArrayList<>();
        for (Thing thing : things) {
            boolean wanted = labels.isEmpty() || labels.contains(thing.detection.label());
            if (wanted && thing.picture.equals(frame.image()) && frame.width() == WIDTH) {
                found.add(thing.detection);
            }
        }
        return Value.Detections.of(frame, found);
    }

    private static Value segment(Arguments a) {
        Value.Detections regions = a.detections("regions");
        List<Region> outlined = new ArrayList<>();
        for (Region region : regions.regions()) {
            Mask mask = Mask.fromBox(regions.frame().width(), regions.frame().height(), region.box());
            outlined.add(region.with(region.detection().withMask(mask)));
        }
        return regions.with(outlined);
    }

    private Value classify(Arguments a) {
        List<String> labels = a.texts("labels");
        Map<String, String> told = toldOf(a.image("image").frame());
        String best = labels.stream()
                .filter(label -> told.containsValue(label))
                .findFirst()
                .orElse(labels.get(labels.size() - 1));
        List<Value.Classification.Entry> entries = new ArrayList<>();
        entries.add(new Value.Classification.Entry(best, 0.9));
        labels.stream()
                .filter(label -> !label.equals(best))
                .forEach(label -> entries.add(new Value.Classification.Entry(label, 0.1 / labels.size())));
        return new Value.Classification(entries);
    }

    private Value depth(Arguments a) {
        Frame frame = a.image("image").frame();
        float[] values = new float[frame.width() * frame.height()];
        for (Thing thing : things) {
            if (thing.picture.equals(frame.image())) {
                BoundingBox box = thing.detection.box();
                for (int y = (int) box.y1(); y < box.y2(); y++) {
                    for (int x = (int) box.x1(); x < box.x2(); x++) {
                        values[y * frame.width() + x] = (float) thing.nearness;
                    }
                }
            }
        }
        return new Value.DepthMap(frame, values, false);
    }

    private String told(Frame frame, String question) {
        return Optional.ofNullable(toldOf(frame).get(question)).orElse("no");
    }

    /** What is told of the thing that a crop shows, or of the whole picture. */
    private Map<String, String> toldOf(Frame frame) {
        if (frame.width() == WIDTH && frame.height() == HEIGHT) {
            return ofPictures.getOrDefault(frame.image(), Map.of());
        }
        Point centre = frame.to(Frame.of(frame.image(), WIDTH, HEIGHT))
                .apply(new Point(frame.width() / 2.0, frame.height() / 2.0));
        return things.stream()
                .filter(t -> t.picture.equals(frame.image())
                        && Math.hypot(
                                        t.detection.box().centre().x() - centre.x(),
                                        t.detection.box().centre().y() - centre.y())
                                < 2)
                .findFirst()
                .map(Thing::told)
                .orElse(Map.of());
    }

    private static Tool expert(ToolSpecification specification, java.util.function.Function<Arguments, Value> work) {
        BiFunction<Arguments, org.eyes4j.tools.ToolContext, ToolResult> script =
                (a, context) -> ToolResult.of(work.apply(a), "scripted");
        return new ScriptedTool(specification, script);
    }
}
