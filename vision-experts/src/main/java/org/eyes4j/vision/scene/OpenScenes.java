package org.eyes4j.vision.scene;

import java.util.List;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.ModelUnavailableException;

/**
 * A way to divide a picture among any words, which {@code segment_scene} offers beside its closed vocabularies: grouping of
 * pixels (GroupViT), or mask proposals that a dual encoder names. Implementations are thread-safe.
 */
public interface OpenScenes {

    /** Families of manifests that it runs, as {@code groupvit}. */
    List<String> families();

    /**
     * Divides a picture.
     *
     * @param model of one of the {@link #families()}
     * @param words what may be in the picture, at least one; the order of ties
     * @param threshold the least score of a part, 0–1
     * @param context for progress, warnings and cancellation
     * @return parts in any order; a word that has none is not in the picture, and a word may have several
     * @throws ModelUnavailableException if another model that it needs cannot be had
     */
    List<Part> divide(Model model, Raster picture, List<String> words, double threshold, ToolContext context)
            throws ModelUnavailableException;

    /**
     * A part of a picture.
     *
     * @param word of those that were given
     * @param score how sure, 0–1
     * @param mask of the picture's size, not empty
     */
    record Part(String word, double score, Mask mask) {}
}
