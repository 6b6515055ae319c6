package org.eyes4j.vision.sam;

/**
 * A mask on the decoder's grid with all that speaks for it.
 *
 * @param logits the mask grid, row by row
 * @param predictedIou the decoder's own opinion, 0–1
 * @param stability how little the mask changes when the threshold does, 0–1
 * @param quality by which candidates of one prompt are ranked, 0–1
 */
record Candidate(float[] logits, double predictedIou, double stability, double quality) {

    /** How sure one may be of the mask, 0–1. */
    double score() {
        return predictedIou * stability;
    }

    Candidate with(float[] others) {
        return new Candidate(others, predictedIou, stability, quality);
    }
}
