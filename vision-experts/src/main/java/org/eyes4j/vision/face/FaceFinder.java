package org.eyes4j.vision.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.vision.crop.CropTensor;
import org.eyes4j.vision.crop.PicturePyramid;
import org.eyes4j.vision.crop.SquareCrop;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.face.FaceMesh.Mesh;
import org.eyes4j.vision.onnx.OnnxOutputs;

/**
 * Finds faces of all sizes with a short-range detector. Squares of all scales give candidates, many of them wrong. Each is then
 * looked at upright, in the middle, at the scale that the detector knows best, twice; and the mesh model must see a face
 * there too. A face keeps a high score from one look to the next; a cat's eye does not.
 */
final class FaceFinder {
    /** A look again shows so many times the face's side: it then takes the part of the input where scores are surest. */
    private static final double LOOK = 3.5;

    /** Least overlap of a face looked at again with where it was expected. */
    private static final double SAME_PLACE = 0.2;

    private static final int MOST_SQUARES = 160;
    private static final int MOST_CANDIDATES = 1000;

    private final Model detector;
    private final FaceMesh mesh;
    private final CropTensor input;
    private final BlazeFaceOutput output;
    private final List<String> scores;
    private final List<String> boxes;
    private final List<String> wanted;

    FaceFinder(Model detector, Model mesh) {
        this.detector = detector;
        this.mesh = new FaceMesh(mesh);
        this.input = CropTensor.of(detector.preprocess());
        this.output = BlazeFaceOutput.of(input.size(), detector.postprocess());
        this.scores = detector.postprocess().texts("scores");
        this.boxes = detector.postprocess().texts("boxes");
        this.wanted = Stream.concat(scores.stream(), boxes.stream()).toList();
    }

    /** A face that both models agree on, with its points. */
    record Found(Face face, Mesh mesh) {}

    /** Where {@link #find} looks. */
    FaceTiles tiles(PicturePyramid picture) {
        return FaceTiles.of(picture.width(), picture.height(), input.size(), MOST_SQUARES);
    }

    /** Faces in pixels of the picture, best first. */
    List<Found> find(PicturePyramid picture, FaceTiles tiles, double threshold, Cancellation cancellation) {
        Parameters post = detector.postprocess();
        double overlap = post.number("iou_threshold", 0.3);
        List<Face> sightings = new ArrayList<>();
        for (SquareCrop square : tiles.squares()) {
            sightings.addAll(look(picture, square, post.number("candidate_threshold", 0.4), cancellation));
        }
        List<Found> found = new ArrayList<>();
        FaceBlend.blend(sightings, overlap).stream()
                .limit(MOST_CANDIDATES)
                .forEach(candidate ->
                        confirm(picture, candidate, threshold, cancellation).ifPresent(found::add));
        List<Face> kept = FaceBlend.suppress(found.stream().map(Found::face).toList(), overlap);
        return kept.stream()
                .map(face ->
                        found.stream().filter(f -> f.face() == face).findFirst().orElseThrow())
                .toList();
    }

    private Optional<Found> confirm(
            PicturePyramid picture, Face candidate, double threshold, Cancellation cancellation) {
        Optional<Face> second = lookAgain(picture, candidate, cancellation);
        if (second.isEmpty() || second.get().score() < threshold) {
            return Optional.empty();
        }
        Optional<Face> third = lookAgain(picture, second.get(), cancellation);
        if (third.isEmpty() || third.get().score() < threshold) {
            return Optional.empty();
        }
        Mesh points = mesh.run(picture, third.get(), cancellation);
        double score = Math.min(second.get().score(), third.get().score()) * points.presence();
        return score < threshold
                ? Optional.empty()
                : Optional.of(new Found(third.get().withScore(score), points));
    }

    private Optional<Face> lookAgain(PicturePyramid picture, Face face, Cancellation cancellation) {
        SquareCrop crop = face.crop(LOOK);
        double middle = input.size() / 2.;
        double half = middle / LOOK;
        BoundingBox expected = new BoundingBox(middle - half, middle - half, middle + half, middle + half);
        return FaceBlend.blend(
                        sightings(picture, crop, 0.1, cancellation),
                        detector.postprocess().number("iou_threshold", 0.3))
                .stream()
                .filter(f -> f.box().iou(expected) > SAME_PLACE)
                .findFirst()
                .map(f -> f.map(crop.toPicture(input.size())));
    }

    private List<Face> look(PicturePyramid picture, SquareCrop square, double threshold, Cancellation cancellation) {
        BoundingBox whole = new BoundingBox(0, 0, picture.width(), picture.height());
        return sightings(picture, square, threshold, cancellation).stream()
                .map(f -> f.map(square.toPicture(input.size())))
                .filter(f -> whole.contains(f.centre()))
                .toList();
    }

    /** In pixels of the cut. */
    private List<Face> sightings(
            PicturePyramid picture, SquareCrop square, double threshold, Cancellation cancellation) {
        List<Face> faces = new ArrayList<>();
        try (OnnxOutputs outputs = input.run(detector, picture, square, wanted, cancellation)) {
            for (int grid = 0; grid < scores.size(); grid++) {
                faces.addAll(output.read(
                        grid,
                        outputs.get(scores.get(grid)).floats(),
                        outputs.get(boxes.get(grid)).floats(),
                        threshold));
            }
        }
        return faces;
    }
}
