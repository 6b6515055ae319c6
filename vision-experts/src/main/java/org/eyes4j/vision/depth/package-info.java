/** How far things are: one number a pixel, from one picture. */
@NullMarked
package org.eyes4j.vision.depth;

import org.jspecify.annotations.NullMarked;
