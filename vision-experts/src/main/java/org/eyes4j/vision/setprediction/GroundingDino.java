package org.eyes4j.vision.setprediction;

import java.util.ArrayList;
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
import org.eyes4j.vision.token.EncodedText;
import org.eyes4j.vision.token.HubTokenizer;
import org.eyes4j.vision.token.TokenOptions;

/** Grounding DINO (Liu et al., 2023): boxes of the phrases of a caption. Thread-safe. Close frees the tokenizer. */
public final class GroundingDino implements AutoCloseable {
    private static final String LOGITS = "logits";
    private static final String BOXES = "pred_boxes";
    private static final String PIXELS = "pixel_values";
    private static final String MASK = "pixel_mask";
    private static final String IDS = "input_ids";
    private static final String TYPES = "token_type_ids";
    private static final String ATTENTION = "attention_mask";
    private static final int USUAL_LENGTH = 256;

    private final HubGraph graph;
    private final ImageProcessor processor;
    private final HubTokenizer tokenizer;
    private final int width;
    private final int longest;
    /** Tokens of a word with its full stop, begin and end left out. */
    private final Map<String, Integer> lengths = Recent.map(OwlMemory.MOST_TEXTS);

    private GroundingDino(HubGraph graph, ImageProcessor processor, HubTokenizer tokenizer, int width, int longest) {
        this.graph = graph;
        this.processor = processor;
        this.tokenizer = tokenizer;
        this.width = width;
        this.longest = longest;
    }

    /**
     * The detector of a repository.
     *
     * @throws HubException if it holds another family, or a file is missing or of another form
     */
    public static GroundingDino of(HubFiles files, OnnxEngine engine) {
        HubFamily family = HubFamily.of(files);
        if (family != HubFamily.GROUNDING_DINO) {
            throw new HubException(files.name() + ": expected Grounding DINO, config.json says it is " + family.id());
        }
        Parameters config = files.config();
        int width = config.integer("max_text_len", USUAL_LENGTH);
        int positions = config.has("text_config")
                ? config.nested("text_config").integer("max_position_embeddings", 2 * USUAL_LENGTH)
                : width;
        return new GroundingDino(
                HubGraph.open(files, engine, "model"),
                ImageProcessors.read(files),
                HubTokenizer.of(files),
                width,
                Math.min(width, positions));
    }

    /** Tokens of a caption that the model reads at most, begin and end included. */
    public int longestCaption() {
        return longest;
    }

    /** Width of the logits: places for tokens, whatever the caption's length. */
    public int logitsWidth() {
        return width;
    }

    /** A caption as tokens. */
    public EncodedText tokens(Caption caption) {
        return tokenizer.encode(caption.text(), TokenOptions.whole());
    }

    /** The first third for pictures. */
    public Prepared prepare(List<Raster> pictures) {
        return processor.prepare(pictures);
    }

    /** What the graph is fed with, for one picture. */
    public Map<String, Tensor> inputs(Prepared prepared, EncodedText tokens) {
        graph.taking(List.of(PIXELS, IDS), List.of(MASK, TYPES, ATTENTION)).giving(LOGITS, BOXES);
        if (tokens.length() > longest) {
            throw new IllegalArgumentException("A caption has at most " + longest + " tokens, got " + tokens.length());
        }
        long[] ones = new long[tokens.length()];
        java.util.Arrays.fill(ones, 1);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put(PIXELS, prepared.pixelValues());
        inputs.put(IDS, Tensor.of(tokens.ids(), 1, tokens.length()));
        put(inputs, TYPES, Tensor.of(tokens.types(), 1, tokens.length()));
        put(inputs, ATTENTION, Tensor.of(ones, 1, tokens.length()));
        graph.input(MASK).ifPresent(mask -> inputs.put(MASK, PixelMask.of(mask, prepared)));
        return inputs;
    }

    private void put(Map<String, Tensor> inputs, String name, Tensor tensor) {
        if (graph.input(name).isPresent()) {
            inputs.put(name, tensor);
        }
    }

    /**
     * The last third, as the reference does it: each box that scores more than the threshold with the tokens that answer to it
     * with more than theirs, first and last place left out. A phrase may be empty, and hold full stops. In order of boxes.
     *
     * @param logits {@code [1, boxes, tokens]}
     */
    public List<PhraseBox> read(
            Tensor logits, Tensor boxes, long[] ids, PictureSize size, double threshold, double textThreshold) {
        TokenScores scores = TokenScores.of(logits, 1);
        CentreBoxes places = CentreBoxes.of(boxes);
        List<PhraseBox> found = new ArrayList<>();
        for (int box = 0; box < scores.boxes(); box++) {
            double score = scores.best(0, box, 0, scores.tokens());
            if (score > threshold) {
                found.add(new PhraseBox(
                        box, score, phrase(scores, box, ids, textThreshold), places.corners(0, box, size)));
            }
        }
        return found;
    }

    private String phrase(TokenScores scores, int box, long[] ids, double textThreshold) {
        long[] chosen = java.util.stream.IntStream.range(1, Math.min(ids.length, width - 1))
                .filter(token -> scores.of(0, box, token) > textThreshold)
                .mapToLong(token -> ids[token])
                .toArray();
        return tokenizer.decode(chosen, false);
    }

    /** All of it, for one picture and a caption whose phrases the model finds. */
    public List<PhraseBox> detect(
            Raster picture, Caption caption, double threshold, double textThreshold, Cancellation cancellation) {
        EncodedText tokens = tokens(caption);
        try (Prepared prepared = prepare(List.of(picture))) {
            OnnxOutputs outputs = graph.run(inputs(prepared, tokens), List.of(LOGITS, BOXES), cancellation);
            return read(
                    outputs.get(LOGITS),
                    outputs.get(BOXES),
                    tokens.ids(),
                    PictureSize.of(picture),
                    threshold,
                    textThreshold);
        }
    }

    /**
     * Boxes of words, each box with the word that answers best: as many captions as the words need are read for one prepared
     * picture. The label of a box is the index of its word. In order of captions, then boxes.
     *
     * @param words without full stops
     */
    public List<FoundBox> detect(Raster picture, List<String> words, double threshold, Cancellation cancellation) {
        List<FoundBox> found = new ArrayList<>();
        try (Prepared prepared = prepare(List.of(picture))) {
            int first = 0;
            for (List<String> some : captions(words)) {
                SpanScores scores = scores(prepared, Caption.of(some), picture, cancellation);
                for (int box = 0; box < scores.boxes(); box++) {
                    int best = scores.bestSpan(box);
                    double score = scores.of(box, best);
                    if (score > threshold) {
                        found.add(new FoundBox(box, first + best, score, scores.box(box)));
                    }
                }
                first += some.size();
            }
        }
        return found;
    }

    /**
     * For each phrase of a sentence its best box, whatever it scores: the sentence is read as a whole, so that each phrase is
     * understood in it. The label of a box is the index of its phrase.
     *
     * @param spans {@code [start, end)} of the phrases in the sentence
     * @throws IllegalArgumentException if the sentence has more tokens than {@link #longestCaption()}
     */
    public List<FoundBox> ground(Raster picture, String sentence, List<int[]> spans, Cancellation cancellation) {
        String text = sentence.endsWith(".") ? sentence : sentence + ".";
        try (Prepared prepared = prepare(List.of(picture))) {
            SpanScores scores = scores(prepared, new Caption(text, spans), picture, cancellation);
            List<FoundBox> found = new ArrayList<>();
            for (int span = 0; span < spans.size(); span++) {
                int box = scores.bestBox(span);
                found.add(new FoundBox(box, span, scores.of(box, span), scores.box(box)));
            }
            return found;
        }
    }

    /** Words in groups, each of which makes a caption that is short enough. */
    List<List<String>> captions(List<String> words) {
        List<List<String>> captions = new ArrayList<>();
        List<String> some = new ArrayList<>();
        int length = 2;
        for (String word : words) {
            int own = length(word);
            if (!some.isEmpty() && length + own > longest) {
                captions.add(List.copyOf(some));
                some.clear();
                length = 2;
            }
            some.add(word);
            length += own;
        }
        if (!some.isEmpty()) {
            captions.add(List.copyOf(some));
        }
        return captions;
    }

    private int length(String word) {
        Integer known = lengths.get(word);
        if (known == null) {
            known = tokens(Caption.of(List.of(word))).length() - 2;
            lengths.put(word, known);
        }
        return known;
    }

    private SpanScores scores(Prepared prepared, Caption caption, Raster picture, Cancellation cancellation) {
        EncodedText tokens = tokens(caption);
        OnnxOutputs outputs = graph.run(inputs(prepared, tokens), List.of(LOGITS, BOXES), cancellation);
        return new SpanScores(
                TokenScores.of(outputs.get(LOGITS), 1),
                CentreBoxes.of(outputs.get(BOXES)),
                SpanScores.tokenRanges(tokens, caption.spans()),
                PictureSize.of(picture));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
