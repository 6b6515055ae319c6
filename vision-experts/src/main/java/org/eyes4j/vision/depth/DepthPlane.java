package org.eyes4j.vision.depth;

import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.PlaneResize;

/**
 * One number a pixel. Immutable; {@link #values()} is not to be written to.
 *
 * @param values {@code height × width}, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of megabytes would serve nobody.
public record DepthPlane(int width, int height, float[] values) {
    public DepthPlane {
        if (width < 1 || height < 1 || (long) width * height != values.length) {
            throw new IllegalArgumentException(
                    "A plane of " + width + " x " + height + " does not have " + values.length + " values");
        }
    }

    /**
     * A model's {@code [1, height, width]} or {@code [1, 1, height, width]}.
     *
     * @throws HubException if it is of another shape
     */
    public static DepthPlane of(Tensor predicted) {
        int rank = predicted.shape().size();
        if (rank < 2 || predicted.size() == 0 || predicted.size() != predicted.dim(-1) * predicted.dim(-2)) {
            throw new HubException("Expected the depths of one picture, [1, height, width], the model gave "
                    + predicted.type() + predicted.shape());
        }
        int width = predicted.dim(-1);
        int height = predicted.dim(-2);
        return new DepthPlane(width, height, predicted.toFloatArray());
    }

    /** At another size, as the reference brings predictions back to the picture's: bicubic, corners apart. */
    public DepthPlane resize(int newWidth, int newHeight) {
        return new DepthPlane(
                newWidth, newHeight, PlaneResize.BICUBIC.resize(values, width, height, newWidth, newHeight));
    }

    public float least() {
        float least = Float.POSITIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    public float most() {
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    /** As a grey picture, the least black and the most white. */
    public Raster grey() {
        return Rasters.grey(values, width, height);
    }
}
