/**
 * Detectors that answer a fixed set of boxes at once (Carion et al., "End-to-End Object Detection with Transformers", 2020) and
 * those that followed: with a closed vocabulary, with words, and with an example picture. Read from a hub's own files.
 */
@NullMarked
package org.eyes4j.vision.setprediction;

import org.jspecify.annotations.NullMarked;
