package org.eyes4j.tools.basic;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code compare}: how two pictures differ, pixel by pixel; it does not look for what has moved. */
final class CompareTool extends BasicTool {
    CompareTool() {
        super(ToolSpecification.named("compare")
                .describedAs("Compares two pictures: are they the same, how much and where do they differ")
                .takes(
                        Port.required("image", Kind.IMAGE, "the first picture"),
                        Port.required("other", Kind.IMAGE, "the second picture"),
                        PictureDifference.SENSITIVITY)
                .alsoKnownAs("what changed", "spot the difference", "are these the same picture", "比较", "比較", "不同")
                .gives(
                        Kind.RECORD,
                        "same (flag: no pixel differs visibly), same_size (flag), mean_difference (% of full scale),"
                                + " changed_share (% of the picture), changes (regions of the first picture, largest"
                                + " first)"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        Value.Image other = arguments.image("other");
        Map<String, Value> fields = new LinkedHashMap<>();
        if (!PictureDifference.comparable(image.raster(), other.raster())) {
            context.warn(PictureDifference.differentShapes(image.raster(), other.raster())
                    + " So how much differs was not measured; crop them to the same part for that");
            fields.put("same", new Value.Flag(false));
            fields.put("same_size", new Value.Flag(false));
            return ToolResult.of(new Value.Record(fields));
        }
        PictureDifference difference =
                PictureDifference.between(image, other, arguments.number("sensitivity"), context);
        fields.put("same", new Value.Flag(difference.regions().isEmpty()));
        fields.put(
                "same_size",
                new Value.Flag(image.frame().width() == other.frame().width()
                        && image.frame().height() == other.frame().height()));
        fields.put("mean_difference", new Value.Number(difference.meanPercent(), "%"));
        fields.put("changed_share", new Value.Number(difference.changedPercent(), "%"));
        fields.put("changes", Value.Detections.of(image.frame(), difference.regions()));
        return ToolResult.of(new Value.Record(fields));
    }
}
