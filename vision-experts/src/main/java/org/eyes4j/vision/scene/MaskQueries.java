package org.eyes4j.vision.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.PlaneResize;

/**
 * What a mask classifier says of one picture: a number of queries, each with logits of its class (the last class is "none") and
 * of its mask. The three ways to read them are those of the reference's {@code post_process_*_segmentation} (Cheng et al.,
 * "Per-Pixel Classification is Not All You Need", 2021; Carion et al., 2020 for DETR). Immutable and thread-safe.
 */
public final class MaskQueries {
    /** Cells that are added up at a time. */
    private static final int BLOCK = 512;

    private final int queries;
    private final int classes;
    private final int width;
    private final int height;
    /** {@code [queries][classes]}, "none" last. */
    private final float[] probabilities;
    /** {@code [queries][height][width]}. */
    private final float[] logits;

    private MaskQueries(int queries, int classes, int width, int height, float[] probabilities, float[] logits) {
        this.queries = queries;
        this.classes = classes;
        this.width = width;
        this.height = height;
        this.probabilities = probabilities;
        this.logits = logits;
    }

    /**
     * The first picture of a batch.
     *
     * @param classLogits {@code [pictures, queries, classes + 1]}
     * @param maskLogits {@code [pictures, queries, height, width]}
     * @throws HubException if the shapes are others
     */
    public static MaskQueries of(Tensor classLogits, Tensor maskLogits) {
        return of(classLogits, maskLogits, 0);
    }

    /** Any picture of a batch. */
    public static MaskQueries of(Tensor classLogits, Tensor maskLogits, int picture) {
        if (classLogits.shape().size() != 3
                || maskLogits.shape().size() != 4
                || classLogits.dim(1) != maskLogits.dim(1)
                || classLogits.dim(2) < 2
                || classLogits.dim(0) <= picture
                || maskLogits.dim(0) <= picture) {
            throw new HubException("Expected class logits [pictures, queries, classes + 1] and mask logits [pictures,"
                    + " queries, height, width] of at least " + (picture + 1) + " pictures, found "
                    + classLogits.shape() + " and " + maskLogits.shape());
        }
        int queries = classLogits.dim(1);
        int classes = classLogits.dim(2);
        float[] all = new float[queries * classes];
        classLogits.floats().get(picture * all.length, all);
        float[] masks = new float[queries * maskLogits.dim(2) * maskLogits.dim(3)];
        maskLogits.floats().get(picture * masks.length, masks);
        for (int q = 0; q < queries; q++) {
            softmax(all, q * classes, classes);
        }
        return new MaskQueries(queries, classes, maskLogits.dim(3), maskLogits.dim(2), all, masks);
    }

    /** The same with masks of another size: Mask2Former's are read at 384 x 384, whatever the model's. */
    public MaskQueries resized(int newWidth, int newHeight) {
        float[] resized = new float[queries * newWidth * newHeight];
        for (int q = 0; q < queries; q++) {
            float[] one = PlaneResize.BILINEAR.resize(logits, q * width * height, width, height, newWidth, newHeight);
            System.arraycopy(one, 0, resized, q * one.length, one.length);
        }
        return new MaskQueries(queries, classes, newWidth, newHeight, probabilities, resized);
    }

    /** The class of each pixel of a picture of this size. */
    public SegmentMap semantic(int pictureWidth, int pictureHeight) {
        return classes().at(pictureWidth, pictureHeight);
    }

    /** For each class and cell, the probabilities of all queries together. */
    BestPlane classes() {
        int area = width * height;
        int named = classes - 1;
        float[] scores = new float[named * area];
        float[] masks = new float[queries * BLOCK];
        // Block by block, so that what is read again and again stays near the processor.
        for (int from = 0; from < area; from += BLOCK) {
            int cells = Math.min(BLOCK, area - from);
            for (int q = 0; q < queries; q++) {
                for (int i = 0; i < cells; i++) {
                    masks[q * BLOCK + i] = sigmoid(logits[q * area + from + i]);
                }
            }
            float[] sum = new float[cells];
            for (int c = 0; c < named; c++) {
                Arrays.fill(sum, 0);
                for (int q = 0; q < queries; q++) {
                    add(sum, probabilities[q * classes + c], masks, q * BLOCK);
                }
                System.arraycopy(sum, 0, scores, c * area + from, cells);
            }
        }
        return new BestPlane(scores, named, width, height);
    }

    private static void add(float[] sum, float weight, float[] values, int at) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * values[at + i];
        }
    }

    /** Each pixel of a picture of this size given to one query at most. */
    public Panoptic panoptic(PanopticRule rule, int pictureWidth, int pictureHeight) {
        int[] kept = IntStream.range(0, queries)
                .filter(q -> label(q) < classes - 1 && score(q) > rule.threshold())
                .toArray();
        if (kept.length == 0) {
            int[] none = new int[pictureWidth * pictureHeight];
            Arrays.fill(none, -1);
            return new Panoptic(new SegmentMap(pictureWidth, pictureHeight, none), List.of());
        }
        int area = width * height;
        float[] weights = new float[kept.length];
        float[] masks = new float[kept.length * area];
        for (int k = 0; k < kept.length; k++) {
            weights[k] = score(kept[k]);
            for (int i = 0; i < area; i++) {
                masks[k * area + i] = sigmoid(logits[kept[k] * area + i]);
            }
        }
        WeighedMasks weighed = new WeighedMasks(masks, weights, width, height);
        return segments(weighed.shareOut(rule.maskThreshold(), pictureWidth, pictureHeight), kept, rule);
    }

    private Panoptic segments(WeighedMasks.Shares shares, int[] kept, PanopticRule rule) {
        List<Panoptic.Segment> segments = new ArrayList<>();
        Map<Integer, Integer> known = new HashMap<>();
        int[] idOf = new int[kept.length];
        int id = 0;
        for (int k = 0; k < kept.length; k++) {
            boolean exists = shares.area()[k] > 0 && shares.whole()[k] > 0;
            if (!exists || !((float) shares.area()[k] / shares.whole()[k] > rule.overlapThreshold())) {
                continue;
            }
            int label = label(kept[k]);
            boolean fuse = rule.fused().contains(label);
            // As the reference: after an id was used again, the next new segment counts on from there.
            id = known.containsKey(label) ? known.get(label) : id + 1;
            if (fuse) {
                known.put(label, id);
            }
            idOf[k] = id;
            segments.add(new Panoptic.Segment(id, label, fuse, score(kept[k])));
        }
        int[] owners = shares.owners().ids();
        int[] ids = new int[owners.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = idOf[owners[i]];
        }
        return new Panoptic(
                new SegmentMap(shares.owners().width(), shares.owners().height(), ids), segments);
    }

    /**
     * Things with masks of their own, best first: as many of the best pairs of query and class as there are queries, of them
     * those that score at least the threshold. Masks are cut at 0 before they are enlarged, by the nearest value.
     */
    public List<Instance> instances(double threshold, int pictureWidth, int pictureHeight) {
        int named = classes - 1;
        int[] best = IntStream.range(0, queries * named)
                .boxed()
                .sorted(Comparator.comparingDouble(p -> -probabilities[p / named * classes + p % named]))
                .limit(queries)
                .mapToInt(Integer::intValue)
                .toArray();
        List<Instance> instances = new ArrayList<>();
        for (int pair : best) {
            float probability = probabilities[pair / named * classes + pair % named];
            // The mask's own score is at most 1.
            float score = probability < threshold ? 0 : probability * certainty(pair / named);
            if (score >= threshold) {
                Mask mask = enlarged(pair / named, pictureWidth, pictureHeight);
                if (!mask.isEmpty()) {
                    instances.add(new Instance(pair % named, score, mask));
                }
            }
        }
        instances.sort(Comparator.comparingDouble(Instance::score).reversed());
        return instances;
    }

    /** The mean probability within a query's mask. */
    private float certainty(int query) {
        float sum = 0;
        int count = 0;
        for (int i = query * width * height; i < (query + 1) * width * height; i++) {
            if (logits[i] > 0) {
                sum += sigmoid(logits[i]);
                count++;
            }
        }
        return sum / (count + 1e-6f);
    }

    /** The cells above 0, each as large as it is at the picture's size: the nearest value, as {@code torch} takes it. */
    private Mask enlarged(int query, int pictureWidth, int pictureHeight) {
        float perColumn = (float) width / pictureWidth;
        // The first row of the picture that shows a row of cells, and the end of the last.
        int[] top = new int[height + 1];
        Arrays.fill(top, pictureHeight);
        float perRow = (float) height / pictureHeight;
        for (int y = pictureHeight - 1; y >= 0; y--) {
            top[Math.min((int) (y * perRow), height - 1)] = y;
        }
        for (int row = height - 1; row >= 0; row--) {
            top[row] = Math.min(top[row], top[row + 1]);
        }
        RunBuilder runs = new RunBuilder();
        for (int x = 0; x < pictureWidth; x++) {
            int column = query * width * height + Math.min((int) (x * perColumn), width - 1);
            for (int row = 0; row < height; row++) {
                if (logits[column + row * width] > 0 && top[row] < top[row + 1]) {
                    runs.add(x * pictureHeight + top[row], x * pictureHeight + top[row + 1]);
                }
            }
        }
        return Mask.of(pictureWidth, pictureHeight, runs.upTo(pictureWidth * pictureHeight));
    }

    /** The likeliest class of a query, "none" among them. */
    private int label(int query) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (probabilities[query * classes + c] > probabilities[query * classes + best]) {
                best = c;
            }
        }
        return best;
    }

    private float score(int query) {
        return probabilities[query * classes + label(query)];
    }

    private static void softmax(float[] values, int from, int count) {
        float most = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            most = Math.max(most, values[i]);
        }
        float sum = 0;
        for (int i = from; i < from + count; i++) {
            values[i] = (float) Math.exp(values[i] - most);
            sum += values[i];
        }
        for (int i = from; i < from + count; i++) {
            values[i] /= sum;
        }
    }

    private static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }
}
