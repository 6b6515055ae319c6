package org.eyes4j.vision.caption;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.florence.FlorenceModels;
import org.eyes4j.vision.florence.FlorenceTask;
import org.eyes4j.vision.generate.UnusablePromptException;
import org.eyes4j.vision.hub.HubFamily;

/**
 * {@code caption_regions}: what is in each part of a picture. A model with location tokens finds the parts itself, or is told
 * them and sees each within the whole; another one sees a cut-out of each part that is given.
 */
final class CaptionRegions extends Expert {
    private static final String FLORENCE = HubFamily.FLORENCE2.id();

    private static final ToolSpecification SPECIFICATION = ToolSpecification.named("caption_regions")
            .describedAs("Writes a caption for each part of a picture; the texts are generated and may be wrong")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture"),
                    Port.optional("regions", Kind.DETECTIONS, "the parts; the model finds some itself when left out"),
                    Port.optional("limit", Kind.NUMBER, "at most so many of the regions given, from the first")
                            .or(50)
                            .between(1, 500))
            .traits(Trait.MODEL)
            .alsoKnownAs("dense captioning", "describe each object", "what is each thing")
            .gives(
                    Kind.DETECTIONS,
                    "the regions with their captions as text, and who generated them (caption_model, caption_score)");

    private final Captioners captioners;
    private final FlorenceModels florence;

    CaptionRegions(Models models, Captioners captioners, FlorenceModels florence) {
        super(SPECIFICATION, models, Captioners.FAMILIES.toArray(String[]::new));
        this.captioners = captioners;
        this.florence = florence;
    }

    @Override
    protected boolean suits(ModelManifest manifest, Arguments arguments) {
        return arguments.has("regions") || manifest.family().equals(FLORENCE);
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        Value.Image image = arguments.image("image");
        boolean locates = model.manifest().family().equals(FLORENCE);
        if (!arguments.has("regions")) {
            return locates
                    ? found(image, context, model)
                    : ToolResult.failed(
                            FailureKind.INVALID_ARGUMENT,
                            model.name() + " finds no regions itself",
                            "Give 'regions', as `detect` finds them, or use a Florence-2 model");
        }
        Value.Detections given = FrameMapping.map(arguments.detections("regions"), image.frame());
        int limit = arguments.integer("limit");
        if (given.regions().size() > limit) {
            context.warn("Only the first " + limit + " of " + given.regions().size()
                    + " regions got a caption: 'limit' is " + limit);
        }
        List<Region> inside = new ArrayList<>();
        for (Region region : given.regions().stream().limit(limit).toList()) {
            if (whole(region.box(), image.raster()).area() > 0) {
                inside.add(region);
            } else {
                context.warn("'" + region.label() + "' lies outside the picture and got no caption");
            }
        }
        try {
            List<GeneratedText> texts = inside.isEmpty()
                    ? List.of()
                    : locates ? located(inside, image, context, model) : cutOut(inside, image, context, model);
            List<Region> captioned = new ArrayList<>();
            for (int i = 0; i < inside.size(); i++) {
                captioned.add(captioned(inside.get(i), texts.get(i), model));
            }
            return ToolResult.of(given.with(captioned), model.name());
        } catch (UnusablePromptException e) {
            return ToolResult.failed(FailureKind.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
        }
    }

    private ToolResult found(Value.Image image, ToolContext context, Model model) {
        List<Detection> found = florence
                .ask(model, image.raster(), FlorenceTask.DENSE_REGION_CAPTION, context.cancellation())
                .detections(image.raster(), "region")
                .stream()
                .map(d -> described(d.withText(d.label()), d.score(), model))
                .toList();
        return ToolResult.of(Value.Detections.of(image.frame(), found), model.name());
    }

    private List<GeneratedText> located(List<Region> regions, Value.Image image, ToolContext context, Model model) {
        return florence
                .ask(
                        model,
                        image.raster(),
                        FlorenceTask.REGION_TO_DESCRIPTION,
                        regions.stream()
                                .map(r -> FlorenceModels.region(r.box(), image.raster()))
                                .toList(),
                        florence.settings(model),
                        context.cancellation())
                .stream()
                .map(reply -> new GeneratedText(
                        Captioners.withoutLocations(reply.answer().text()), reply.score()))
                .toList();
    }

    private List<GeneratedText> cutOut(List<Region> regions, Value.Image image, ToolContext context, Model model) {
        List<Raster> parts =
                regions.stream().map(r -> part(r.box(), image.raster())).toList();
        return captioners.of(model).caption(parts, CaptionWish.BRIEF, context.cancellation());
    }

    private static Raster part(BoundingBox box, Raster picture) {
        BoundingBox whole = whole(box, picture);
        return Rasters.crop(picture, (int) whole.x1(), (int) whole.y1(), (int) whole.x2(), (int) whole.y2());
    }

    /** The pixels that a box touches. */
    private static BoundingBox whole(BoundingBox box, Raster picture) {
        return new BoundingBox(Math.floor(box.x1()), Math.floor(box.y1()), Math.ceil(box.x2()), Math.ceil(box.y2()))
                .clip(picture.width(), picture.height());
    }

    private static Region captioned(Region region, GeneratedText text, Model model) {
        return region.with(described(region.detection().withText(text.text()), text.score(), model));
    }

    private static Detection described(Detection detection, double score, Model model) {
        return detection
                .withAttribute("generated", "true")
                .withAttribute("caption_model", model.name())
                .withAttribute("caption_score", Double.toString(Math.round(score * 1000) / 1000.0));
    }

    @Override
    public void close() {
        captioners.close();
    }
}
