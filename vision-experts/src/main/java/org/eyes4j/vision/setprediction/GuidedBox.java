package org.eyes4j.vision.setprediction;

import org.eyes4j.tools.geometry.BoundingBox;

/**
 * A box that looks like an example.
 *
 * @param query which of the model's boxes it is
 * @param score probability, 0–1
 * @param strength 0–1, 1 for the best of the picture: the reference's score for display
 * @param box in pixels of the picture, not clipped to it
 */
public record GuidedBox(int query, double score, double strength, BoundingBox box) {}
