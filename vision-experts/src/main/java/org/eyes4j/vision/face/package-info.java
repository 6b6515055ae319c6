/** Faces: where they are, their points, and what small models guess of their mood and age. */
@NullMarked
package org.eyes4j.vision.face;

import org.jspecify.annotations.NullMarked;
