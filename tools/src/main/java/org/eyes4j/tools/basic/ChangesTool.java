package org.eyes4j.tools.basic;

import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code changes}: where two pictures differ. */
final class ChangesTool extends BasicTool {
    ChangesTool() {
        super(ToolSpecification.named("changes")
                .describedAs("Finds the regions in which two pictures differ")
                .takes(
                        Port.required("image", Kind.IMAGE, "the first picture"),
                        Port.required("other", Kind.IMAGE, "the second picture"),
                        PictureDifference.SENSITIVITY)
                .alsoKnownAs("where is the difference", "what is different")
                .gives(
                        Kind.DETECTIONS,
                        "regions of the first picture labelled 'change', largest first; score is how strongly they"
                                + " differ; may be empty"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        Value.Image other = arguments.image("other");
        if (!PictureDifference.comparable(image.raster(), other.raster())) {
            return badInput(
                    PictureDifference.differentShapes(image.raster(), other.raster()),
                    "Crop them to the same part first.");
        }
        return ToolResult.of(Value.Detections.of(
                image.frame(),
                PictureDifference.between(image, other, arguments.number("sensitivity"), context)
                        .regions()));
    }
}
