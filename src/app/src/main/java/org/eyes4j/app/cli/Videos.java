package org.eyes4j.app.cli;

import org.eyes4j.app.batch.FilmItems;
import org.eyes4j.app.batch.PictureInput;
import org.eyes4j.vision.video.VideoLimits;
import org.eyes4j.wiring.Eyes4j;

/** How videos are opened: within the limits of pictures. */
final class Videos {
    private Videos() {}

    static PictureInput.Films films(Eyes4j eyes4j) {
        VideoLimits limits = VideoLimits.ofPixels(eyes4j.settings().pictures().maxPixels());
        return (file, rate, name) -> new FilmItems(file, rate, limits, name);
    }
}
