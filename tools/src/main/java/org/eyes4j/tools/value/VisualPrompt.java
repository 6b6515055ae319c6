package org.eyes4j.tools.value;

import java.util.List;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;

/** Something drawn on, or said about, a picture to tell a model what is meant. Pixels of the prompt's frame. */
public sealed interface VisualPrompt {

    /** A click: on the thing ({@code positive}) or on what is not part of it. */
    record PointPrompt(Point at, boolean positive) implements VisualPrompt {}

    /** A box around the thing. */
    record BoxPrompt(BoundingBox box) implements VisualPrompt {}

    /** A stroke over the thing (or, negative, over what is not part of it). */
    record Scribble(List<Point> stroke, boolean positive) implements VisualPrompt {
        public Scribble {
            stroke = List.copyOf(stroke);
        }
    }

    /** An earlier or rough mask of the thing. */
    record MaskPrompt(Mask mask) implements VisualPrompt {}

    /** Words for the thing. */
    record TextPrompt(String text) implements VisualPrompt {}

    /** "Like this one": a region of the same or another picture. */
    record Exemplar(Value.Image image, Region region) implements VisualPrompt {}
}
