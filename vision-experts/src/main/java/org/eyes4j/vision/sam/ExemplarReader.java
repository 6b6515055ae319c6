package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;

/** What {@code find_similar} is shown as examples, whichever way they were given. */
final class ExemplarReader {
    private static final String HOW =
            "Give 'exemplar_box' (a box or point) or 'exemplar_regions' with 'exemplar_image', or an 'exemplar'";

    /** An example: an object of a picture. */
    record Shown(Value.Image picture, Target target) {
        String label() {
            Region region = target.region();
            return region == null || region.label().isBlank() ? "similar" : region.label();
        }
    }

    private ExemplarReader() {}

    /**
     * The examples; at least one.
     *
     * @throws UnusablePromptException if there is none, or it does not lie in its picture
     */
    static List<Shown> read(Arguments arguments) throws UnusablePromptException {
        List<Shown> shown = new ArrayList<>();
        Optional<Value.VisualPrompts> exemplar = arguments.find("exemplar", Value.VisualPrompts.class);
        Optional<Value.VisualPrompts> drawn = arguments.find("exemplar_box", Value.VisualPrompts.class);
        Optional<Value.Detections> regions = arguments.find("exemplar_regions", Value.Detections.class);
        if (exemplar.isPresent()) {
            addPrompts(exemplar.get(), arguments, shown);
        }
        if (drawn.isPresent()) {
            addPrompts(drawn.get(), arguments, shown);
        }
        if (regions.isPresent()) {
            addRegions(regions.get(), arguments, shown);
        }
        if (shown.isEmpty()) {
            throw regions.isPresent()
                    ? UnusablePromptException.badInput("There is no example to go by: 'exemplar_regions' is empty", HOW)
                    : UnusablePromptException.badCall("Nothing says what to find the like of", HOW);
        }
        return shown;
    }

    private static void addPrompts(Value.VisualPrompts prompts, Arguments arguments, List<Shown> shown)
            throws UnusablePromptException {
        List<VisualPrompt> drawn = new ArrayList<>();
        for (VisualPrompt prompt : prompts.prompts()) {
            if (prompt instanceof VisualPrompt.Exemplar example) {
                shown.add(inPicture(example.region(), example.image()));
            } else {
                drawn.add(prompt);
            }
        }
        if (!drawn.isEmpty()) {
            Value.Image picture = picture(prompts.frame(), arguments);
            DrawnPrompts read = DrawnPrompts.read(new Value.VisualPrompts(prompts.frame(), drawn), picture.frame());
            for (Target target : Targets.of(List.of(), read)) {
                shown.add(new Shown(picture, target));
            }
        }
    }

    private static void addRegions(Value.Detections regions, Arguments arguments, List<Shown> shown)
            throws UnusablePromptException {
        Value.Image picture = picture(regions.frame(), arguments);
        for (Region region : FrameMapping.map(regions, picture.frame()).regions()) {
            shown.add(inPicture(region, picture));
        }
    }

    private static Shown inPicture(Region region, Value.Image picture) throws UnusablePromptException {
        Frame frame = picture.frame();
        var box = region.box().clip(frame.width(), frame.height());
        if (box.area() == 0) {
            throw UnusablePromptException.badInput(
                    "The example '" + region.label() + "' has nothing in its picture, which is " + frame.width() + " x "
                            + frame.height() + " pixels",
                    "Give the picture it was found in");
        }
        Region inside = region.with(region.detection().withBox(box));
        return new Shown(
                picture, new Target(new ObjectPrompt(box, List.of(), Segment.fitting(region.mask(), frame)), inside));
    }

    /** The picture that a frame belongs to: the example's own where it is given, else the one to search. */
    private static Value.Image picture(Frame frame, Arguments arguments) throws UnusablePromptException {
        Value.Image picture =
                arguments.has("exemplar_image") ? arguments.image("exemplar_image") : arguments.image("image");
        if (!frame.isRelatedTo(picture.frame())) {
            throw UnusablePromptException.badInput(
                    "The example belongs to picture '" + frame.image() + "', and the picture given for it is '"
                            + picture.frame().image() + "'",
                    "Give the example's picture as 'exemplar_image'");
        }
        return picture;
    }
}
