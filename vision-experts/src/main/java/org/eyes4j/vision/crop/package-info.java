/** Square, upright, scaled cuts of a picture for models that want one thing in the middle, and the way back. */
@NullMarked
package org.eyes4j.vision.crop;

import org.jspecify.annotations.NullMarked;
