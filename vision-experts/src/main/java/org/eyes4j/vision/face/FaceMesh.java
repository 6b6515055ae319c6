package org.eyes4j.vision.face;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.Affine;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.vision.crop.CropTensor;
import org.eyes4j.vision.crop.PicturePyramid;
import org.eyes4j.vision.crop.SquareCrop;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.onnx.OnnxOutputs;

/** The points of one face, and whether there is one at all (Kartynnik et al., "Real-time Facial Surface Geometry", 2019). */
final class FaceMesh {
    private final Model model;
    private final CropTensor input;

    FaceMesh(Model model) {
        this.model = model;
        this.input = CropTensor.of(model.preprocess());
    }

    /**
     * What was seen in a cut.
     *
     * @param presence 0–1, that there is a face in the middle of it
     * @param points in pixels of the picture
     */
    record Mesh(double presence, List<Point> points) {
        Mesh {
            points = List.copyOf(points);
        }

        BoundingBox box() {
            return BoundingBox.around(points);
        }
    }

    Mesh run(PicturePyramid picture, Face face, Cancellation cancellation) {
        Parameters post = model.postprocess();
        SquareCrop crop = face.crop(1 + 2 * model.preprocess().number("margin", 0.25));
        try (OnnxOutputs outputs =
                input.run(model, picture, crop, List.of(post.text("mesh"), post.text("score")), cancellation)) {
            return read(
                    outputs.get(post.text("mesh")).floats(),
                    outputs.get(post.text("score")).floats().get(0),
                    crop.toPicture(input.size()));
        }
    }

    /** @param mesh {@code x, y, depth} of each point, in pixels of the cut */
    static Mesh read(FloatBuffer mesh, double presence, Affine toPicture) {
        List<Point> points = new ArrayList<>();
        for (int at = 0; at + 2 < mesh.remaining(); at += 3) {
            points.add(toPicture.apply(new Point(mesh.get(at), mesh.get(at + 1))));
        }
        return new Mesh(Math.max(0, Math.min(1, presence)), points);
    }
}
