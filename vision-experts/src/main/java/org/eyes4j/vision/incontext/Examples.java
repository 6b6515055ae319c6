package org.eyes4j.vision.incontext;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.FrameMismatchException;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;

/** Reads what {@code segment_like} is shown: regions and masks of one example picture, and exemplars that bring their own. */
final class Examples {
    static final String UNNAMED = "like the example";

    private final Map<Frame, Value.Image> pictures = new LinkedHashMap<>();
    private final Map<Frame, List<Example.Shown>> shown = new LinkedHashMap<>();
    private final ToolContext context;

    private Examples(ToolContext context) {
        this.context = context;
    }

    /**
     * The examples, one for each picture; none when nothing usable is shown.
     *
     * @throws IllegalArgumentException with a message for people if one does not belong to its picture
     */
    static List<Example> read(Arguments arguments, ToolContext context) {
        Examples examples = new Examples(context);
        Optional<Value.Image> own = arguments.find("exemplar_image", Value.Image.class);
        arguments
                .find("exemplar_regions", Value.Detections.class)
                .ifPresent(regions -> examples.addRegions(regions, picture(own, "exemplar_regions")));
        arguments
                .find("exemplar", Value.VisualPrompts.class)
                .ifPresent(prompts -> prompts.prompts().forEach(prompt -> examples.add(prompt, own)));
        List<Example> all = new ArrayList<>();
        examples.shown.forEach((frame, things) -> {
            if (!things.isEmpty()) {
                all.add(new Example(examples.picture(frame), things));
            }
        });
        return all;
    }

    private Value.Image picture(Frame frame) {
        return Optional.ofNullable(pictures.get(frame)).orElseThrow();
    }

    private static Value.Image picture(Optional<Value.Image> own, String argument) {
        return own.orElseThrow(() -> new IllegalArgumentException(
                "'" + argument + "' needs its picture, and 'exemplar_image' is not given"));
    }

    private void addRegions(Value.Detections regions, Value.Image picture) {
        try {
            FrameMapping.map(regions, picture.frame()).regions().forEach(region -> add(region, picture));
        } catch (FrameMismatchException e) {
            throw new IllegalArgumentException(
                    "'exemplar_regions' were found in picture '"
                            + regions.frame().image() + "', and 'exemplar_image' is '"
                            + picture.frame().image() + "'",
                    e);
        }
    }

    private void add(VisualPrompt prompt, Optional<Value.Image> own) {
        if (prompt instanceof VisualPrompt.Exemplar exemplar) {
            add(exemplar.region(), exemplar.image());
        } else if (prompt instanceof VisualPrompt.MaskPrompt mask) {
            put(picture(own, "exemplar"), UNNAMED, mask.mask());
        } else if (prompt instanceof VisualPrompt.BoxPrompt box) {
            Value.Image picture = picture(own, "exemplar");
            put(picture, UNNAMED, boxed(picture, box.box(), UNNAMED));
        } else {
            throw new IllegalArgumentException(
                    "'exemplar' takes exemplars with their own picture, masks and boxes, and not points, scribbles or words");
        }
    }

    private void add(Region region, Value.Image picture) {
        String label = region.label().isBlank() ? UNNAMED : region.label();
        Mask mask = region.mask();
        put(picture, label, mask == null ? boxed(picture, region.box(), label) : mask);
    }

    private Mask boxed(Value.Image picture, BoundingBox box, String label) {
        context.warn(
                "The example '" + label + "' has no mask, so all of its box was taken; `segment` makes masks of boxes");
        return Mask.fromBox(picture.frame().width(), picture.frame().height(), box);
    }

    private void put(Value.Image picture, String label, Mask mask) {
        Frame frame = picture.frame();
        if (mask.width() != frame.width() || mask.height() != frame.height()) {
            throw new IllegalArgumentException("The mask of the example '" + label + "' is " + mask.width() + " x "
                    + mask.height() + ", and its picture " + frame.width() + " x " + frame.height());
        }
        pictures.putIfAbsent(frame, picture);
        List<Example.Shown> things = shown.computeIfAbsent(frame, unused -> new ArrayList<>());
        if (!mask.isEmpty()) {
            things.add(new Example.Shown(label, mask));
        }
    }
}
