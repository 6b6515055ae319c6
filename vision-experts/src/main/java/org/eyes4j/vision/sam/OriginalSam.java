package org.eyes4j.vision.sam;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.Interpolation;
import org.eyes4j.vision.picture.PillowFilter;
import org.eyes4j.vision.picture.Scaling;
import org.eyes4j.vision.picture.TensorImage;

/**
 * A model of the family with the signature of the original export: an encoder {@code [1, 3, size, size]} to features, and a
 * decoder of {@code image_embeddings, point_coords, point_labels, mask_input, has_mask_input, orig_im_size}. Names of tensors,
 * sizes and levels come from the manifest and the graphs. Thread-safe.
 */
final class OriginalSam implements SamModel {
    private static final String EMBEDDINGS = "image_embeddings";
    private static final String MASK_INPUT = "mask_input";

    private final Model model;
    private final int size;
    private final boolean bare;
    private final TensorImage input;

    OriginalSam(Model model) {
        this.model = model;
        Parameters pre = model.preprocess();
        this.size = pre.integer("size");
        this.bare = pre.text("layout", "NCHW").equals("HWC");
        this.input = TensorImage.of(size, size)
                .with(TensorImage.Fit.PAD_END)
                .with(PillowFilter.BILINEAR)
                .with(bare ? Scaling.NONE : new Scaling(1, pre.numbers("mean"), pre.numbers("std")));
    }

    /** An export that scales and pads by itself takes the bare resized picture, {@code [height, width, 3]}. */
    private TensorImage input(Raster picture) {
        if (!bare) {
            return input;
        }
        double scale = (double) size / Math.max(picture.width(), picture.height());
        return TensorImage.of((int) Math.max(1, Math.round(picture.width() * scale)), (int)
                        Math.max(1, Math.round(picture.height() * scale)))
                .with(PillowFilter.BILINEAR)
                .with(TensorImage.Layout.NHWC);
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public double threshold() {
        return model.postprocess().number("mask_threshold", 0);
    }

    @Override
    public Encoding encode(Raster picture, Cancellation cancellation) {
        OnnxModel encoder = model.graph("encoder");
        String embedding = model.postprocess().text("embedding");
        int side = maskSide();
        try (TensorImage.Prepared prepared =
                input(picture).apply(picture, model.engine().pool())) {
            Tensor pixels = prepared.tensor();
            Tensor features = encoder.run(
                            Map.of(
                                    model.preprocess().text("input"),
                                    bare ? pixels.reshape(pixels.dim(1), pixels.dim(2), 3) : pixels),
                            List.of(embedding),
                            cancellation)
                    .requireFinite()
                    .get(embedding);
            Grid grid = Grid.of(side, size, picture.width(), picture.height(), prepared.toPicture());
            Raster small = Interpolation.AREA.resize(picture.dropAlpha(), grid.columns(), grid.rows());
            Tensor direct = direct(features);
            return new Encoding(
                    Map.of(EMBEDDINGS, direct),
                    direct,
                    prepared.toPicture(),
                    size,
                    grid,
                    small,
                    EdgeMap.of(small),
                    new MaskEnlarger(grid, threshold())::enlarge);
        }
    }

    @Override
    public List<Proposal> decode(Encoding encoding, ObjectPrompt asked, Cancellation cancellation) {
        DecoderInput prompt = DecoderInput.of(asked, encoding);
        int side = encoding.grid().side();
        boolean hasMask = prompt.mask().length > 0;
        int points = prompt.labels().length;
        String masks = model.postprocess().text("low_res_masks");
        String scores = model.postprocess().text("scores");
        OnnxOutputs outputs = model.graph("decoder")
                .run(
                        Map.of(
                                EMBEDDINGS,
                                encoding.embedding(),
                                "point_coords",
                                Tensor.of(prompt.coords(), 1, points, 2),
                                "point_labels",
                                Tensor.of(prompt.labels(), 1, points),
                                MASK_INPUT,
                                Tensor.of(hasMask ? prompt.mask() : new float[side * side], 1, 1, side, side),
                                "has_mask_input",
                                Tensor.of(new float[] {hasMask ? 1 : 0}, 1),
                                // Only the coarse masks are used: the graph need not enlarge its own any further.
                                "orig_im_size",
                                Tensor.of(new float[] {1, 1}, 2)),
                        List.of(masks, scores),
                        cancellation)
                .requireFinite();
        return proposals(outputs.get(masks), outputs.get(scores), side);
    }

    private static List<Proposal> proposals(Tensor masks, Tensor scores, int side) {
        FloatBuffer logits = masks.floats();
        FloatBuffer ious = scores.floats();
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            float[] one = new float[side * side];
            logits.get(i * one.length, one);
            proposals.add(new Proposal(one, ious.get(i)));
        }
        return proposals;
    }

    /** Cells a side of the decoder's coarse masks, which are also what it takes back. */
    private int maskSide() {
        return model.graph("decoder").inputs().stream()
                .filter(spec -> spec.name().equals(MASK_INPUT) && spec.rank() == 4)
                .map(spec -> spec.shape().get(3).intValue())
                .filter(side -> side > 0)
                .findFirst()
                // An export that leaves the size open has a quarter of the encoder's, as the paper's.
                .orElse(size / 4);
    }

    /** Fed to every decoder run, so once into memory that needs no copy. */
    private static Tensor direct(Tensor features) {
        return Tensor.write(
                buffer -> buffer.put(features.floats()),
                features.shape().stream().mapToLong(Long::longValue).toArray());
    }
}
