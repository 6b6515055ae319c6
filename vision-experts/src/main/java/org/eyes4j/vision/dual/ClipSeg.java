package org.eyes4j.vision.dual;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.hub.HubGraph;
import org.eyes4j.vision.hub.image.ImageProcessor;
import org.eyes4j.vision.hub.image.ImageProcessors;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxException;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.PlaneResize;
import org.eyes4j.vision.token.HubTokenizer;

/**
 * CLIPSeg: how likely each pixel belongs to what a text names or an example picture shows (Lüddecke and Ecker 2022, "Image
 * Segmentation Using Text and Image Prompts"). Thread-safe. Close frees the tokenizer.
 */
public final class ClipSeg implements AutoCloseable {
    private static final String PIXELS = "pixel_values";
    private static final String EXAMPLE = "conditional_pixel_values";
    private static final String LOGITS = "logits";
    private static final int BATCH = 8;

    private final HubFiles files;
    private final OnnxEngine engine;
    private final TextInputs texts;
    private final ImageProcessor processor;
    /**
     * The reference wants the picture once for each text. Most exports also take it once for all, which spares encoding it as
     * often; one that does not is noticed by the first call.
     */
    private volatile boolean sharesPicture = true;

    private ClipSeg(HubFiles files, OnnxEngine engine, TextInputs texts) {
        this.files = files;
        this.engine = engine;
        this.texts = texts;
        this.processor = ImageProcessors.read(files);
    }

    /**
     * The model of a repository. Loads no graph yet.
     *
     * @param options {@code padding} ({@code longest} or {@code max_length}) where it is not the usual one
     * @throws HubException if it holds another family, or a file is missing or of another form
     */
    public static ClipSeg of(HubFiles files, OnnxEngine engine, Parameters options) {
        HubFamily family = HubFamily.of(files);
        if (family != HubFamily.CLIPSEG) {
            throw new HubException(files.name() + ": expected CLIPSeg, config.json says it is " + family.id());
        }
        return new ClipSeg(files, engine, TextInputs.of(files, options, false, 77));
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

    /** Whether the repository has a graph that takes an example picture. */
    public boolean takesExamples() {
        return files.hasGraph("model_image_prompt") || graph().input(EXAMPLE).isPresent();
    }

    /** For each text a plane of probabilities in the picture's size, row-major. */
    public List<float[]> byTexts(Raster picture, List<String> some, Cancellation cancellation) {
        List<float[]> planes = new ArrayList<>();
        long fixed =
                graph().input(TextInputs.IDS).map(ids -> ids.shape().get(0)).orElse(-1L);
        int size = fixed > 0 ? (int) fixed : BATCH;
        try (Prepared prepared = prepare(picture)) {
            for (int from = 0; from < some.size(); from += size) {
                List<String> batch = some.subList(from, Math.min(some.size(), from + size));
                planes.addAll(probabilities(
                        logits(prepared.pixelValues(), tokens(batch), cancellation),
                        picture.width(),
                        picture.height()));
            }
        }
        return planes;
    }

    /** A plane of probabilities in the picture's size, of what the example picture shows. */
    public float[] byExample(Raster picture, Raster example, Cancellation cancellation) {
        try (Prepared prepared = prepare(picture);
                Prepared shown = prepare(example)) {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            inputs.put(PIXELS, prepared.pixelValues());
            inputs.put(EXAMPLE, shown.pixelValues());
            HubGraph graph = HubGraph.open(files, engine, "model_image_prompt", "model");
            return probabilities(run(graph, inputs, cancellation), picture.width(), picture.height())
                    .get(0);
        }
    }

    /**
     * The graph's answer.
     *
     * @param pixelValues of one picture, {@code [1, 3, height, width]}
     * @return {@code [texts, height, width]}
     */
    public Tensor logits(Tensor pixelValues, HubTokenizer.Batch tokens, Cancellation cancellation) {
        HubGraph graph = graph();
        int count = tokens.ids().length;
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        TextInputs.feed(inputs, tokens, graph);
        if (sharesPicture) {
            inputs.put(PIXELS, pixelValues);
            try {
                Tensor logits = run(graph, inputs, cancellation);
                if (logits.size() == count * logits.dim(-1) * logits.dim(-2)) {
                    return logits;
                }
            } catch (OnnxException e) {
                if (count == 1 || e.kind() != OnnxException.Kind.RUN_FAILED) {
                    throw e;
                }
            }
            sharesPicture = false;
        }
        inputs.put(PIXELS, repeated(pixelValues, count));
        return run(graph, inputs, cancellation);
    }

    private static Tensor run(HubGraph graph, Map<String, Tensor> inputs, Cancellation cancellation) {
        return graph.taking(List.copyOf(inputs.keySet()), List.of())
                .giving(LOGITS)
                .run(inputs, List.of(LOGITS), cancellation)
                .requireFinite()
                .get(LOGITS);
    }

    private HubGraph graph() {
        return HubGraph.open(files, engine, "model");
    }

    private static Tensor repeated(Tensor one, int times) {
        if (times == 1) {
            return one;
        }
        long[] shape = one.shape().stream().mapToLong(Long::longValue).toArray();
        shape[0] = times;
        return Tensor.write(
                out -> {
                    for (int i = 0; i < times; i++) {
                        out.put(one.floats());
                    }
                },
                shape);
    }

    /**
     * Probabilities of the graph's answer in the size of the picture, row-major: sigmoid first, then bilinear. The reference
     * has no such step; this is the one of its authors.
     */
    public static List<float[]> probabilities(Tensor logits, int width, int height) {
        int rows = logits.dim(-2);
        int columns = logits.dim(-1);
        float[] values = logits.toFloatArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Similarity.sigmoid(values[i]);
        }
        List<float[]> planes = new ArrayList<>();
        for (int at = 0; at < values.length; at += rows * columns) {
            planes.add(PlaneResize.BILINEAR.resize(values, at, columns, rows, width, height));
        }
        return planes;
    }

    /** The pixels above a threshold. */
    public static Mask mask(float[] probabilities, int width, int height, double threshold) {
        return Mask.fromPredicate(width, height, (x, y) -> probabilities[y * width + x] > (float) threshold);
    }

    @Override
    public void close() {
        texts.close();
    }
}
