package org.eyes4j.vision.florence;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.sam.SegmentByMeaning;

/**
 * {@code segment} by words, on Florence-2 (referring expressions): the model writes outlines. It always writes some, and there
 * is no threshold for a pixel.
 */
public final class FlorenceSegment implements SegmentByMeaning {
    private final FlorenceModels florence;

    /** @param florence shared with other tools */
    public FlorenceSegment(FlorenceModels florence) {
        this.florence = florence;
    }

    @Override
    public List<String> families() {
        return List.of(HubFamily.FLORENCE2.id());
    }

    @Override
    public List<Meant> byWords(Model model, Raster picture, List<String> words, double threshold, ToolContext context) {
        List<FlorenceReply> replies = florence.ask(
                model,
                picture,
                FlorenceTask.REFERRING_EXPRESSION_SEGMENTATION,
                words,
                florence.settings(model),
                context.cancellation());
        List<Meant> found = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            for (Detection detection : replies.get(i).detections(picture, words.get(i))) {
                Mask mask = detection.mask();
                if (mask != null) {
                    found.add(new Meant(words.get(i), detection.score(), mask));
                }
            }
        }
        return List.copyOf(found);
    }

    @Override
    public boolean takesExamples(Model model) {
        return false;
    }

    /** @throws UnsupportedOperationException always: see {@link #takesExamples} */
    @Override
    public List<Meant> byExample(Model model, Raster picture, Raster example, double threshold, ToolContext context) {
        throw new UnsupportedOperationException("Florence-2 takes no examples");
    }

    @Override
    public void close() {
        florence.close();
    }
}
