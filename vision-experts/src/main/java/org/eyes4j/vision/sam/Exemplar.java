package org.eyes4j.vision.sam;

import java.util.List;

/**
 * How the thing looks whose like is sought.
 *
 * @param width as a share of its picture's longest side
 * @param height as a share of its picture's longest side
 * @param patches in all turns that count as the same
 * @param colours that it has
 * @param feature mean of the encoder's features, of length 1
 */
record Exemplar(double width, double height, List<Patch> patches, ColourHistogram colours, float[] feature) {
    Exemplar {
        patches = List.copyOf(patches);
    }
}
