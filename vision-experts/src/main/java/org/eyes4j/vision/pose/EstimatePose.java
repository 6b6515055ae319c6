package org.eyes4j.vision.pose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.crop.CropTensor;
import org.eyes4j.vision.crop.PicturePyramid;
import org.eyes4j.vision.crop.SquareCrop;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;

/**
 * {@code estimate_pose}: the 17 key points that COCO names, of each person given, by a model that sees one person a cut. With
 * no people given, of the one person it sees in the whole picture: looked at twice, the second time close up.
 *
 * <p>Right and left are the person's own. Coordinates are pixels of the picture's frame.
 */
public final class EstimatePose extends Expert {
    /** A cut is so much larger than the person: arms reach out of boxes. */
    private static final double MARGIN = 1.25;

    /** A cut around found points is larger than that, for they end at wrists, ankles and eyes. */
    private static final double POINTS_MARGIN = 1.4;

    public EstimatePose(Models models) {
        super(
                ToolSpecification.named("estimate_pose")
                        .describedAs(
                                "Finds the joints of people: shoulders, elbows, wrists, hips, knees, ankles, eyes.")
                        .takes(
                                Port.required("image", Kind.IMAGE, "the picture to look at"),
                                Port.optional(
                                                "regions",
                                                Kind.DETECTIONS,
                                                "the people, as detect finds them; without them one person is looked for")
                                        .atMost(200),
                                Port.optional("threshold", Kind.NUMBER, "points that score less are not counted on")
                                        .between(0.05, 1)
                                        .or(0.3))
                        .traits(Trait.MODEL)
                        .alsoKnownAs("pose estimation", "skeleton", "body key points", "joints", "姿势", "姿勢")
                        .gives(Kind.DETECTIONS, "a person each, with 17 key points, in the order of the regions"),
                models,
                "movenet");
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        Value.Image image = arguments.image("image");
        double threshold = arguments.number("threshold");
        PicturePyramid picture = new PicturePyramid(image.raster());
        Frame frame = image.frame();
        List<Region> people = new ArrayList<>();
        if (arguments.has("regions")) {
            List<Region> regions =
                    FrameMapping.map(arguments.detections("regions"), frame).regions();
            for (Region region : regions) {
                BoundingBox box = region.box().clip(frame.width(), frame.height());
                Optional<Detection> person = box.area() == 0
                        ? Optional.empty()
                        : look(model, picture, around(box, MARGIN), context.cancellation())
                                .person(threshold, frame.width(), frame.height());
                person.ifPresent(p -> people.add(region.with(p)));
            }
            if (people.size() < regions.size()) {
                context.warn("No joints were seen surely enough in " + (regions.size() - people.size()) + " of "
                        + regions.size() + " regions");
            }
        } else {
            context.warn(model.name() + " sees one person at a time, and no regions were given:"
                    + " if there are more people, find them with detect and give them as 'regions'");
            whole(model, picture, threshold, context.cancellation())
                    .person(threshold, frame.width(), frame.height())
                    .ifPresent(p -> people.add(new Region("", p)));
        }
        return ToolResult.of(new Value.Detections(frame, people), model.name());
    }

    private static Pose whole(Model model, PicturePyramid picture, double threshold, Cancellation cancellation) {
        BoundingBox all = new BoundingBox(0, 0, picture.width(), picture.height());
        Pose first = look(model, picture, around(all, 1), cancellation);
        Optional<SquareCrop> closer = first.box(threshold)
                .filter(box -> box.area() > 0)
                .map(box -> around(box, POINTS_MARGIN))
                .filter(crop -> crop.side() < picture.longest());
        return closer.isEmpty() ? first : look(model, picture, closer.get(), cancellation);
    }

    private static SquareCrop around(BoundingBox box, double margin) {
        return new SquareCrop(box.centre(), Math.max(box.width(), box.height()) * margin, 0);
    }

    private static Pose look(Model model, PicturePyramid picture, SquareCrop crop, Cancellation cancellation) {
        CropTensor input = CropTensor.of(model.preprocess());
        String output = model.postprocess().text("keypoints");
        return Pose.read(
                input.run(model, picture, crop, List.of(output), cancellation)
                        .get(output)
                        .floats(),
                model.postprocess().texts("names"),
                input.size(),
                crop.toPicture(input.size()));
    }
}
