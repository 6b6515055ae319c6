package org.eyes4j.vision.parity;

import java.util.List;

/** The families that are checked. One line each. */
final class ParityFamilies {
    private ParityFamilies() {}

    static List<FamilyParity> all() {
        return List.of(
                new TokenizerParity(),
                new ResampleParity(),
                new VisionEncoderDecoderParity(),
                new BlipParity(),
                new Florence2Parity(),
                new WhisperParity(),
                new ChatParity(),
                new PreprocessParity(),
                new SetPredictionParity(),
                new SamParity(),
                new SegformerParity(),
                new MaskFormerParity(),
                new DetrPanopticParity(),
                new SegGptParity(),
                new OwlParity(),
                new GroundingDinoParity(),
                new DepthParity(),
                new Dinov2Parity(),
                new VitPoseParity(),
                new DualParity(),
                new ClipSegParity(),
                new GroupVitParity());
    }
}
