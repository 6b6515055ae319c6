package org.eyes4j.vision.hub.image;

import java.util.Optional;
import org.eyes4j.vision.picture.Resampler;

/**
 * The steps of one processor, in their order.
 *
 * @param name of the repository and processor, for messages
 * @param resize to which size; empty where pictures stay as they are
 * @param resampler with which filter
 * @param crop from the centre, with black around what is smaller; empty for none
 * @param levels how levels become numbers
 * @param padding to one size
 */
record Recipe(
        String name,
        Optional<ResizeRule> resize,
        Resampler resampler,
        Optional<Extent> crop,
        Levels levels,
        Padding padding) {}
