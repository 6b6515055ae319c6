/**
 * Pictures, wrapped once: from untrusted bytes to an upright {@link org.eyes4j.tools.image.Raster}, from a raster to a
 * model's tensor, and back to a file. This is the only package that knows OpenCV and ImageIO.
 */
@NullMarked
package org.eyes4j.vision.picture;

import org.jspecify.annotations.NullMarked;
