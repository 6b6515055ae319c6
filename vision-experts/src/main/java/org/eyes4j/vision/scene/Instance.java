package org.eyes4j.vision.scene;

import org.eyes4j.tools.geometry.Mask;

/**
 * One thing with a mask of its own, which may overlap others'.
 *
 * @param label its class
 * @param score of its class times the mean probability within its mask, 0–1
 * @param mask at the picture's size
 */
public record Instance(int label, double score, Mask mask) {}
