package org.eyes4j.vision.incontext;

import java.util.List;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.scene.SegmentMap;

/**
 * An example: a picture and what is meant in it.
 *
 * @param picture that shows it
 * @param shown what is meant, in the order given; where two overlap the later one counts
 */
record Example(Value.Image picture, List<Shown> shown) {
    Example {
        shown = List.copyOf(shown);
    }

    /**
     * One thing that is meant.
     *
     * @param mask of the picture's size
     */
    record Shown(String label, Mask mask) {}

    /** The numbers of labels, from 1, for each pixel; 0 where nothing is meant. */
    SegmentMap classes(List<String> labels) {
        int width = picture.frame().width();
        int[] ids = new int[width * picture.frame().height()];
        for (Shown one : shown) {
            int id = labels.indexOf(one.label) + 1;
            boolean[] bitmap = one.mask.toBitmap();
            for (int i = 0; i < ids.length; i++) {
                ids[i] = bitmap[i] ? id : ids[i];
            }
        }
        return new SegmentMap(width, picture.frame().height(), ids);
    }
}
