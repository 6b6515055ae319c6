package org.eyes4j.tools.basic;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;

/** {@code regions_of}: what a person drew as regions: boxes as they are, the box around a scribble, masks. */
final class RegionsOfTool extends BasicTool {
    RegionsOfTool() {
        super(ToolSpecification.named("regions_of")
                .describedAs("Turns boxes, scribbles and masks that were drawn on a picture into regions")
                .takes(
                        Port.required("prompts", Kind.VISUAL_PROMPTS, "what was drawn"),
                        Port.optional("label", Kind.TEXT, "what to call the regions")
                                .or("marked")
                                .atMost(100))
                .gives(Kind.DETECTIONS, "a region a box, scribble or mask; points have no extent and give none"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.VisualPrompts prompts = arguments.prompts("prompts");
        String label = arguments.text("label");
        List<Detection> found = new ArrayList<>();
        for (VisualPrompt prompt : prompts.prompts()) {
            if (prompt instanceof VisualPrompt.BoxPrompt box) {
                found.add(Detection.of(label, 1, box.box()));
            } else if (prompt instanceof VisualPrompt.Scribble scribble
                    && !scribble.stroke().isEmpty()) {
                found.add(Detection.of(label, 1, BoundingBox.around(scribble.stroke())));
            } else if (prompt instanceof VisualPrompt.MaskPrompt mask
                    && !mask.mask().isEmpty()) {
                found.add(Detection.of(label, 1, mask.mask().box()).withMask(mask.mask()));
            }
        }
        int without = prompts.prompts().size() - found.size();
        if (without > 0) {
            context.warn(without + " of " + prompts.prompts().size()
                    + " prompts have no extent and gave no region; 'segment' makes one of a point");
        }
        return ToolResult.of(Value.Detections.of(prompts.frame(), found));
    }
}
