package org.eyes4j.vision.hub.image;

import java.util.List;
import org.eyes4j.tools.image.Raster;

/**
 * Makes the input of a model from pictures, equal to the reference's Pillow processor of the same name. Alpha is dropped, as
 * there. Immutable and thread-safe.
 */
public interface ImageProcessor {

    /**
     * A batch; pictures that come out in different sizes are padded to the largest where the processor does that.
     *
     * @throws org.eyes4j.vision.hub.HubException if they come out in different sizes and it does not
     */
    Prepared prepare(List<Raster> pictures);

    default Prepared prepare(Raster picture) {
        return prepare(List.of(picture));
    }
}
