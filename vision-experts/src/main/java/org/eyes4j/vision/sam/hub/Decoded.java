package org.eyes4j.vision.sam.hub;

import java.util.Map;
import java.util.Optional;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.Tensor;

/**
 * What the decoder answered.
 *
 * @param masks coarse logits, {@code [1, objects, masks, height, width]}
 * @param scores predicted IoU of each, {@code [1, objects, masks]}
 * @param objectScores logits of there being such an object at all, {@code [1, objects, 1]}; SAM 2 only
 */
public record Decoded(Tensor masks, Tensor scores, Optional<Tensor> objectScores) {
    public Decoded {
        if (masks.shape().size() != 5
                || scores.shape().size() != 3
                || masks.dim(1) != scores.dim(1)
                || masks.dim(2) != scores.dim(2)) {
            throw new HubException("Expected masks [1, objects, masks, height, width] and scores [1, objects, masks],"
                    + " found " + masks.shape() + " and " + scores.shape());
        }
    }

    /** From the outputs of a decoder by their names in the hub's exports. */
    public static Decoded of(String model, Map<String, Tensor> outputs) {
        Tensor masks = outputs.get("pred_masks");
        Tensor scores = outputs.get("iou_scores");
        if (masks == null || scores == null) {
            throw new HubException(model + ": expected the outputs pred_masks and iou_scores of the decoder, found "
                    + outputs.keySet());
        }
        return new Decoded(masks, scores, Optional.ofNullable(outputs.get("object_score_logits")));
    }

    public int objects() {
        return masks.dim(1);
    }

    /** Masks for each object. */
    public int choices() {
        return masks.dim(2);
    }

    /** Columns of a coarse mask. */
    public int width() {
        return masks.dim(4);
    }

    /** Rows of a coarse mask. */
    public int height() {
        return masks.dim(3);
    }

    /** A coarse mask, row by row. */
    public float[] logits(int object, int choice) {
        float[] logits = new float[width() * height()];
        masks.floats().get((object * choices() + choice) * logits.length, logits);
        return logits;
    }

    public float score(int object, int choice) {
        return scores.floats().get(object * choices() + choice);
    }

    /** How likely there is an object at all, 0–1; 1 where the model does not say. */
    public double objectProbability(int object) {
        return objectScores
                .map(scores -> 1 / (1 + Math.exp(-scores.floats().get(object))))
                .orElse(1.0);
    }

    /** The choice with the highest score. */
    public int best(int object) {
        int best = 0;
        for (int choice = 1; choice < choices(); choice++) {
            best = score(object, choice) > score(object, best) ? choice : best;
        }
        return best;
    }
}
