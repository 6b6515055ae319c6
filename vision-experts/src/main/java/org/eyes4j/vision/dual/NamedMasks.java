package org.eyes4j.vision.dual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.ModelUnavailableException;
import org.eyes4j.vision.scene.OpenScenes;

/**
 * {@code segment_scene} with any words and no weights of its own: {@code segment_everything} proposes masks, a dual encoder names
 * each from a cut-out with and one without its surroundings (Ghiasi et al. 2022, "Scaling Open-Vocabulary Image Segmentation with
 * Image-Level Labels"; Ding et al. 2023, "Open-Vocabulary Universal Image Segmentation with MaskCLIP"). Texts for "none of these"
 * compete with the words. Thread-safe.
 */
public final class NamedMasks implements OpenScenes {
    private static final String EVERYTHING = "segment_everything";
    private static final List<String> NONE = List.of("background", "something else");
    private static final int MOST = 64;
    private static final double POINTS = 12;
    private static final double MARGIN = 0.1;
    /** A part of which others left less than this is none any more. */
    private static final double LEAST_LEFT = 0.3;

    private final Tool everything;
    private final DualModels encoders;

    /**
     * @param everything the tool {@code segment_everything}
     * @param encoders shared with the tools of {@link DualExperts}
     */
    public NamedMasks(Tool everything, DualModels encoders) {
        this.everything = everything;
        this.encoders = encoders;
    }

    @Override
    public List<String> families() {
        return List.of(DualModels.FAMILIES);
    }

    @Override
    public List<Part> divide(Model model, Raster picture, List<String> words, double threshold, ToolContext context)
            throws ModelUnavailableException {
        List<Mask> masks = proposals(picture, context);
        if (masks.isEmpty()) {
            return List.of();
        }
        DualEncoder encoder = encoders.of(model);
        List<String> names = new ArrayList<>(words);
        NONE.stream().filter(n -> words.stream().noneMatch(n::equalsIgnoreCase)).forEach(names::add);
        ZeroShot zeroShot = new ZeroShot(encoder, encoder.template());
        Sentences.tellCut(zeroShot.sentences(words), encoder::isCut, model.name(), context);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < masks.size(); i++) {
            context.report("Naming part " + (i + 1) + " of " + masks.size());
            float[] vector = vector(encoder, picture, masks.get(i), context);
            ZeroShot.Scored best = zeroShot.classify(vector, names, context.cancellation())
                    .ranked()
                    .get(0);
            if (words.contains(best.label()) && best.score() >= threshold) {
                parts.add(new Part(best.label(), best.score(), masks.get(i)));
            }
        }
        return apart(parts);
    }

    private List<Mask> proposals(Raster picture, ToolContext context) throws ModelUnavailableException {
        ToolResult result = ToolRegistry.of(List.of(everything))
                .call(
                        new ToolCall(
                                EVERYTHING,
                                Map.of(
                                        "image",
                                        Value.Image.of("scene", picture),
                                        "points_per_side",
                                        new Value.Number(POINTS),
                                        "limit",
                                        new Value.Number(MOST))),
                        context);
        if (result instanceof ToolResult.Failure failure) {
            throw new ModelUnavailableException(failure.kind(), failure.message(), failure.hint());
        }
        List<Mask> masks = new ArrayList<>();
        for (Region region : ((Value.Detections) ((ToolResult.Success) result).value()).regions()) {
            Mask mask = region.mask();
            if (mask != null && !mask.isEmpty()) {
                masks.add(mask);
            }
        }
        return masks;
    }

    private static float[] vector(DualEncoder encoder, Raster picture, Mask mask, ToolContext context) {
        BoundingBox box = mask.box();
        double x = MARGIN * box.width();
        double y = MARGIN * box.height();
        BoundingBox wide = new BoundingBox(box.x1() - x, box.y1() - y, box.x2() + x, box.y2() + y)
                .clip(picture.width(), picture.height());
        int left = (int) Math.floor(wide.x1());
        int top = (int) Math.floor(wide.y1());
        Raster cut = Rasters.crop(picture, left, top, (int) Math.ceil(wide.x2()), (int) Math.ceil(wide.y2()));
        float[][] views = encoder.pictures(List.of(cut, alone(cut, mask, left, top)), context.cancellation());
        float[] mean = views[0].clone();
        for (int i = 0; i < mean.length; i++) {
            mean[i] += views[1][i];
        }
        return Vectors.normalised(mean);
    }

    /** The cut-out with grey around the mask. */
    private static Raster alone(Raster cut, Mask mask, int left, int top) {
        byte[] data = cut.data().clone();
        boolean[] inside = mask.toBitmap();
        for (int y = 0; y < cut.height(); y++) {
            for (int x = 0; x < cut.width(); x++) {
                if (!inside[(y + top) * mask.width() + x + left]) {
                    for (int c = 0; c < Math.min(3, cut.channels()); c++) {
                        data[(y * cut.width() + x) * cut.channels() + c] = (byte) 127;
                    }
                }
            }
        }
        return new Raster(cut.width(), cut.height(), cut.channels(), data);
    }

    /** A pixel belongs to the surest part that has it. */
    private static List<Part> apart(List<Part> parts) {
        List<Part> bySureness = new ArrayList<>(parts);
        bySureness.sort(Comparator.comparingDouble(Part::score).reversed());
        List<Part> kept = new ArrayList<>();
        Mask taken = null;
        for (Part part : bySureness) {
            Mask left = taken == null ? part.mask() : part.mask().subtract(taken);
            if (left.area() >= LEAST_LEFT * part.mask().area() && !left.isEmpty()) {
                kept.add(new Part(part.word(), part.score(), left));
                taken = taken == null ? left : taken.union(left);
            }
        }
        return kept;
    }
}
