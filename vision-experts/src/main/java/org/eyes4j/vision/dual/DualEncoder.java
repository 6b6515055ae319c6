package org.eyes4j.vision.dual;

import java.util.ArrayList;
import java.util.Arrays;
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
import org.eyes4j.vision.token.HubTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * CLIP or SigLIP: pictures and texts as vectors of one space (Radford et al. 2021, "Learning Transferable Visual Models From
 * Natural Language Supervision"; Zhai et al. 2023, "Sigmoid Loss for Language Image Pre-Training"), or SigLIP 2 NaFlex, which sees
 * pictures in their own proportions. Runs exports with one graph for each side, or with one for both. Thread-safe. Close frees the tokenizer.
 */
public final class DualEncoder implements AutoCloseable {
    private static final int BATCH = 32;
    private static final String PIXELS = PictureInputs.PIXELS;
    private static final String LOGITS = "logits_per_image";
    /** What the scale is measured with where only the combined graph knows it. */
    private static final List<String> PROBES = List.of("a cat", "the sky at night", "a red car", "text", "a person");

    private final HubFiles files;
    private final HubFamily family;
    private final OnnxEngine engine;
    private final Parameters options;
    private final TextInputs texts;
    private final ImageProcessor processor;
    private final TextFeatures kept = new TextFeatures();
    private volatile @Nullable Similarity similarity;

    private DualEncoder(
            HubFiles files,
            HubFamily family,
            OnnxEngine engine,
            Parameters options,
            TextInputs texts,
            ImageProcessor processor) {
        this.files = files;
        this.family = family;
        this.engine = engine;
        this.options = options;
        this.texts = texts;
        this.processor = processor;
    }

    /**
     * The encoder of a repository. Loads no graph yet.
     *
     * @param options what the repository does not tell: {@code logit_scale} and {@code logit_bias} of exports without a
     *     combined graph, and {@code padding} ({@code longest} or {@code max_length}) where it is not the family's
     * @throws HubException if it holds another family, or a file is missing or of another form
     */
    public static DualEncoder of(HubFiles files, OnnxEngine engine, Parameters options) {
        HubFamily family = HubFamily.of(files);
        if (family != HubFamily.CLIP && family != HubFamily.SIGLIP) {
            throw new HubException(files.name() + ": expected CLIP or SigLIP, config.json says it is " + family.id());
        }
        // SigLIP was trained on texts filled up to its length, and its text encoder takes no mask.
        TextInputs texts =
                TextInputs.of(files, options, family == HubFamily.SIGLIP, family == HubFamily.SIGLIP ? 64 : 77);
        return new DualEncoder(files, family, engine, options, texts, ImageProcessors.read(files));
    }

    /**
     * The same of files that hold the text side only, {@code text_model} with its tokenizer and settings.
     *
     * @throws HubException if it is no CLIP's, or a file is missing or of another form
     */
    static DualEncoder ofTexts(HubFiles files, OnnxEngine engine, Parameters options) {
        HubFamily family = HubFamily.of(files);
        if (family != HubFamily.CLIP) {
            throw new HubException(files.name()
                    + ": expected the settings of a CLIP text encoder, config.json says it is " + family.id());
        }
        files.graph("text_model");
        return new DualEncoder(files, family, engine, options, TextInputs.of(files, options, false, 77), pictures -> {
            throw new HubException(files.name() + " holds a text encoder only, and was asked about pictures");
        });
    }

    /** The sentence that the family's own zero-shot classifier puts labels into, with {@code {}} for the label. */
    public String template() {
        return family == HubFamily.SIGLIP ? "This is a photo of {}." : "a photo of a {}";
    }

    /** Whether each text has a probability of its own, as SigLIP was trained to give. */
    public boolean scoresEachText() {
        return family == HubFamily.SIGLIP;
    }

    /** Token ids of texts. */
    public HubTokenizer.Batch tokens(List<String> some) {
        return texts.tokens(some, textGraph());
    }

    /** Whether a text is longer than the model reads; what is longer is cut. */
    public boolean isCut(String text) {
        return texts.isCut(text);
    }

    /** Pictures as the model takes them. */
    public Prepared prepare(List<Raster> pictures) {
        return processor.prepare(pictures);
    }

    /** A vector of length 1 for each text, in order; a text that was asked for lately is not run again. */
    public float[][] texts(List<String> some, Cancellation cancellation) {
        return kept.get(some, missing -> {
            List<float[]> vectors = new ArrayList<>();
            for (List<String> batch : batches(missing, textGraph())) {
                vectors.addAll(List.of(encode(batch, cancellation)));
            }
            return vectors;
        });
    }

    private float[][] encode(List<String> batch, Cancellation cancellation) {
        HubGraph graph = textGraph();
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        TextInputs.feed(inputs, texts.tokens(batch, graph), graph);
        if (graph.input(PIXELS).isPresent()) {
            try (Prepared nothing = processor.prepare(blank())) {
                PictureInputs.feed(inputs, nothing, graph);
                return run(graph, inputs, cancellation, "text_embeds", "pooler_output");
            }
        }
        return run(graph, inputs, cancellation, "text_embeds", "pooler_output");
    }

    /** A vector of length 1 for each picture, in order. */
    public float[][] pictures(List<Raster> pictures, Cancellation cancellation) {
        List<float[]> vectors = new ArrayList<>();
        for (List<Raster> batch : batches(pictures, visionGraph())) {
            try (Prepared prepared = processor.prepare(batch)) {
                vectors.addAll(List.of(pictures(prepared, cancellation)));
            }
        }
        return vectors.toArray(float[][]::new);
    }

    /** As {@link #pictures(List, Cancellation)} of pictures that are prepared. */
    public float[][] pictures(Prepared prepared, Cancellation cancellation) {
        HubGraph graph = visionGraph();
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        PictureInputs.feed(inputs, prepared, graph);
        if (graph.input(TextInputs.IDS).isPresent()) {
            TextInputs.feed(inputs, texts.tokens(List.of("a"), graph), graph);
        }
        return run(graph, inputs, cancellation, "image_embeds", "pooler_output");
    }

    private static float[][] run(
            HubGraph graph, Map<String, Tensor> inputs, Cancellation cancellation, String... outputs) {
        String output =
                Arrays.stream(outputs).filter(graph::hasOutput).findFirst().orElse(outputs[0]);
        Tensor rows = graph.taking(List.copyOf(inputs.keySet()), List.of())
                .giving(output)
                .run(inputs, List.of(output), cancellation)
                .requireFinite()
                .get(output);
        return normalised(rows, output);
    }

    /** Rows of a graph's output as vectors of length 1. Some exports normalise, some do not. */
    public static float[][] normalised(Tensor rows, String name) {
        float[][] vectors = Vectors.rows(rows, "output " + name);
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = Vectors.normalised(vectors[i]);
        }
        return vectors;
    }

    /**
     * How cosines become scores: as the options say, else as the combined graph does it.
     *
     * @throws HubException if neither knows
     */
    public Similarity similarity(Cancellation cancellation) {
        Similarity known = similarity;
        if (known == null) {
            known = options.has("logit_scale")
                    ? new Similarity(options.number("logit_scale"), options.number("logit_bias", 0), scoresEachText())
                    : files.hasGraph("model") ? measured(cancellation) : initial();
            similarity = known;
        }
        return known;
    }

    /** Whether {@link #similarity} is a guess, which a person should be told. */
    public boolean isUncalibrated() {
        return !options.has("logit_scale") && !files.hasGraph("model");
    }

    /** The combined graph holds the learned scale as a constant: what it makes of cosines tells it. */
    private Similarity measured(Cancellation cancellation) {
        HubGraph graph = HubGraph.open(files, engine, "model");
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        TextInputs.feed(inputs, texts.tokens(PROBES, graph), graph);
        try (Prepared picture = processor.prepare(blank())) {
            PictureInputs.feed(inputs, picture, graph);
            OnnxOutputs outputs = graph.giving(LOGITS, "text_embeds", "image_embeds")
                    .run(inputs, List.of(LOGITS, "text_embeds", "image_embeds"), cancellation)
                    .requireFinite();
            float[] image = normalised(outputs.get("image_embeds"), "image_embeds")[0];
            float[][] words = normalised(outputs.get("text_embeds"), "text_embeds");
            double[] cosines = new Similarity(1, 0, false).logits(image, words);
            float[] logits = outputs.get(LOGITS).toFloatArray();
            double[] wide = new double[logits.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = logits[i];
            }
            return Similarity.fitted(cosines, wide, scoresEachText());
        } catch (IllegalArgumentException e) {
            throw new HubException(files.name() + ": its combined graph does not tell a scale: " + e.getMessage(), e);
        }
    }

    /** What training began with is all that a CLIP without its combined graph says. */
    private Similarity initial() {
        if (scoresEachText()) {
            throw new HubException(
                    files.name() + ": its scores need a scale and a bias, which are in the graph"
                            + " onnx/model.onnx only; add that file, or logit_scale and logit_bias to the manifest's postprocess");
        }
        return new Similarity(Math.exp(files.config().number("logit_scale_init_value", 2.6592)), 0, false);
    }

    private HubGraph textGraph() {
        return HubGraph.open(files, engine, "text_model", "model");
    }

    private HubGraph visionGraph() {
        return HubGraph.open(files, engine, "vision_model", "model");
    }

    private static Raster blank() {
        return new Raster(16, 16, 3, new byte[16 * 16 * 3]);
    }

    /** As many at once as the graph takes. */
    private static <T> List<List<T>> batches(List<T> all, HubGraph graph) {
        long fixed = graph.model().inputs().get(0).shape().get(0);
        int size = fixed > 0 ? (int) fixed : BATCH;
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            batches.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return batches;
    }

    @Override
    public void close() {
        texts.close();
        kept.clear();
    }
}
