package org.eyes4j.vision.pose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.grid.GridDetector;
import org.eyes4j.vision.hub.HubFamily;

/**
 * {@code estimate_pose}: the key points that COCO names (or those a model names), of each person given, by a model that sees one person a cut. With
 * no people given, of the one person it sees in the whole picture: looked at twice, the second time close up.
 *
 * <p>Right and left are the person's own. Coordinates are pixels of the picture's frame.
 */
public final class EstimatePose extends Expert {
    private final GridPeople everyone = new GridPeople();
    private final Map<String, VitPose> opened = new ConcurrentHashMap<>();
    private final Map<String, MoveNet.Form> forms = new ConcurrentHashMap<>();

    public EstimatePose(Models models) {
        super(
                ToolSpecification.named("estimate_pose")
                        .describedAs("Finds the joints of people: shoulders, elbows, wrists, hips, knees, ankles, eyes")
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
                MoveNet.FAMILY,
                HubFamily.VITPOSE.id(),
                GridDetector.FAMILY);
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        Value.Image image = arguments.image("image");
        double threshold = arguments.number("threshold");
        Frame frame = image.frame();
        if (model.manifest().family().equals(GridDetector.FAMILY)) {
            return atOnce(arguments, context, model);
        }
        PeopleModel poses = model.manifest().family().equals(MoveNet.FAMILY)
                ? new MoveNet(moveNet(model), image.raster(), context.cancellation())
                : new VitPosePeople(vitPose(model), image.raster(), context.cancellation());
        List<Region> people = new ArrayList<>();
        if (arguments.has("regions")) {
            List<Region> regions =
                    FrameMapping.map(arguments.detections("regions"), frame).regions();
            List<Region> inside = regions.stream()
                    .filter(r -> r.box().clip(frame.width(), frame.height()).area() > 0)
                    .toList();
            List<Pose> found = poses.of(inside.stream()
                    .map(r -> r.box().clip(frame.width(), frame.height()))
                    .toList());
            for (int i = 0; i < inside.size(); i++) {
                Region region = inside.get(i);
                found.get(i)
                        .person(threshold, frame.width(), frame.height())
                        .ifPresent(p -> people.add(region.with(p)));
            }
            if (people.size() < regions.size()) {
                context.warn("No joints were seen surely enough in " + (regions.size() - people.size()) + " of "
                        + regions.size() + " regions");
            }
        } else {
            context.warn(model.name() + " sees one person at a time, and no regions were given:"
                    + " if there are more people, find them with detect and give them as 'regions'");
            poses.ofWhole(threshold)
                    .person(threshold, frame.width(), frame.height())
                    .ifPresent(p -> people.add(new Region("", p)));
        }
        return ToolResult.of(new Value.Detections(frame, people), model.name());
    }

    private ToolResult atOnce(Arguments arguments, ToolContext context, Model model) {
        Value.Image image = arguments.image("image");
        if (!arguments.has("regions")) {
            return ToolResult.of(
                    new Value.Detections(image.frame(), everyone.all(model, image.raster(), context)), model.name());
        }
        List<Region> regions =
                FrameMapping.map(arguments.detections("regions"), image.frame()).regions();
        List<Region> people = everyone.in(model, image.raster(), regions, context);
        if (people.size() < regions.size()) {
            context.warn("No joints were seen surely enough in " + (regions.size() - people.size()) + " of "
                    + regions.size() + " regions");
        }
        return ToolResult.of(new Value.Detections(image.frame(), people), model.name());
    }

    private MoveNet.Form moveNet(Model model) {
        return forms.computeIfAbsent(model.name(), name -> MoveNet.Form.of(model));
    }

    private VitPose vitPose(Model model) {
        return opened.computeIfAbsent(model.name(), name -> VitPose.of(model.hub(), model.engine()));
    }

    @Override
    public void close() {
        opened.clear();
        forms.clear();
        everyone.clear();
    }
}
