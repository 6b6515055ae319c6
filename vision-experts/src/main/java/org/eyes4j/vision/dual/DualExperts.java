package org.eyes4j.vision.dual;

import java.nio.file.Path;
import java.util.List;
import org.eyes4j.config.Settings;
import org.eyes4j.tools.Tool;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;

/** The experts of the dual encoders. */
public final class DualExperts {
    private DualExperts() {}

    /**
     * All of them; they share encoders, and vectors of texts and pictures.
     *
     * @param encoders what they share, with others too if need be
     * @param indexes folder in which indexes of picture folders are kept
     */
    public static List<Tool> all(Models models, Settings settings, DualModels encoders, Path indexes) {
        PictureReader reader =
                new PictureReader(PictureLimits.of(settings.pictures()), PictureReader.Decoding.THROUGHPUT);
        return List.of(
                new Classify(models, encoders),
                new Match(models, encoders),
                new SearchImages(models, encoders, indexes, reader));
    }
}
