package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;

/**
 * What {@code segment} is asked for by words or by an example, and not by drawing.
 *
 * @param words in their order, each once
 * @param examples pictures of such things
 */
record Meaning(List<String> words, List<Raster> examples) {
    /** Shown with some of what is around it, an example is understood better than cut out. */
    private static final double MARGIN = 0.15;

    static boolean isAsked(Arguments arguments) {
        return arguments.has("words")
                || arguments.has("example")
                || prompts(arguments).stream().anyMatch(Meaning::isMeant);
    }

    /** @throws UnusablePromptException if it is asked for nothing, or for things that do not go together */
    static Meaning of(Arguments arguments) throws UnusablePromptException {
        Set<String> words = new LinkedHashSet<>();
        List<Raster> examples = new ArrayList<>();
        if (arguments.has("words")) {
            words.addAll(arguments.texts("words"));
        }
        arguments.find("example", Value.Image.class).ifPresent(image -> examples.add(image.raster()));
        boolean drawn = arguments.has("regions");
        for (VisualPrompt prompt : prompts(arguments)) {
            if (prompt instanceof VisualPrompt.TextPrompt text) {
                words.add(text.text());
            } else if (prompt instanceof VisualPrompt.Exemplar exemplar) {
                examples.add(cut(exemplar.image(), exemplar.region()));
            } else {
                drawn = true;
            }
        }
        List<String> clean = words.stream()
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .distinct()
                .toList();
        if (drawn) {
            throw UnusablePromptException.badCall(
                    "Words or an example, and things that are drawn or were detected, are asked for in one call",
                    "Call 'segment' once for each");
        }
        if (clean.isEmpty() && examples.isEmpty()) {
            throw UnusablePromptException.badCall("'words' holds no words", "Give at least one word or phrase");
        }
        return new Meaning(clean, examples);
    }

    private static boolean isMeant(VisualPrompt prompt) {
        return prompt instanceof VisualPrompt.TextPrompt || prompt instanceof VisualPrompt.Exemplar;
    }

    private static List<VisualPrompt> prompts(Arguments arguments) {
        Optional<Value.VisualPrompts> prompts = arguments.find("prompts", Value.VisualPrompts.class);
        return prompts.map(Value.VisualPrompts::prompts).orElse(List.of());
    }

    private static Raster cut(Value.Image image, Region region) throws UnusablePromptException {
        int width = image.frame().width();
        int height = image.frame().height();
        BoundingBox box = region.box();
        double x = MARGIN * box.width();
        double y = MARGIN * box.height();
        BoundingBox inside =
                new BoundingBox(box.x1() - x, box.y1() - y, box.x2() + x, box.y2() + y).clip(width, height);
        int x1 = (int) Math.floor(inside.x1());
        int y1 = (int) Math.floor(inside.y1());
        int x2 = (int) Math.ceil(inside.x2());
        int y2 = (int) Math.ceil(inside.y2());
        if (x2 <= x1 || y2 <= y1) {
            throw UnusablePromptException.badInput(
                    "The example '" + region.label() + "' has nothing in its picture, which is " + width + " x "
                            + height + " pixels",
                    "Give the picture it was found in");
        }
        return Rasters.crop(image.raster(), x1, y1, x2, y2);
    }
}
