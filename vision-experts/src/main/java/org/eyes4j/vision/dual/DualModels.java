package org.eyes4j.vision.dual;

import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.EncodingCache;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.hub.HubFamily;

/** The dual encoders of a process with the vectors of lately seen pictures, shared by the tools on them. Thread-safe. */
public final class DualModels implements AutoCloseable {
    static final String[] FAMILIES = {HubFamily.CLIP.id(), HubFamily.SIGLIP.id()};
    private static final long MAX_BYTES = 8L << 20;

    private final Opened<DualEncoder> encoders =
            new Opened<>(model -> DualEncoder.of(model.hub(), model.engine(), model.postprocess()));
    private final EncodingCache<float[]> pictures = new EncodingCache<>(MAX_BYTES, vector -> 4L * vector.length);

    public DualEncoder of(Model model) {
        return encoders.of(model);
    }

    /** The vector of a picture; the same picture is not run again. Not to be changed. */
    public float[] picture(Model model, Raster picture, Cancellation cancellation) {
        return pictures.get(
                model.name(), picture, () -> encoders.of(model).pictures(List.of(picture), cancellation)[0]);
    }

    /** Warns where scores are spread by a guess. */
    void tellScale(Model model, DualEncoder encoder, ToolContext context) {
        if (encoder.isUncalibrated()) {
            context.warn("The files of " + model.name() + " do not hold the scale of its scores: their order is right,"
                    + " how far they are apart is a guess (logit_scale in the manifest's postprocess would tell)");
        }
    }

    @Override
    public void close() {
        encoders.close();
        pictures.clear();
    }
}
