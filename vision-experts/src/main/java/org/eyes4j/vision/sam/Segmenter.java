package org.eyes4j.vision.sam;

import java.util.List;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;

/** Prompts on one encoded picture. Thread-safe. */
final class Segmenter {
    /** How far a mask may reach beyond its box, as a share of the box. */
    private static final double SLACK = 0.05;
    /** A logit that is surely not of the mask. */
    private static final float OUTSIDE = -32;

    private final SamModel model;
    private final Encoding encoding;
    private final MaskRanking ranking;

    private Segmenter(SamModel model, Encoding encoding) {
        this.model = model;
        this.encoding = encoding;
        this.ranking = MaskRanking.at(model.threshold());
    }

    /** Encodes the picture, unless that was done before. */
    static Segmenter of(SamModel model, Raster picture, Encodings encodings, Cancellation cancellation) {
        return new Segmenter(model, encodings.get(model, picture, cancellation));
    }

    /** Encodes a picture that nobody will ask for again. */
    static Segmenter of(SamModel model, Raster picture, Cancellation cancellation) {
        return new Segmenter(model, model.encode(picture, cancellation));
    }

    Encoding encoding() {
        return encoding;
    }

    /** All masks for a prompt, best first. */
    List<Candidate> candidates(ObjectPrompt prompt, Cancellation cancellation) {
        List<Proposal> proposals = model.decode(encoding, prompt, cancellation);
        BoundingBox box = prompt.bounds();
        List<Proposal> inside = box == null
                ? proposals
                : proposals.stream().map(p -> within(p, box)).toList();
        return ranking.rank(inside, prompt, encoding);
    }

    /**
     * A box says that the thing lies in it: what a mask has further out is not of the thing (seen: a cup's saucer). Boxes are
     * drawn and detected roughly, so a twentieth of their size is allowed.
     */
    private Proposal within(Proposal proposal, BoundingBox box) {
        Grid grid = encoding.grid();
        BoundingBox cells = grid.toGrid().apply(box);
        double dx = Math.max(1, cells.width() * SLACK);
        double dy = Math.max(1, cells.height() * SLACK);
        float[] logits = proposal.logits().clone();
        for (int y = 0; y < grid.side(); y++) {
            for (int x = 0; x < grid.side(); x++) {
                boolean inside = x + 0.5 >= cells.x1() - dx
                        && x + 0.5 < cells.x2() + dx
                        && y + 0.5 >= cells.y1() - dy
                        && y + 0.5 < cells.y2() + dy;
                if (!inside) {
                    logits[y * grid.side() + x] = OUTSIDE;
                }
            }
        }
        return new Proposal(logits, proposal.predictedIou());
    }

    /** What of a prompt the model cannot take, for people; empty where it takes all. */
    String shortcoming(ObjectPrompt prompt) {
        return model.shortcoming(prompt);
    }

    /** A candidate without specks and small holes. */
    Candidate clean(Candidate candidate, ObjectPrompt prompt) {
        Grid grid = encoding.grid();
        BoundingBox box = prompt.bounds();
        return candidate.with(new MaskCleaner(model.threshold(), MaskCleaner.DEFAULT_SMALLEST)
                .clean(
                        candidate.logits(),
                        grid,
                        box == null ? null : grid.toGrid().apply(box)));
    }

    /** A candidate's mask on the cells that show the picture, row by row. */
    boolean[] onGrid(Candidate candidate) {
        Grid grid = encoding.grid();
        boolean[] mask = new boolean[grid.columns() * grid.rows()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = candidate.logits()[i / grid.columns() * grid.side() + i % grid.columns()] > model.threshold();
        }
        return mask;
    }

    /** About where a candidate's mask lies, in pixels of the picture. */
    BoundingBox box(Candidate candidate) {
        Grid grid = encoding.grid();
        return grid.toGrid()
                .inverse()
                .apply(ranking.cells(candidate.logits(), grid))
                .clip(grid.width(), grid.height());
    }

    /** A candidate's mask at the picture's full size. */
    Mask mask(Candidate candidate) {
        return encoding.enlarge().apply(candidate.logits());
    }

    /** Says of a detection which mask it has and how sure that is; its box becomes the mask's. */
    static Detection masked(Detection detection, Candidate candidate, Mask mask) {
        return detection
                .withMask(mask)
                .withBox(mask.box())
                .withAttribute("mask_score", Numbers.brief(candidate.score()))
                .withAttribute("predicted_iou", Numbers.brief(candidate.predictedIou()))
                .withAttribute("stability", Numbers.brief(candidate.stability()));
    }
}
