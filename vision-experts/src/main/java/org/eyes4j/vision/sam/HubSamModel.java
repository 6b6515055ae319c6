package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.VisualPrompt.PointPrompt;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.image.Placement;
import org.eyes4j.vision.hub.image.Prepared;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.picture.Interpolation;
import org.eyes4j.vision.sam.hub.Decoded;
import org.eyes4j.vision.sam.hub.HubSam;
import org.eyes4j.vision.sam.hub.SamMasks;
import org.eyes4j.vision.sam.hub.SamObject;
import org.jspecify.annotations.Nullable;

/** SAM or SAM 2 in the hub's layout. Its exports take points and some of them boxes, but no earlier masks. Thread-safe. */
final class HubSamModel implements SamModel {
    /** Cells of the coarse masks to a cell of the features, in every published model. */
    private static final int MASK_CELLS = 4;

    private final Model model;
    private volatile @Nullable HubSam opened;

    HubSamModel(Model model) {
        this.model = model;
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
        HubSam sam = sam();
        try (Prepared prepared = sam.prepare(picture)) {
            int size = prepared.pixelValues().dim(3);
            if (prepared.pixelValues().dim(2) != size) {
                throw new HubException(
                        name() + ": expected a preprocessor_config.json that makes squares, found one for "
                                + prepared.pixelValues().shape());
            }
            Map<String, Tensor> features = sam.encode(prepared.pixelValues(), cancellation);
            Tensor embedding = sam.embedding(features);
            Placement placement = prepared.placement(0);
            Grid grid = Grid.of(
                    embedding.dim(3) * MASK_CELLS, size, picture.width(), picture.height(), placement.toPicture());
            Raster small = Interpolation.AREA.resize(picture.dropAlpha(), grid.columns(), grid.rows());
            SamMasks masks = sam.masks(prepared);
            double threshold = threshold();
            return new Encoding(
                    features,
                    embedding,
                    placement.toPicture(),
                    size,
                    grid,
                    small,
                    EdgeMap.of(small),
                    logits -> masks.mask(logits, grid.side(), grid.side(), threshold));
        }
    }

    @Override
    public List<Proposal> decode(Encoding encoding, ObjectPrompt prompt, Cancellation cancellation) {
        HubSam sam = sam();
        Grid grid = encoding.grid();
        Map<String, Tensor> prompts = sam.prompts(List.of(object(prompt, sam)), placement(encoding));
        Decoded decoded = sam.decode(encoding.features(), prompts, cancellation);
        if (decoded.width() != grid.side() || decoded.height() != grid.side()) {
            throw new HubException(name() + ": expected coarse masks of " + grid.side() + " x " + grid.side()
                    + ", found " + decoded.width() + " x " + decoded.height());
        }
        List<Proposal> proposals = new ArrayList<>();
        for (int choice = 0; choice < decoded.choices(); choice++) {
            // SAM 2 also says how likely there is an object at all; where there is none, no mask fits.
            proposals.add(
                    new Proposal(decoded.logits(0, choice), decoded.score(0, choice) * decoded.objectProbability(0)));
        }
        return proposals;
    }

    /** Where the picture lies in the encoder's input: at the top left, at the size that it was given there. */
    private static Placement placement(Encoding encoding) {
        Grid grid = encoding.grid();
        return new Placement(
                grid.width(),
                grid.height(),
                0,
                0,
                (int) Math.round(grid.width() / encoding.toPicture().a()),
                (int) Math.round(grid.height() / encoding.toPicture().e()));
    }

    @Override
    public String shortcoming(ObjectPrompt prompt) {
        boolean points = prompt.points().stream().anyMatch(PointPrompt::positive);
        if (prompt.mask() != null) {
            return name() + " takes no earlier masks; a mask was taken for "
                    + (sam().takesBoxes() ? "the box around it" : "a point in it");
        }
        if (prompt.box() != null && !points && !sam().takesBoxes()) {
            return name() + " takes points only; a box was taken for its middle, and what lies outside it was cut off";
        }
        if (prompt.box() != null && points && !sam().takesBoxesWithPoints()) {
            return name()
                    + " takes no points with a box; the points were used, and what lies outside the box was cut off";
        }
        return "";
    }

    /** What of a prompt the export takes. */
    static SamObject object(ObjectPrompt prompt, HubSam sam) {
        List<SamObject.Labelled> points = prompt.points().stream()
                .map(p -> new SamObject.Labelled(p.at(), p.positive() ? 1 : 0))
                .toList();
        BoundingBox box = prompt.bounds();
        boolean positive = prompt.points().stream().anyMatch(PointPrompt::positive);
        if (box == null) {
            return new SamObject(points, Optional.empty());
        }
        if (points.isEmpty() ? sam.takesBoxes() : sam.takesBoxesWithPoints()) {
            return new SamObject(points, Optional.of(box));
        }
        if (positive) {
            return new SamObject(points, Optional.empty());
        }
        if (sam.takesBoxes()) {
            return new SamObject(List.of(), Optional.of(box));
        }
        List<SamObject.Labelled> all = new ArrayList<>(points);
        all.add(new SamObject.Labelled(middle(box, prompt.mask()), 1));
        return new SamObject(all, Optional.empty());
    }

    /** The middle of a box, or the pixel of the mask that is nearest to it. */
    private static Point middle(BoundingBox box, @Nullable Mask mask) {
        Point middle = new Point((box.x1() + box.x2()) / 2, (box.y1() + box.y2()) / 2);
        if (mask == null || mask.isEmpty() || mask.at((int) middle.x(), (int) middle.y())) {
            return middle;
        }
        Point nearest = middle;
        double least = Double.POSITIVE_INFINITY;
        boolean[] pixels = mask.toBitmap();
        for (int i = 0; i < pixels.length; i++) {
            double x = i % mask.width() + 0.5;
            double y = i / mask.width() + 0.5;
            double distance = Math.hypot(x - middle.x(), y - middle.y());
            if (pixels[i] && distance < least) {
                least = distance;
                nearest = new Point(x, y);
            }
        }
        return nearest;
    }

    private HubSam sam() {
        HubSam known = opened;
        if (known == null) {
            known = HubSam.of(model.hub(), model.engine());
            opened = known;
        }
        return known;
    }
}
