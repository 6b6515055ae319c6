package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt.PointPrompt;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;

/**
 * {@code segment_everything}: masks of all that can be told apart in a picture, without names. A grid of points is prompted
 * one by one (the export's decoder takes one prompt a run, and a batch would compute as long), and masks that the model is
 * unsure of or that show the same thing twice are dropped (the automatic mask generation of Kirillov et al., 2023).
 */
final class SegmentEverything extends Expert {
    private static final ToolSpecification SPECIFICATION = ToolSpecification.named("segment_everything")
            .describedAs("Gives the masks of all things and parts that can be told apart in a picture, without names")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture"),
                    Port.optional("points_per_side", Kind.NUMBER, "how dense the grid of points is that is looked at")
                            .or(16)
                            .between(1, 64),
                    Port.optional("crops", Kind.NUMBER, "also look at n x n parts one by one, for small things; slow")
                            .or(1)
                            .between(1, 4),
                    Port.optional("min_iou", Kind.NUMBER, "least predicted IoU of a mask")
                            .or(0.88)
                            .between(0, 1),
                    Port.optional("min_stability", Kind.NUMBER, "least stability of a mask")
                            .or(0.9)
                            .between(0, 1),
                    Port.optional("max_overlap", Kind.NUMBER, "largest IoU of the boxes of two masks")
                            .or(0.7)
                            .between(0, 1),
                    Port.optional("min_area", Kind.NUMBER, "least area of a mask, as a share of the picture")
                            .or(0.0005)
                            .between(0, 1),
                    Port.optional("limit", Kind.NUMBER, "at most so many masks, the best")
                            .or(200)
                            .between(1, 2000))
            .traits(Trait.MODEL)
            .alsoKnownAs("all segments", "divide the picture into its parts", "masks of everything")
            .gives(Kind.DETECTIONS, "one region a mask, labelled 'segment', best first; they may lie in each other");

    private final Encodings encodings;

    SegmentEverything(Models models, Encodings encodings) {
        super(SPECIFICATION, models, SamModel.FAMILY, SamModel.FAMILY2);
        this.encodings = encodings;
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        Value.Image image = arguments.image("image");
        EverythingSettings settings = EverythingSettings.of(arguments);
        List<View> views = View.of(image.frame().width(), image.frame().height(), settings.crops());
        DistinctMasks masks = new DistinctMasks(settings.maxOverlap());
        SamModel sam = encodings.model(model);
        for (int i = 0; i < views.size(); i++) {
            String part = views.size() == 1 ? "" : ", part " + (i + 1) + " of " + views.size();
            look(views.get(i), image.raster(), sam, settings, masks, part, context);
        }
        List<FoundMask> found = masks.bestFirst();
        if (found.size() > settings.limit()) {
            context.warn("Only the best " + settings.limit() + " of " + found.size() + " masks are given: 'limit' is "
                    + settings.limit());
        }
        List<Detection> detections = new ArrayList<>();
        for (FoundMask mask : found.subList(0, Math.min(found.size(), settings.limit()))) {
            double score = mask.candidate().score();
            detections.add(Segmenter.masked(Detection.of("segment", score, mask.box()), mask.candidate(), mask.mask()));
        }
        return ToolResult.of(Value.Detections.of(image.frame(), detections), model.name());
    }

    private void look(
            View view,
            Raster picture,
            SamModel sam,
            EverythingSettings settings,
            DistinctMasks masks,
            String part,
            ToolContext context) {
        context.report("Encoding the picture" + part);
        BoundingBox box = view.box();
        Raster seen = view.isWhole()
                ? picture
                : Rasters.crop(picture, (int) box.x1(), (int) box.y1(), (int) box.x2(), (int) box.y2());
        // Parts are looked at once: keeping them would push out whole pictures.
        Segmenter segmenter = view.isWhole()
                ? Segmenter.of(sam, seen, encodings, context.cancellation())
                : Segmenter.of(sam, seen, context.cancellation());
        int side = settings.pointsPerSide();
        for (int row = 0; row < side; row++) {
            context.report("Segmenting everything" + part + ": " + row * side + " of " + side * side + " points");
            for (int column = 0; column < side; column++) {
                Point at = new Point((column + 0.5) * seen.width() / side, (row + 0.5) * seen.height() / side);
                prompt(ObjectPrompt.of(new PointPrompt(at, true)), view, segmenter, settings, masks, context);
            }
        }
    }

    private static void prompt(
            ObjectPrompt prompt,
            View view,
            Segmenter segmenter,
            EverythingSettings settings,
            DistinctMasks masks,
            ToolContext context) {
        for (Candidate candidate : segmenter.candidates(prompt, context.cancellation())) {
            if (candidate.predictedIou() < settings.minIou()
                    || candidate.stability() < settings.minStability()
                    || candidate.quality() == 0
                    || !masks.wants(inPicture(segmenter.box(candidate), view), candidate.quality())) {
                continue;
            }
            Candidate clean = segmenter.clean(candidate, prompt);
            Mask mask = segmenter.mask(clean);
            long least = Math.max(1, Math.round(settings.minArea() * view.width() * view.height()));
            if (mask.area() >= least && !view.cuts(mask.box())) {
                masks.add(FoundMask.of(inPicture(mask, view), clean));
            }
        }
    }

    private static BoundingBox inPicture(BoundingBox box, View view) {
        return Affine.translation(view.box().x1(), view.box().y1()).apply(box);
    }

    private static Mask inPicture(Mask mask, View view) {
        return view.isWhole()
                ? mask
                : mask.map(Affine.translation(view.box().x1(), view.box().y1()), view.width(), view.height());
    }

    @Override
    public void close() {
        encodings.clear();
    }
}
