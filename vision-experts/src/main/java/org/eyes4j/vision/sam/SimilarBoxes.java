package org.eyes4j.vision.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.setprediction.ExampleBoxes;
import org.eyes4j.vision.setprediction.ExampleBoxes.Example;

/** {@code find_similar} on a detector that is shown examples: it wants boxes, and gives boxes. */
final class SimilarBoxes {
    /** A finding that overlaps the example more is the example. */
    private static final double ITSELF = 0.5;

    private SimilarBoxes() {}

    static Value.Detections find(
            List<ExemplarReader.Shown> shown, Arguments arguments, ToolContext context, Model model)
            throws UnusablePromptException {
        if (!ExampleBoxes.serves(model.manifest())) {
            throw UnusablePromptException.badCall(
                    model.name() + " has no graphs for examples: a hub's export of it knows words only",
                    "Take another model, or export image_query_encoder.onnx and image_guided_detector.onnx of it");
        }
        Value.Image image = arguments.image("image");
        double threshold = arguments.number("threshold");
        List<Example> examples = new ArrayList<>();
        List<BoundingBox> own = new ArrayList<>();
        for (ExemplarReader.Shown example : shown) {
            BoundingBox box = example.target().prompt().bounds();
            if (box == null) {
                throw UnusablePromptException.badCall(
                        model.name() + " wants a box around the example, and a point is given",
                        "Draw a box, or take a model of the SAM family");
            }
            examples.add(new Example(example.picture().raster(), box, example.label()));
            if (example.picture().frame().isRelatedTo(image.frame())) {
                own.add(example.picture().frame().to(image.frame()).apply(box));
            }
        }
        List<Detection> found = ExampleBoxes.of(model).find(image.raster(), examples, threshold, context).stream()
                .filter(d -> own.stream().noneMatch(b -> b.iou(d.box()) > ITSELF))
                .toList();
        int limit = arguments.integer("limit");
        if (found.size() > limit) {
            context.warn("Only the best " + limit + " of " + found.size() + " findings are given: 'limit' is " + limit);
        }
        List<String> asked =
                shown.stream().map(ExemplarReader.Shown::label).distinct().toList();
        return Value.Detections.of(image.frame(), found.subList(0, Math.min(found.size(), limit)))
                .searchedFor(new Search(asked, Map.of(), List.of(), false, threshold, model.name()));
    }
}
