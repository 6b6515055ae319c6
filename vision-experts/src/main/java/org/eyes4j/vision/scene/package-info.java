/**
 * What every part of a picture is: semantic, instance and panoptic segmentation by mask classifiers (MaskFormer, Mask2Former,
 * DETR with masks) and by classifiers of pixels (SegFormer), from a hub's own files and equal to the reference.
 */
@NullMarked
package org.eyes4j.vision.scene;

import org.jspecify.annotations.NullMarked;
