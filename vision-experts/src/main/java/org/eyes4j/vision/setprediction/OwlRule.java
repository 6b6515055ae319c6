package org.eyes4j.vision.setprediction;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.vision.onnx.Tensor;

/** How OWL-ViT's logits (Minderer et al., 2022), one for each patch and query, become scored boxes. Stateless. */
final class OwlRule {
    private OwlRule() {}

    /** The best query of each patch and its probability, whatever that is. */
    static List<FoundBox> best(Tensor logits, CentreBoxes boxes, int picture, PictureSize size) {
        int queries = logits.dim(2);
        float[] values = logits.toFloatArray();
        List<FoundBox> found = new ArrayList<>();
        for (int patch = 0; patch < boxes.queries(); patch++) {
            int at = (picture * boxes.queries() + patch) * queries;
            int best = 0;
            for (int q = 1; q < queries; q++) {
                best = values[at + q] > values[at + best] ? q : best;
            }
            found.add(new FoundBox(patch, best, sigmoid(values[at + best]), boxes.corners(picture, patch, size)));
        }
        return found;
    }

    /** Of one picture the best patch of each query. */
    static List<FoundBox> bestOfEach(Tensor logits, CentreBoxes boxes, PictureSize size) {
        int queries = logits.dim(2);
        float[] values = logits.toFloatArray();
        List<FoundBox> found = new ArrayList<>();
        for (int query = 0; query < queries; query++) {
            int best = 0;
            for (int patch = 1; patch < boxes.queries(); patch++) {
                best = values[patch * queries + query] > values[best * queries + query] ? patch : best;
            }
            double score = sigmoid(values[best * queries + query]);
            found.add(new FoundBox(best, query, score, boxes.corners(0, best, size)));
        }
        return found;
    }

    static CentreBoxes check(Tensor logits, Tensor boxes, int pictures) {
        CentreBoxes places = CentreBoxes.of(boxes);
        if (logits.shape().size() != 3
                || logits.dim(0) != pictures
                || boxes.dim(0) != pictures
                || logits.dim(1) != places.queries()
                || logits.dim(2) < 1) {
            throw new IllegalArgumentException("Expected logits [" + pictures + ", patches, queries] and boxes ["
                    + pictures + ", patches, 4], got " + logits + " and " + boxes);
        }
        return places;
    }

    static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
