package org.eyes4j.vision.expert;

import java.util.List;
import java.util.Optional;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Arguments;

/** A tool that can say beforehand which models a call of it would load. */
public interface Foresight {
    /**
     * The models that such a call would open, the one that serves it first. Nothing is opened or fetched, and a stand-in for one
     * that cannot be had is not foreseen.
     *
     * @param arguments as far as they are known before anything ran
     * @param wish the model that the caller prefers, if any
     */
    List<ModelManifest> foresee(Arguments arguments, Optional<String> wish);
}
