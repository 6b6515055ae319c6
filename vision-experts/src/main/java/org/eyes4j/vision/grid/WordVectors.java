package org.eyes4j.vision.grid;

import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.expert.Model;

/** What words mean to a detector whose vocabulary is given at run time: the text encoder beside its graph. Thread-safe. */
public interface WordVectors extends AutoCloseable {

    /**
     * A vector of length 1 for each word, in order.
     *
     * @throws org.eyes4j.vision.hub.HubException if the model's files hold no such encoder
     */
    float[][] of(Model model, List<String> words, Cancellation cancellation);

    /** Whether a word is longer than the encoder reads; what is longer is cut. */
    boolean isCut(Model model, String word);

    @Override
    void close();
}
