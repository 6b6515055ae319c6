package org.eyes4j.vision.setprediction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.eyes4j.vision.onnx.Tensor;

/** How the logits of a closed vocabulary, {@code [pictures, queries, classes]}, become scored boxes. Stateless. */
public enum ClosedSetRule {
    /**
     * Each query is its most probable class or, as the last class, nothing (Carion et al., 2020): DETR and YOLOS. In order of
     * queries.
     */
    SOFTMAX {
        @Override
        List<FoundBox> read(float[] logits, int start, int classes, CentreBoxes boxes, int picture, PictureSize size) {
            List<FoundBox> found = new ArrayList<>();
            for (int query = 0; query < boxes.queries(); query++) {
                int at = start + query * classes;
                int best = 0;
                double most = logits[at];
                for (int c = 1; c < classes; c++) {
                    most = Math.max(most, logits[at + c]);
                    best = c < classes - 1 && logits[at + c] > logits[at + best] ? c : best;
                }
                double sum = 0;
                for (int c = 0; c < classes; c++) {
                    sum += Math.exp(logits[at + c] - most);
                }
                double score = Math.exp(logits[at + best] - most) / sum;
                found.add(new FoundBox(query, best, score, boxes.corners(picture, query, size)));
            }
            return found;
        }
    },
    /**
     * Each pair of a query and a class stands for itself, and of all of them as many as there are queries are looked at, the
     * best first: RT-DETR (Zhao et al., 2023), as Deformable DETR before it.
     */
    SIGMOID_PAIRS {
        @Override
        List<FoundBox> read(float[] logits, int start, int classes, CentreBoxes boxes, int picture, PictureSize size) {
            return IntStream.range(0, boxes.queries() * classes)
                    .boxed()
                    .sorted(Comparator.comparingDouble(pair -> -logits[start + pair]))
                    .limit(boxes.queries())
                    .map(pair -> new FoundBox(
                            pair / classes,
                            pair % classes,
                            1 / (1 + Math.exp(-logits[start + pair])),
                            boxes.corners(picture, pair / classes, size)))
                    .toList();
        }
    };

    abstract List<FoundBox> read(
            float[] logits, int start, int classes, CentreBoxes boxes, int picture, PictureSize size);

    /**
     * What scores more than the threshold, for each picture.
     *
     * @param logits {@code [pictures, queries, classes]}
     * @param boxes {@code [pictures, queries, 4]}, centre and size in 0–1
     * @param sizes of the pictures
     */
    public List<List<FoundBox>> read(Tensor logits, Tensor boxes, List<PictureSize> sizes, double threshold) {
        CentreBoxes places = CentreBoxes.of(boxes);
        if (logits.shape().size() != 3
                || logits.dim(0) != sizes.size()
                || boxes.dim(0) != sizes.size()
                || logits.dim(1) != places.queries()
                || logits.dim(2) < 2) {
            throw new IllegalArgumentException("Expected logits [" + sizes.size() + ", queries, classes] and boxes ["
                    + sizes.size() + ", queries, 4], got " + logits + " and " + boxes);
        }
        float[] values = logits.toFloatArray();
        int classes = logits.dim(2);
        List<List<FoundBox>> found = new ArrayList<>();
        for (int picture = 0; picture < sizes.size(); picture++) {
            int start = picture * places.queries() * classes;
            found.add(read(values, start, classes, places, picture, sizes.get(picture)).stream()
                    .filter(box -> box.score() > threshold)
                    .toList());
        }
        return found;
    }
}
