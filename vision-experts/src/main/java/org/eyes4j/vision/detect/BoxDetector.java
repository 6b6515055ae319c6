package org.eyes4j.vision.detect;

import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;

/** A family's way from a picture to boxes of a closed vocabulary. Stateless; thread-safe. */
interface BoxDetector {

    /** What it can find; an empty text is a class that it never means. */
    List<String> labels();

    /**
     * Everything that scores more is found at once and kept, so that another threshold costs no second run; higher where a
     * finding is dear.
     */
    default double least() {
        return 0.05;
    }

    /** Everything found, in pixels of the picture, best first. */
    List<Detection> detect(Raster picture, double threshold, Cancellation cancellation);
}
