package org.eyes4j.vision.setprediction;

import java.util.Optional;
import java.util.stream.IntStream;
import org.eyes4j.vision.onnx.Tensor;

/**
 * What an example picture asks for: the embedding of one of the boxes found in it.
 *
 * @param box index of that box
 * @param embedding float32 {@code [1, 1, size]}, what the detector takes
 */
public record ExampleQuery(int box, Tensor embedding) {
    private static final float WHOLE_PICTURE_SHARE = 0.8f;
    private static final float[] WHOLE_PICTURE = {0, 0, 1, 1};

    /**
     * Of the boxes that cover the example picture nearly as well as the best does, the one that looks least like the mean of
     * all: the mean is background. As {@code embed_image_query} of the reference does it.
     *
     * @param embeddings {@code [1, boxes, size]}
     * @param boxes {@code [1, boxes, 4]}, centre and size in 0–1
     * @return nothing where no box covers the picture
     */
    public static Optional<ExampleQuery> choose(Tensor embeddings, Tensor boxes) {
        CentreBoxes places = CentreBoxes.of(boxes);
        if (embeddings.shape().size() != 3 || embeddings.dim(0) != 1 || embeddings.dim(1) != places.queries()) {
            throw new IllegalArgumentException("Expected embeddings [1, boxes, size] and boxes [1, boxes, 4], got "
                    + embeddings + " and " + boxes);
        }
        float[] cover = cover(places);
        float best = Float.NEGATIVE_INFINITY;
        for (float c : cover) {
            best = Math.max(best, c);
        }
        float least = best * WHOLE_PICTURE_SHARE;
        int size = embeddings.dim(2);
        float[] values = embeddings.toFloatArray();
        double[] mean = mean(values, size);
        return IntStream.range(0, cover.length)
                .filter(i -> cover[i] >= least)
                .boxed()
                .min(java.util.Comparator.comparingDouble(i -> dot(values, i * size, mean)))
                .map(i -> new ExampleQuery(
                        i, Tensor.of(java.util.Arrays.copyOfRange(values, i * size, (i + 1) * size), 1, 1, size)));
    }

    private static float[] cover(CentreBoxes boxes) {
        float[] cover = new float[boxes.queries()];
        boolean none = true;
        for (int i = 0; i < cover.length; i++) {
            cover[i] = Overlap.of(WHOLE_PICTURE, boxes.corners(0, i)).iou();
            none &= cover[i] == 0;
        }
        for (int i = 0; none && i < cover.length; i++) {
            cover[i] = Overlap.of(WHOLE_PICTURE, boxes.corners(0, i)).generalised();
        }
        return cover;
    }

    private static double[] mean(float[] values, int size) {
        double[] mean = new double[size];
        for (int i = 0; i < values.length; i++) {
            mean[i % size] += (double) values[i] * size / values.length;
        }
        return mean;
    }

    private static double dot(float[] values, int at, double[] mean) {
        double sum = 0;
        for (int d = 0; d < mean.length; d++) {
            sum += values[at + d] * mean[d];
        }
        return sum;
    }
}
