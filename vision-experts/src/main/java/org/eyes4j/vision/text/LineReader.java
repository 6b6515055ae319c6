package org.eyes4j.vision.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.Scaling;
import org.eyes4j.vision.picture.TensorImage;
import org.eyes4j.vision.picture.TensorImage.Cut;

/**
 * Reads lines of text: each is cut out upright, at the recogniser's height, and read in a batch with lines of like length. A
 * line that reads badly is tried turned, and the better reading stays. Thread-safe.
 */
final class LineReader {
    /** A line read worse than this is tried the other way up too. */
    private static final double DOUBTFUL = 0.8;
    /** A box at least this much higher than wide holds a line that runs downwards, or letters one below the other. */
    private static final double UPRIGHT = 1.5;

    private static final int BATCH = 8;

    private final Model model;
    private final CtcDecoder decoder;

    LineReader(Model model) {
        this.model = model;
        try {
            this.decoder = new CtcDecoder(Files.readAllLines(model.file("dictionary"), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line: where it is, turned as it is read, and what it says. */
    record Line(LineBox box, CtcDecoder.Reading reading) {}

    /** The lines in the order of the boxes. */
    List<Line> read(Raster picture, List<LineBox> boxes, Cancellation cancellation) {
        List<LineBox> straight = boxes.stream()
                .map(b -> b.height() >= UPRIGHT * b.width() ? b.quarterTurn() : b)
                .toList();
        List<Line> lines = readAll(picture, straight, cancellation);
        List<Integer> doubtful = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).reading().score() < DOUBTFUL)
                .boxed()
                .toList();
        List<Line> turned = readAll(
                picture, doubtful.stream().map(i -> straight.get(i).halfTurn()).toList(), cancellation);
        List<Line> best = new ArrayList<>(lines);
        for (int i = 0; i < turned.size(); i++) {
            int at = doubtful.get(i);
            if (turned.get(i).reading().score() > best.get(at).reading().score()) {
                best.set(at, turned.get(i));
            }
        }
        return best;
    }

    private List<Line> readAll(Raster picture, List<LineBox> boxes, Cancellation cancellation) {
        Parameters pre = model.preprocess().nested("recognizer");
        int height = pre.integer("height", 48);
        int widest = pre.integer("max_width", 3200);
        int[] widths = boxes.stream()
                .mapToInt(b ->
                        (int) Math.max(height / 2.0, Math.min(widest, Math.ceil(height * b.width() / b.height()))))
                .toArray();
        List<Integer> byWidth = IntStream.range(0, boxes.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> widths[i]))
                .toList();
        Line[] lines = new Line[boxes.size()];
        for (int from = 0; from < byWidth.size(); from += BATCH) {
            List<Integer> batch = byWidth.subList(from, Math.min(byWidth.size(), from + BATCH));
            List<Cut> strips = new ArrayList<>();
            for (int i : batch) {
                LineBox box = boxes.get(i);
                Affine toPicture = Affine.scale(box.width() / widths[i], box.height() / height)
                        .then(box.toPicture());
                strips.add(new Cut(toPicture, widths[i], height));
            }
            List<CtcDecoder.Reading> readings =
                    recognise(picture, strips, widths[batch.get(batch.size() - 1)], height, cancellation);
            for (int k = 0; k < batch.size(); k++) {
                int i = batch.get(k);
                lines[i] = new Line(boxes.get(i), readings.get(k));
            }
        }
        return List.of(lines);
    }

    private List<CtcDecoder.Reading> recognise(
            Raster picture, List<Cut> strips, int width, int height, Cancellation cancellation) {
        Parameters pre = model.preprocess().nested("recognizer");
        double mean = pre.number("mean", 0.5);
        double std = pre.number("std", 0.5);
        String output = model.postprocess().nested("recognizer").text("output");
        TensorImage input = TensorImage.of(width, height)
                .with(new Scaling(1 / pre.number("scale", 255), List.of(mean, mean, mean), List.of(std, std, std)))
                .withBgr();
        try (Tensor batch = input.cuts(picture, strips, model.engine().pool())) {
            return decoder.decode(model.graph("recognizer")
                    .run(Map.of(pre.text("input"), batch), List.of(output), cancellation)
                    .get(output));
        }
    }
}
