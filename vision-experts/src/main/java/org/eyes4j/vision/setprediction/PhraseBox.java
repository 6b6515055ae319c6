package org.eyes4j.vision.setprediction;

import org.eyes4j.tools.geometry.BoundingBox;

/**
 * A box with the words that stand for it.
 *
 * @param query which of the model's boxes it is
 * @param score 0–1
 * @param phrase the words; may be empty
 * @param box in pixels of the picture, not clipped to it
 */
public record PhraseBox(int query, double score, String phrase, BoundingBox box) {}
