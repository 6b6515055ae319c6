package org.eyes4j.vision.setprediction;

import org.eyes4j.tools.geometry.BoundingBox;

/**
 * One box that a detector is sure enough of.
 *
 * @param query which of the model's boxes it is
 * @param label index of its class or of the text that asked for it
 * @param score 0–1
 * @param box in pixels of the picture, not clipped to it
 */
public record FoundBox(int query, int label, double score, BoundingBox box) {}
