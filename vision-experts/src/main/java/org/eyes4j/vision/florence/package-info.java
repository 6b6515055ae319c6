/**
 * The {@code florence2} family (Xiao et al., "Florence-2", 2023): one model that captions, detects, grounds, reads and segments, told
 * by a prompt and answering with text and location tokens.
 */
@NullMarked
package org.eyes4j.vision.florence;

import org.jspecify.annotations.NullMarked;
