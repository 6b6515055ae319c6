package org.eyes4j.vision.sam;

/**
 * One mask that the decoder offers for a prompt.
 *
 * @param logits the mask grid, row by row
 * @param predictedIou how well the decoder thinks the mask fits, mostly 0–1
 */
record Proposal(float[] logits, double predictedIou) {}
