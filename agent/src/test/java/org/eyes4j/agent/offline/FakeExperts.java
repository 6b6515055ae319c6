package org.eyes4j.agent.offline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Lack;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.basic.BasicTools;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Keypoint;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;

/** Experts with the real ones' specifications that see what a test puts before them. */
public final class FakeExperts {
    private static final Map<String, List<String>> VOCABULARY = Map.of(
            "cat", List.of("cat"),
            "cup", List.of("cup"),
            "mug", List.of("cup"),
            "person", List.of("person"),
            "woman", List.of("person"),
            "man", List.of("person"),
            "dog", List.of("dog"),
            "horse", List.of("horse"));

    private final List<Detection> things = new ArrayList<>();
    private final List<Detection> bodies = new ArrayList<>();
    private final List<Detection> lines = new ArrayList<>();
    private final List<Detection> codes = new ArrayList<>();
    private final List<Detection> faces = new ArrayList<>();

    public FakeExperts thing(String label, double x1, double y1, double x2, double y2) {
        things.add(Detection.of(label, 0.9, new BoundingBox(x1, y1, x2, y2)));
        return this;
    }

    /** A person in a box whose joints are seen where {@code points} names them. */
    public FakeExperts body(double x1, double y1, double x2, double y2, List<Keypoint> points) {
        Detection person = Detection.of("person", 0.9, new BoundingBox(x1, y1, x2, y2));
        things.add(person);
        bodies.add(person.withKeypoints(points));
        return this;
    }

    public FakeExperts line(String text, double x1, double y1, double x2, double y2) {
        lines.add(Detection.of("text", 0.95, new BoundingBox(x1, y1, x2, y2)).withText(text));
        return this;
    }

    public FakeExperts code(String text, double x1, double y1, double x2, double y2) {
        codes.add(Detection.of("qr_code", 1, new BoundingBox(x1, y1, x2, y2)).withText(text));
        return this;
    }

    public FakeExperts face(double x1, double y1, double x2, double y2) {
        faces.add(Detection.of("face", 0.9, new BoundingBox(x1, y1, x2, y2)));
        return this;
    }

    /** The tools without models and all experts but those named. */
    public ToolRegistry without(String... names) {
        ToolRegistry registry = new ToolRegistry();
        for (Tool tool :
                Stream.concat(experts().stream(), BasicTools.all().stream()).toList()) {
            String name = tool.specification().name();
            if (!List.of(names).contains(name) && registry.find(name).isEmpty()) {
                registry.register(tool);
            }
        }
        return registry;
    }

    private List<Tool> experts() {
        Port image = Port.required("image", Kind.IMAGE, "the picture");
        Port items = Port.required("items", Kind.DETECTIONS, "the regions");
        return List.of(
                tool(
                        ToolSpecification.named("detect")
                                .describedAs("Finds things in a picture")
                                .takes(
                                        image,
                                        Port.optional("labels", Kind.listOf(Kind.TEXT), "what to look for"),
                                        Port.optional("threshold", Kind.NUMBER, "least score")
                                                .or(0.4))
                                .traits(Trait.MODEL)
                                .gives(Kind.DETECTIONS, "the things"),
                        (a, c) -> detect(a)),
                tool(
                        ToolSpecification.named("read_text")
                                .describedAs("Reads text")
                                .takes(image)
                                .traits(Trait.MODEL)
                                .gives(Kind.DETECTIONS, "the lines"),
                        (a, c) -> Value.Detections.of(a.image("image").frame(), lines)),
                tool(
                        ToolSpecification.named("read_codes")
                                .describedAs("Reads codes")
                                .takes(image)
                                .gives(Kind.DETECTIONS, "the codes"),
                        (a, c) -> Value.Detections.of(a.image("image").frame(), codes)),
                tool(
                        ToolSpecification.named("detect_faces")
                                .describedAs("Finds faces")
                                .takes(image)
                                .traits(Trait.MODEL)
                                .gives(Kind.DETECTIONS, "the faces"),
                        (a, c) -> Value.Detections.of(a.image("image").frame(), faces)),
                tool(
                        ToolSpecification.named("estimate_pose")
                                .describedAs("Finds joints")
                                .takes(image, Port.optional("regions", Kind.DETECTIONS, "the people"))
                                .traits(Trait.MODEL)
                                .gives(Kind.DETECTIONS, "the people"),
                        (a, c) -> joints(a.detections("regions"))),
                tool(
                        ToolSpecification.named("segment")
                                .describedAs("Outlines what prompts point at")
                                .takes(
                                        image,
                                        Port.optional("prompts", Kind.VISUAL_PROMPTS, "points and boxes"),
                                        Port.optional("regions", Kind.DETECTIONS, "regions to outline"))
                                .traits(Trait.MODEL)
                                .gives(Kind.DETECTIONS, "regions with masks"),
                        (a, c) -> segment(a)),
                tool(
                        ToolSpecification.named("colours")
                                .describedAs("Names the main colours")
                                .takes(image, Port.optional("items", Kind.DETECTIONS, "the regions"))
                                .gives(Kind.CLASSIFICATION, "colours"),
                        (a, c) -> new Value.Classification(List.of(
                                new Value.Classification.Entry("green", 0.7),
                                new Value.Classification.Entry("white", 0.3)))),
                tool(
                        ToolSpecification.named("colours_each")
                                .describedAs("Notes the colour of each region")
                                .takes(image, items)
                                .gives(Kind.DETECTIONS, "regions with colours"),
                        (a, c) -> painted(a.detections("items"))),
                tool(
                        ToolSpecification.named("outside_of")
                                .describedAs("Everything but regions")
                                .takes(items)
                                .gives(Kind.DETECTIONS, "the rest"),
                        (a, c) -> a.detections("items")),
                tool(
                        ToolSpecification.named("redact")
                                .describedAs("Hides regions")
                                .takes(
                                        image,
                                        items,
                                        Port.optional("how", Kind.TEXT, "the way")
                                                .or("blur")
                                                .oneOf("blur", "pixelate", "fill"))
                                .gives(Kind.IMAGE, "the picture"),
                        (a, c) -> a.image("image")),
                tool(
                        ToolSpecification.named("compare")
                                .describedAs("Compares two pictures")
                                .takes(image, Port.required("other", Kind.IMAGE, "the other"))
                                .gives(Kind.TEXT, "what differs"),
                        (a, c) -> new Value.Text("The second picture has one cup more.")),
                tool(
                        ToolSpecification.named("embed_text")
                                .describedAs("Turns texts into vectors")
                                .takes(Port.required("texts", Kind.listOf(Kind.TEXT), "what to embed"))
                                .traits(Trait.MODEL)
                                .gives(Kind.listOf(Kind.EMBEDDING), "a vector a text"),
                        (a, c) -> new Value.ListOf(
                                Kind.EMBEDDING,
                                a.texts("texts").stream()
                                        .<Value>map(FakeExperts::bagOfWords)
                                        .toList())),
                tool(
                        ToolSpecification.named("describe")
                                .describedAs("Describes a picture")
                                .takes(image)
                                .gives(Kind.TEXT, "a description"),
                        (a, c) -> new Value.Text("A wall with framed photos.")));
    }

    private Value detect(Arguments a) {
        Frame frame = a.image("image").frame();
        List<String> asked = a.texts("labels");
        Map<String, List<String>> matched = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String word : asked) {
            List<String> labels = VOCABULARY.get(word);
            if (labels == null) {
                unknown.add(word);
            } else {
                matched.put(word, labels);
            }
        }
        List<Detection> found = things.stream()
                // The second of two pictures lacks what stands at the far right.
                .filter(d -> !frame.image().equals("image2") || d.box().x1() < 600)
                .filter(d -> asked.isEmpty() || matched.values().stream().anyMatch(l -> l.contains(d.label())))
                .toList();
        return Value.Detections.of(frame, found)
                .searchedFor(new Search(asked, matched, unknown, true, 0.4, "coco-ssd"));
    }

    private Value joints(Value.Detections people) {
        return people.with(people.regions().stream()
                .flatMap(r ->
                        bodies.stream().filter(b -> b.box().equals(r.box())).map(r::with))
                .toList());
    }

    private static Value segment(Arguments a) {
        Value.Detections regions = a.detections("regions");
        Frame frame = regions.frame();
        return regions.with(regions.regions().stream()
                .map(r -> r.with(r.detection().withMask(Mask.fromBox(frame.width(), frame.height(), r.box()))))
                .toList());
    }

    /** The leftmost is red, the others are blue. */
    private static Value painted(Value.Detections items) {
        double left =
                items.regions().stream().mapToDouble(r -> r.box().x1()).min().orElse(0);
        return items.with(items.regions().stream()
                .map(r -> r.with(r.detection().withAttribute("colours", r.box().x1() == left ? "red, white" : "blue")))
                .toList());
    }

    /** Texts that share words are near each other. */
    private static Value.Embedding bagOfWords(String text) {
        float[] vector = new float[512];
        for (String word : text.toLowerCase(java.util.Locale.ROOT).split("\\W+")) {
            vector[Math.floorMod(word.hashCode(), vector.length)] += 1;
        }
        double length = 0;
        for (float v : vector) {
            length += v * v;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(length);
        }
        return new Value.Embedding(vector, "fake");
    }

    /** The tools and experts, and those that need a hub's models, which are installed or lacking. */
    public ToolRegistry withHubExperts(boolean installed) {
        ToolRegistry registry = without();
        Optional<Lack> lack = installed ? Optional.empty() : Optional.of(new Lack("big-model", "512 MB"));
        Port image = Port.required("image", Kind.IMAGE, "the picture");
        registry.register(lacking(
                lack,
                tool(
                        ToolSpecification.named("caption")
                                .describedAs("Writes a caption")
                                .takes(image)
                                .traits(Trait.MODEL)
                                .gives(Kind.RECORD, "the text"),
                        (a, c) -> written("A cat sits beside two cups."))));
        registry.register(lacking(
                lack,
                tool(
                        ToolSpecification.named("answer")
                                .describedAs("Answers a question")
                                .takes(image, Port.required("question", Kind.TEXT, "what to answer"))
                                .traits(Trait.MODEL)
                                .gives(Kind.RECORD, "the text"),
                        (a, c) -> written("because: " + a.text("question")))));
        registry.register(lacking(
                lack,
                tool(
                        ToolSpecification.named("estimate_depth")
                                .describedAs("Tells how near everything is")
                                .takes(image)
                                .traits(Trait.MODEL)
                                .gives(Kind.DEPTH_MAP, "a number a pixel"),
                        (a, c) -> nearerToTheLeft(a.image("image").frame()))));
        registry.register(lacking(
                lack,
                tool(
                        ToolSpecification.named("segment_scene")
                                .describedAs("Divides a picture into parts")
                                .takes(image)
                                .traits(Trait.MODEL)
                                .gives(Kind.DETECTIONS, "the parts"),
                        (a, c) -> parts(a.image("image").frame()))));
        registry.register(lacking(
                lack,
                tool(
                        ToolSpecification.named("ground_phrase")
                                .describedAs("Finds the place of each phrase")
                                .takes(image, Port.optional("phrases", Kind.listOf(Kind.TEXT), "the phrases"))
                                .traits(Trait.MODEL)
                                .gives(Kind.DETECTIONS, "the places"),
                        (a, c) -> Value.Detections.of(
                                a.image("image").frame(),
                                a.texts("phrases").stream()
                                        .map(p -> Detection.of(p, 0.8, new BoundingBox(480, 80, 600, 220)))
                                        .toList()))));
        registry.register(lacking(
                lack,
                tool(
                        ToolSpecification.named("find_similar")
                                .describedAs("Finds what looks like an example")
                                .takes(
                                        image,
                                        Port.optional("exemplar_image", Kind.IMAGE, "the picture of the example"),
                                        Port.optional("exemplar_regions", Kind.DETECTIONS, "the examples"))
                                .traits(Trait.MODEL)
                                .gives(Kind.DETECTIONS, "what looks like them"),
                        (a, c) -> Value.Detections.of(
                                a.image("image").frame(),
                                a.detections("exemplar_regions").regions().size() > 1
                                        ? List.of()
                                        : List.of(Detection.of("cat", 0.7, new BoundingBox(300, 200, 500, 380)))))));
        return registry;
    }

    private static Value written(String text) {
        return new Value.Record(Map.of("text", new Value.Text(text), "model", new Value.Text("big-model")));
    }

    private static Value nearerToTheLeft(Frame frame) {
        float[] depth = new float[frame.width() * frame.height()];
        for (int i = 0; i < depth.length; i++) {
            depth[i] = 1 - i % frame.width() / (float) frame.width();
        }
        return new Value.DepthMap(frame, depth, false);
    }

    private static Value parts(Frame frame) {
        BoundingBox sky = new BoundingBox(0, 0, frame.width(), 100);
        BoundingBox road = new BoundingBox(0, 380, frame.width(), 480);
        return Value.Detections.of(
                frame,
                List.of(
                        Detection.of("sky", 0.9, sky).withMask(Mask.fromBox(frame.width(), frame.height(), sky)),
                        Detection.of("road", 0.9, road).withMask(Mask.fromBox(frame.width(), frame.height(), road))));
    }

    private static Tool lacking(Optional<Lack> lack, Tool tool) {
        return new Tool() {
            @Override
            public ToolSpecification specification() {
                return tool.specification();
            }

            @Override
            public Optional<Lack> lack() {
                return lack;
            }

            @Override
            public ToolResult call(Arguments arguments, ToolContext context) {
                return tool.call(arguments, context);
            }
        };
    }

    private static Tool tool(ToolSpecification specification, BiFunction<Arguments, ToolContext, Value> work) {
        return new Tool() {
            @Override
            public ToolSpecification specification() {
                return specification;
            }

            @Override
            public ToolResult call(Arguments arguments, ToolContext context) {
                return ToolResult.of(work.apply(arguments, context), specification.is(Trait.MODEL) ? "fake" : "");
            }
        };
    }
}
