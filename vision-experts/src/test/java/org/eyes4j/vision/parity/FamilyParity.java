package org.eyes4j.vision.parity;

import org.eyes4j.vision.onnx.OnnxEngine;

/** How the cases of one family are checked, stage by stage: inputs to tensors, tensors to raw outputs, those to results. */
interface FamilyParity {
    boolean covers(ParityCase recorded);

    /** Throws an {@link AssertionError} that names stage, tensor, index, expected and actual. */
    void check(ParityCase recorded, OnnxEngine engine);
}
