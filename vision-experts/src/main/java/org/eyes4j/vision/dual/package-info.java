/**
 * Models that put pictures and texts into one space: CLIP and SigLIP, which compare whole pictures with texts, and CLIPSeg and
 * GroupViT, which do so pixel by pixel.
 */
@NullMarked
package org.eyes4j.vision.dual;

import org.jspecify.annotations.NullMarked;
