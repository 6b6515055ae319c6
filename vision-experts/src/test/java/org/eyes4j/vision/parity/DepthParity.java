package org.eyes4j.vision.parity;

import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.depth.DepthModel;
import org.eyes4j.vision.depth.DepthPlane;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.Tensor;

/** Depth Anything and DPT: pictures, raw depths, depths of the picture's size, and those as a grey picture. */
final class DepthParity implements FamilyParity {
    @Override
    public boolean covers(ParityCase recorded) {
        return recorded.family().filter(HubFamily.DEPTH::equals).isPresent();
    }

    @Override
    public void check(ParityCase recorded, OnnxEngine engine) {
        int compared = PixelValues.check(recorded);
        if (recorded.has("predicted_depth")) {
            compared += RawOutputs.check(recorded, engine);
            compared += results(recorded);
            whole(recorded, engine);
        }
        if (compared == 0) {
            throw new AssertionError(recorded.title() + " holds nothing to compare");
        }
    }

    private static int results(ParityCase recorded) {
        Stage stage = new Stage(recorded, "raw outputs to depths");
        Raster picture = recorded.picture("image");
        DepthPlane depth = DepthPlane.of(recorded.tensor("predicted_depth")).resize(picture.width(), picture.height());
        stage.same("depth_original_size", Tensor.of(depth.values(), depth.height(), depth.width()));
        double tolerance =
                recorded.json().path("tolerance").path("depth").path("abs").asDouble(0);
        stage.near("min", recorded.expected("min").asDouble(), depth.least(), tolerance);
        stage.near("max", recorded.expected("max").asDouble(), depth.most(), tolerance);
        Raster grey = depth.grey();
        Raster wanted =
                recorded.pictureAt(recorded.expected("depth_8bit").asText()).dropAlpha();
        stage.same(
                "depth_8bit",
                Tensor.ofUnsigned(wanted.data(), wanted.height(), wanted.width(), 3),
                Tensor.ofUnsigned(grey.data(), grey.height(), grey.width(), 3),
                1);
        return 4;
    }

    /** The expert's own way, from picture to depths. */
    private static void whole(ParityCase recorded, OnnxEngine engine) {
        DepthPlane depth = DepthModel.of(recorded.model().orElseThrow(), engine)
                .estimate(recorded.picture("image"), new Cancellation());
        Stage stage = new Stage(recorded, "picture to depths");
        Tensor wanted = recorded.tensor("depth_original_size");
        stage.same(
                "depth_original_size",
                wanted,
                Tensor.of(depth.values(), depth.height(), depth.width()),
                recorded.tolerance("predicted_depth") + recorded.tolerance("depth_original_size"));
    }
}
