package org.eyes4j.vision.detect;

import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;

/** A family's way from a picture and any words to boxes. Thread-safe. */
interface WordDetector extends AutoCloseable {

    /** The threshold that suits it when a caller states none. */
    double usualThreshold();

    /** Those of the words that it cannot look for; tells why, and what of the others it reads only in part. */
    List<String> unreadable(List<String> words, ToolContext context);

    /** Whatever it finds without being told words, best first; empty for families that need words. */
    default Optional<List<Detection>> everything(Raster picture, double threshold, Cancellation cancellation) {
        return Optional.empty();
    }

    /**
     * What the words name, each box with the word that fits it best as its label; in pixels of the picture, best first.
     *
     * @param words at least one, all readable
     */
    List<Detection> detect(Raster picture, List<String> words, double threshold, Cancellation cancellation);

    /**
     * For each phrase of a sentence its best box, labelled with the phrase, whatever it scores; in the order of phrases.
     * A phrase whose box lies outside the picture is left out.
     */
    List<Detection> ground(Raster picture, Sentence sentence, ToolContext context);

    @Override
    void close();
}
