package org.eyes4j.vision.sam;

import org.eyes4j.tools.value.Region;
import org.jspecify.annotations.Nullable;

/**
 * An object to segment.
 *
 * @param prompt what is said about it
 * @param region that it is a mask for, in the picture's frame; null for what was drawn
 */
record Target(ObjectPrompt prompt, @Nullable Region region) {}
