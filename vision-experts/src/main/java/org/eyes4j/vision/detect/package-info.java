/** Finding things: boxes from detectors, and the words that people use for a closed vocabulary's labels. */
@NullMarked
package org.eyes4j.vision.detect;

import org.jspecify.annotations.NullMarked;
