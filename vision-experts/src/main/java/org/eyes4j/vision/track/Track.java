package org.eyes4j.vision.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.picture.ObjectTrackers;

/**
 * {@code track}: where things of one frame are in the frames after it. A correlation filter learns each thing's look and finds
 * it near where it was ({@link ObjectTrackers}); what then looks neither as it did first nor as it did last is not it. It
 * knows nothing of what the things are, and finds none that come later. No model.
 */
public final class Track implements Tool {
    private static final int MOST_FRAMES = 5000;
    private static final int MOST_THINGS = 32;
    /** Of its area in the first frame, what must still be in the picture. */
    private static final double LEFT_OVER = 0.2;

    private static final String ATTRIBUTE = "track";

    private final ToolSpecification specification = ToolSpecification.named("track")
            .describedAs("Follows things of one frame of a video through the frames after it, by their look")
            .takes(
                    Port.required("frames", Kind.listOf(Kind.IMAGE), "the frames, in order, all of one size")
                            .atMost(MOST_FRAMES),
                    Port.required(
                            "items",
                            Kind.DETECTIONS,
                            "the things to follow, at most " + MOST_THINGS
                                    + ", found in one of the frames, usually the first"),
                    Port.optional("threshold", Kind.NUMBER, "how alike a thing must look to be the same, 0 to 1")
                            .or(0.4)
                            .between(0, 1))
            .alsoKnownAs("follow", "tracking", "where does it go", "object tracking in video", "跟踪", "追蹤", "追踪")
            .gives(
                    Kind.listOf(Kind.DETECTIONS),
                    "the things in each frame, in order: one that is not found there is left out; the attribute 'track' says"
                            + " which it is, the score how alike it looks to how it looked first or last");

    @Override
    public ToolSpecification specification() {
        return specification;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        List<Value.Image> frames =
                arguments.items("frames").stream().map(Value.Image.class::cast).toList();
        Value.Detections items = arguments.detections("items");
        if (frames.isEmpty()) {
            return bad("There is no frame to follow anything in: 'frames' is empty.", "Give at least one.");
        }
        Frame size = frames.get(0).frame();
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i).frame();
            if (frame.width() != size.width() || frame.height() != size.height()) {
                return bad(
                        "The frames of a video are of one size: frame 1 has " + size.width() + " x " + size.height()
                                + " pixels, frame " + (i + 1) + " has " + frame.width() + " x " + frame.height() + ".",
                        "Give the frames of one video.");
            }
        }
        if (items.regions().size() > MOST_THINGS) {
            return ToolResult.failed(
                    FailureKind.LIMIT,
                    "At most " + MOST_THINGS + " things can be followed at once, got "
                            + items.regions().size() + ".",
                    "Pick some with 'select' first.");
        }
        int first = first(frames, items);
        if (first < 0) {
            return bad(
                    "The things to follow were found in '" + items.frame().image() + "', which is none of the frames.",
                    "Give 'track' regions that were found in one of its frames, such as the first.");
        }
        return follow(frames, first, items, arguments.number("threshold"), context);
    }

    private static ToolResult bad(String message, String hint) {
        return ToolResult.failed(FailureKind.BAD_INPUT, message, hint);
    }

    private static int first(List<Value.Image> frames, Value.Detections items) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).frame().isRelatedTo(items.frame())) {
                return i;
            }
        }
        return -1;
    }

    private static ToolResult follow(
            List<Value.Image> frames, int first, Value.Detections items, double threshold, ToolContext context) {
        Value.Image start = frames.get(first);
        List<Region> regions = FrameMapping.map(items, start.frame()).regions();
        List<Followed> followed = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            Region region = regions.get(i);
            followed.add(new Followed(region, region.isNamed() ? region.id() : String.valueOf(i + 1), start.raster()));
        }
        List<Value> found = new ArrayList<>();
        for (int i = 0; i < first; i++) {
            found.add(new Value.Detections(frames.get(i).frame(), List.of()));
        }
        found.add(new Value.Detections(
                start.frame(), followed.stream().map(Followed::atStart).toList()));
        List<BoundingBox> boxes = regions.stream().map(Region::box).toList();
        try (ObjectTrackers trackers = new ObjectTrackers(start.raster(), boxes)) {
            for (int i = first + 1; i < frames.size(); i++) {
                if (context.cancellation().isRequested()) {
                    return ToolResult.failed(FailureKind.CANCELLED, "'track' was cancelled");
                }
                context.report("frame " + (i + 1) + " of " + frames.size());
                Value.Image frame = frames.get(i);
                List<Optional<BoundingBox>> now = trackers.next(frame.raster());
                List<Region> here = new ArrayList<>();
                for (int t = 0; t < followed.size(); t++) {
                    Followed thing = followed.get(t);
                    now.get(t)
                            .flatMap(box -> thing.at(box, frame.raster(), threshold))
                            .ifPresent(here::add);
                }
                found.add(new Value.Detections(frame.frame(), here));
            }
        }
        return ToolResult.of(new Value.ListOf(Kind.DETECTIONS, found));
    }

    /** One thing on its way. */
    private static final class Followed {
        private final Region start;
        private final String track;
        private final Look first;
        private Look last;

        Followed(Region start, String track, Raster frame) {
            this.start = start;
            this.track = track;
            this.first = Look.of(frame, start.box());
            this.last = first;
        }

        Region atStart() {
            return start.with(start.detection().withAttribute(ATTRIBUTE, track));
        }

        /** What is in that box, if that is it. */
        Optional<Region> at(BoundingBox box, Raster frame, double threshold) {
            Look look = Look.of(frame, box);
            double alike = Math.max(look.likeness(first), look.likeness(last));
            if (alike < threshold || box.area() < LEFT_OVER * start.box().area() && atEdge(box, frame)) {
                return Optional.empty();
            }
            last = look;
            return Optional.of(
                    new Region("", Detection.of(start.label(), alike, box).withAttribute(ATTRIBUTE, track)));
        }

        private static boolean atEdge(BoundingBox box, Raster frame) {
            return box.x1() <= 0 || box.y1() <= 0 || box.x2() >= frame.width() || box.y2() >= frame.height();
        }
    }
}
