/** Following things through the frames of a film. */
@NullMarked
package org.eyes4j.vision.track;

import org.jspecify.annotations.NullMarked;
