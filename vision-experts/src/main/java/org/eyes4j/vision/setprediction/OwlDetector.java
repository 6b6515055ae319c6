package org.eyes4j.vision.setprediction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.eyes4j.vision.token.TokenOptions;

/** OWL-ViT and OWLv2: boxes of what any words name. Thread-safe. Close frees the tokenizer. */
public final class OwlDetector implements AutoCloseable {
    private static final String LOGITS = "logits";
    private static final String BOXES = "pred_boxes";
    private static final String IDS = "input_ids";
    private static final String ATTENTION = "attention_mask";
    private static final String PIXELS = "pixel_values";

    private final HubGraph graph;
    private final ImageProcessor processor;
    private final HubTokenizer tokenizer;
    private final int textLength;
    private final boolean padded;
    private final OwlMemory memory;
    private final Map<String, Tokens> read = Recent.map(OwlMemory.MOST_TEXTS);

    /** A text as its row of tokens, and whether its end had no room. */
    private record Tokens(long[] ids, long[] attention, boolean cut) {}

    private OwlDetector(
            HubGraph graph,
            ImageProcessor processor,
            HubTokenizer tokenizer,
            int textLength,
            boolean padded,
            OwlMemory memory) {
        this.graph = graph;
        this.processor = processor;
        this.tokenizer = tokenizer;
        this.textLength = textLength;
        this.padded = padded;
        this.memory = memory;
    }

    /**
     * The detector of a repository.
     *
     * @throws HubException if it holds another family, or a file is missing or of another form
     */
    public static OwlDetector of(HubFiles files, OnnxEngine engine) {
        boolean padded = padsPictures(files);
        HubTokenizer tokenizer = HubTokenizer.of(files);
        HubGraph graph = HubGraph.open(files, engine, "model");
        return new OwlDetector(
                graph,
                ImageProcessors.read(files),
                tokenizer,
                Math.min(tokenizer.maxLength(), positions(files)),
                padded,
                new OwlMemory(graph.model(), engine));
    }

    /** OWLv2 pads pictures to squares, and its boxes are shares of the square. */
    static boolean padsPictures(HubFiles files) {
        HubFamily family = HubFamily.of(files);
        if (family != HubFamily.OWLVIT && family != HubFamily.OWLV2) {
            throw new HubException(files.name() + ": expected OWL-ViT or OWLv2, config.json says it is " + family.id());
        }
        return family == HubFamily.OWLV2;
    }

    private static int positions(HubFiles files) {
        var config = files.config();
        return config.has("text_config") ? config.nested("text_config").integer("max_position_embeddings", 16) : 16;
    }

    /** Texts as tokens, one row each, padded to the length that the model was trained with. */
    public HubTokenizer.Batch tokens(List<String> texts) {
        List<Tokens> rows = texts.stream().map(this::row).toList();
        return new HubTokenizer.Batch(
                rows.stream().map(Tokens::ids).toArray(long[][]::new),
                rows.stream().map(Tokens::attention).toArray(long[][]::new),
                new long[texts.size()][textLength]);
    }

    private Tokens row(String text) {
        Tokens known = read.get(text);
        if (known == null) {
            HubTokenizer.Batch one = tokenizer.encode(List.of(text), TokenOptions.fixed(textLength));
            boolean cut = tokenizer.encode(text, TokenOptions.whole()).length() > textLength;
            known = new Tokens(one.ids()[0], one.attention()[0], cut);
            read.put(text, known);
        }
        return known;
    }

    /** Whether a text is longer than the model reads; what is longer is cut. */
    public boolean isCut(String text) {
        return row(text).cut();
    }

    /** The first third for pictures. */
    public Prepared prepare(List<Raster> pictures) {
        return processor.prepare(pictures);
    }

    /** What the graph is fed with; the rows of the texts are those of each picture, one picture's after another's. */
    public Map<String, Tensor> inputs(Prepared prepared, HubTokenizer.Batch tokens) {
        graph.taking(List.of(IDS, PIXELS), List.of(ATTENTION)).giving(LOGITS, BOXES);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put(IDS, TokenTensors.of(tokens.ids()));
        inputs.put(PIXELS, prepared.pixelValues());
        if (graph.input(ATTENTION).isPresent()) {
            inputs.put(ATTENTION, TokenTensors.of(tokens.attention()));
        }
        return inputs;
    }

    /** The last third: of each box its best text, where that scores more than the threshold. In order of boxes. */
    public List<List<FoundBox>> read(Tensor logits, Tensor boxes, List<PictureSize> sizes, double threshold) {
        CentreBoxes places = OwlRule.check(logits, boxes, sizes.size());
        List<List<FoundBox>> found = new ArrayList<>();
        for (int picture = 0; picture < sizes.size(); picture++) {
            PictureSize size = padded ? sizes.get(picture).square() : sizes.get(picture);
            found.add(OwlRule.best(logits, places, picture, size).stream()
                    .filter(box -> box.score() > threshold)
                    .toList());
        }
        return found;
    }

    /** All of it, for one picture. The label of a box is the index of its text. */
    public List<FoundBox> detect(Raster picture, List<String> texts, double threshold, Cancellation cancellation) {
        OwlMemory.Answer answer = answer(picture, texts, cancellation);
        return read(answer.logits(), answer.boxes(), List.of(PictureSize.of(picture)), threshold)
                .get(0);
    }

    /** For each text its best box, whatever it scores. The label of a box is the index of its text. */
    public List<FoundBox> bestOfEach(Raster picture, List<String> texts, Cancellation cancellation) {
        OwlMemory.Answer answer = answer(picture, texts, cancellation);
        PictureSize size = PictureSize.of(picture);
        CentreBoxes places = OwlRule.check(answer.logits(), answer.boxes(), 1);
        return OwlRule.bestOfEach(answer.logits(), places, padded ? size.square() : size);
    }

    private OwlMemory.Answer answer(Raster picture, List<String> texts, Cancellation cancellation) {
        HubTokenizer.Batch tokens = tokens(texts);
        return memory.answer(picture, texts, tokens, () -> prepare(List.of(picture)), cancellation)
                .orElseGet(() -> {
                    try (Prepared prepared = prepare(List.of(picture))) {
                        HubTokenizer.Batch rows = graph.input(IDS)
                                .map(ids -> TextPadding.without(tokens, ids))
                                .orElse(tokens);
                        OnnxOutputs outputs = graph.run(inputs(prepared, rows), List.of(LOGITS, BOXES), cancellation)
                                .requireFinite();
                        return new OwlMemory.Answer(outputs.get(LOGITS), outputs.get(BOXES));
                    }
                });
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
