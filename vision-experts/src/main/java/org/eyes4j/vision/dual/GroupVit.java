package org.eyes4j.vision.dual;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.HubGraph;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.PlaneResize;
import org.eyes4j.vision.token.HubTokenizer;

/**
 * GroupViT: which of several texts each pixel fits best (Xu et al. 2022, "GroupViT: Semantic Segmentation Emerges from Text
 * Supervision"). Thread-safe. Close frees the tokenizer.
 */
public final class GroupVit implements AutoCloseable {
    private static final String PIXELS = "pixel_values";
    private static final String SEGMENTATION = "segmentation_logits";
    private static final String LOGITS = "logits_per_image";

    private final HubFiles files;
    private final OnnxEngine engine;
    private final TextInputs texts;
    private final ImageProcessor processor;

    private GroupVit(HubFiles files, OnnxEngine engine, TextInputs texts) {
        this.files = files;
        this.engine = engine;
        this.texts = texts;
        this.processor = ImageProcessors.read(files);
    }

    /**
     * A picture by texts.
     *
     * @param classes index of the best text for each pixel, row-major in the picture's size
     * @param sureness of each text, how sure its pixels are of it on average, 0–1; 0 for a text without pixels
     * @param scores how well each text fits the whole picture; their sum is 1
     */
    public record Labelled(int[] classes, double[] sureness, double[] scores) {}

    /**
     * The model of a repository. Loads no graph yet.
     *
     * @param options {@code padding} ({@code longest} or {@code max_length}) where it is not the usual one
     * @throws HubException if it holds another family, or a file is missing or of another form
     */
    public static GroupVit of(HubFiles files, OnnxEngine engine, Parameters options) {
        HubFamily family = HubFamily.of(files);
        if (family != HubFamily.GROUPVIT) {
            throw new HubException(files.name() + ": expected GroupViT, config.json says it is " + family.id());
        }
        return new GroupVit(files, engine, TextInputs.of(files, options, false, 77));
    }

    /** Token ids of texts, padded to the longest. */
    public HubTokenizer.Batch tokens(List<String> some) {
        return texts.tokens(some, graph());
    }

    /** Whether a text is longer than the model reads; what is longer is cut. */
    public boolean isCut(String text) {
        return texts.isCut(text);
    }

    public Prepared prepare(Raster picture) {
        return processor.prepare(picture);
    }

    /** The best of the texts for each pixel. */
    public Labelled label(Raster picture, List<String> some, Cancellation cancellation) {
        HubGraph graph = graph();
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        TextInputs.feed(inputs, tokens(some), graph);
        try (Prepared prepared = prepare(picture)) {
            inputs.put(PIXELS, prepared.pixelValues());
            OnnxOutputs outputs = graph.taking(List.copyOf(inputs.keySet()), List.of())
                    .giving(SEGMENTATION, LOGITS)
                    .run(inputs, List.of(SEGMENTATION, LOGITS), cancellation)
                    .requireFinite();
            return new Labelled(
                    classes(outputs.get(SEGMENTATION), picture.width(), picture.height()),
                    sureness(outputs.get(SEGMENTATION)),
                    scores(outputs.get(LOGITS)));
        }
    }

    private HubGraph graph() {
        return HubGraph.open(files, engine, "model");
    }

    /**
     * The best text of each pixel: bilinear to the picture's size, then the largest, the first of equals. The reference has no
     * such step.
     *
     * @param segmentation {@code [1, texts, height, width]}
     */
    public static int[] classes(Tensor segmentation, int width, int height) {
        int rows = segmentation.dim(-2);
        int columns = segmentation.dim(-1);
        float[] values = segmentation.toFloatArray();
        int[] best = new int[width * height];
        float[] most = new float[width * height];
        for (int text = 0; text < segmentation.dim(-3); text++) {
            float[] plane = PlaneResize.BILINEAR.resize(values, text * rows * columns, columns, rows, width, height);
            for (int i = 0; i < plane.length; i++) {
                if (text == 0 || plane[i] > most[i]) {
                    best[i] = text;
                    most[i] = plane[i];
                }
            }
        }
        return best;
    }

    /** The mean softmax of each text over the cells in which it is the best. */
    private static double[] sureness(Tensor segmentation) {
        int texts = segmentation.dim(-3);
        int cells = segmentation.dim(-2) * segmentation.dim(-1);
        float[] values = segmentation.toFloatArray();
        double[] sums = new double[texts];
        int[] counts = new int[texts];
        for (int cell = 0; cell < cells; cell++) {
            double[] logits = new double[texts];
            int best = 0;
            for (int text = 0; text < texts; text++) {
                logits[text] = values[text * cells + cell];
                best = logits[text] > logits[best] ? text : best;
            }
            sums[best] += Similarity.softmax(logits)[best];
            counts[best]++;
        }
        for (int text = 0; text < texts; text++) {
            sums[text] /= Math.max(1, counts[text]);
        }
        return sums;
    }

    /** How well each text fits the whole picture. */
    public static double[] scores(Tensor logitsPerImage) {
        float[] logits = logitsPerImage.toFloatArray();
        double[] wide = new double[logits.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = logits[i];
        }
        return Similarity.softmax(wide);
    }

    @Override
    public void close() {
        texts.close();
    }
}
