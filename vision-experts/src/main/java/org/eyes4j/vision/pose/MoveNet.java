package org.eyes4j.vision.pose;

import java.util.List;
import java.util.Optional;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.crop.CropTensor;
import org.eyes4j.vision.crop.PicturePyramid;
import org.eyes4j.vision.crop.SquareCrop;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.onnx.OnnxOutputs;

/** MoveNet looks at square cuts and gives points, not heat maps. */
final class MoveNet implements PeopleModel {
    static final String FAMILY = "movenet";

    /** A cut is so much larger than the person: arms reach out of boxes. */
    private static final double MARGIN = 1.25;

    /** A cut around found points is larger than that, for they end at wrists, ankles and eyes. */
    private static final double POINTS_MARGIN = 1.4;

    private final Form form;
    private final PicturePyramid picture;
    private final Cancellation cancellation;

    /** What a model's manifest says of its input and output. */
    record Form(Model model, CropTensor input, String output, List<String> names) {
        static Form of(Model model) {
            return new Form(
                    model,
                    CropTensor.of(model.preprocess()),
                    model.postprocess().text("keypoints"),
                    model.postprocess().texts("names"));
        }
    }

    MoveNet(Form form, Raster picture, Cancellation cancellation) {
        this.form = form;
        this.picture = new PicturePyramid(picture);
        this.cancellation = cancellation;
    }

    @Override
    public List<Pose> of(List<BoundingBox> boxes) {
        return boxes.stream().map(box -> look(around(box, MARGIN))).toList();
    }

    @Override
    public Pose ofWhole(double threshold) {
        BoundingBox all = new BoundingBox(0, 0, picture.width(), picture.height());
        Pose first = look(around(all, 1));
        Optional<SquareCrop> closer = first.box(threshold)
                .filter(box -> box.area() > 0)
                .map(box -> around(box, POINTS_MARGIN))
                .filter(crop -> crop.side() < picture.longest());
        return closer.isEmpty() ? first : look(closer.get());
    }

    private static SquareCrop around(BoundingBox box, double margin) {
        return new SquareCrop(box.centre(), Math.max(box.width(), box.height()) * margin, 0);
    }

    private Pose look(SquareCrop crop) {
        CropTensor input = form.input;
        try (OnnxOutputs outputs = input.run(form.model, picture, crop, List.of(form.output), cancellation)) {
            return Pose.read(outputs.get(form.output).floats(), form.names, input.size(), crop.toPicture(input.size()));
        }
    }
}
