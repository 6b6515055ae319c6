package org.eyes4j.vision.caption;

import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;

/** A family's way from pictures to captions. Thread-safe. */
interface Captioner extends AutoCloseable {

    /** Whether it can fulfil all of a wish; else it gives its one kind of caption. */
    boolean fulfils(CaptionWish wish);

    /** A caption for each picture. */
    List<GeneratedText> caption(List<Raster> pictures, CaptionWish wish, Cancellation cancellation);

    @Override
    void close();
}
