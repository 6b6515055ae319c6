/** Segmentation by example: a picture with its mask shows what is meant in another picture. */
@NullMarked
package org.eyes4j.vision.incontext;

import org.jspecify.annotations.NullMarked;
