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
     * @param cache folder for what is made again when it is gone: indexes of picture folders, changed graphs
     */
    public static List<Tool> all(Models models, Settings settings, DualModels encoders, Path cache) {
        PictureReader reader =
                new PictureReader(PictureLimits.of(settings.pictures()), PictureReader.Decoding.THROUGHPUT);
        return List.of(
                new Classify(models, encoders),
                new Match(models, encoders),
                new SearchImages(models, encoders, cache.resolve("indexes"), reader),
                new DenseLabels(models, encoders, cache.resolve("graphs")));
    }
}
