package org.eyes4j.vision.dual;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.sam.SegmentByMeaning;

/** {@code segment} by words or an example picture, on CLIPSeg. */
public final class ClipSegSegment implements SegmentByMeaning {
    private final Opened<ClipSeg> opened =
            new Opened<>(model -> ClipSeg.of(model.hub(), model.engine(), model.postprocess()));

    @Override
    public List<String> families() {
        return List.of(HubFamily.CLIPSEG.id());
    }

    @Override
    public List<Meant> byWords(Model model, Raster picture, List<String> words, double threshold, ToolContext context) {
        ClipSeg clipSeg = opened.of(model);
        Sentences.tellCut(words, clipSeg::isCut, model.name(), context);
        List<float[]> planes = clipSeg.byTexts(picture, words, context.cancellation());
        List<Meant> found = new ArrayList<>();
        for (int i = 0; i < planes.size(); i++) {
            found.addAll(meant(words.get(i), planes.get(i), picture, threshold));
        }
        return found;
    }

    @Override
    public boolean takesExamples(Model model) {
        return opened.of(model).takesExamples();
    }

    @Override
    public List<Meant> byExample(Model model, Raster picture, Raster example, double threshold, ToolContext context) {
        float[] plane = opened.of(model).byExample(picture, example, context.cancellation());
        return meant("similar", plane, picture, threshold);
    }

    @Override
    public void close() {
        opened.close();
    }

    /** One mask, scored by how sure its pixels are on average; none if no pixel is sure enough. */
    private static List<Meant> meant(String word, float[] plane, Raster picture, double threshold) {
        Mask mask = ClipSeg.mask(plane, picture.width(), picture.height(), threshold);
        double sum = 0;
        for (float p : plane) {
            sum += p > (float) threshold ? p : 0;
        }
        return mask.isEmpty() ? List.of() : List.of(new Meant(word, sum / mask.area(), mask));
    }
}
