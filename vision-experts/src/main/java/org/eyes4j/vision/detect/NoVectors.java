package org.eyes4j.vision.detect;

import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.grid.WordVectors;
import org.eyes4j.vision.hub.HubException;

/** Where nobody brought text encoders, detectors with a vocabulary given at run time are refused. */
final class NoVectors implements WordVectors {
    @Override
    public float[][] of(Model model, List<String> words, Cancellation cancellation) {
        throw new HubException(
                model.name() + " needs a text encoder for the words, and this tool was made without any");
    }

    @Override
    public boolean isCut(Model model, String word) {
        return false;
    }

    @Override
    public void close() {}
}
