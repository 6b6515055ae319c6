/** Boxes, masks, polygons and frames: pure geometry in pixels, half-open xyxy. */
@NullMarked
package org.eyes4j.tools.geometry;

import org.jspecify.annotations.NullMarked;
