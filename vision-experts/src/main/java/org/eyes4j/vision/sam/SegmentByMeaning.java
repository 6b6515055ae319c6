package org.eyes4j.vision.sam;

import java.util.List;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.Model;

/**
 * Masks of what words name or an example shows, which {@code segment} offers beside drawn prompts. Implementations are
 * thread-safe.
 */
public interface SegmentByMeaning extends AutoCloseable {

    /** Families of manifests that it runs, as {@code clipseg}. */
    List<String> families();

    /**
     * What words name.
     *
     * @param model of one of the {@link #families()}
     * @param words each is looked for by itself; at least one
     * @param threshold from which a pixel belongs to a mask, 0–1
     * @param context for warnings and cancellation
     * @return masks that are not empty, in the order of their words; a word without one is not in the picture, and a word may
     *     have several
     */
    List<Meant> byWords(Model model, Raster picture, List<String> words, double threshold, ToolContext context);

    /** Whether a model can be shown an example instead of words. */
    boolean takesExamples(Model model);

    /**
     * What an example shows.
     *
     * @param example a picture of such a thing, with little around it
     * @return masks that are not empty
     */
    List<Meant> byExample(Model model, Raster picture, Raster example, double threshold, ToolContext context);

    /** Frees what it holds; a later call may load it again. */
    @Override
    default void close() {}

    /**
     * A mask with its meaning.
     *
     * @param word that it was found for; "similar" for an example
     * @param score how sure, 0–1
     * @param mask of the picture's size, not empty
     */
    record Meant(String word, double score, Mask mask) {}
}
