package org.eyes4j.tools.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** Tools that find what is red, one as it should be and the others not. */
final class Zoo {
    private Zoo() {}

    /** What a call does. */
    @FunctionalInterface
    interface Deed {
        @org.jspecify.annotations.Nullable
        ToolResult call(Arguments arguments, ToolContext context) throws Exception;
    }

    /** A tool of one picture and an optional text. */
    static Tool tool(Kind output, Deed deed) {
        return tool(
                ToolSpecification.named("find_red")
                        .describedAs("Finds what is red")
                        .takes(
                                Port.required("image", Kind.IMAGE, "the picture"),
                                Port.optional("word", Kind.TEXT, "what to call it")
                                        .or("red"),
                                Port.optional("least", Kind.NUMBER, "pixels that it must have")
                                        .or(1))
                        .gives(output, "the red things"),
                deed);
    }

    static Tool tool(ToolSpecification specification, Deed deed) {
        return new Tool() {
            @Override
            public ToolSpecification specification() {
                return specification;
            }

            @Override
            public ToolResult call(Arguments arguments, ToolContext context) {
                if (context.cancellation().isRequested()) {
                    return ToolResult.failed(FailureKind.CANCELLED, "cancelled");
                }
                try {
                    return deed.call(arguments, context);
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    static Tool good() {
        return boxes(box -> box);
    }

    /** One that gives its boxes through something. */
    static Tool boxes(UnaryOperator<BoundingBox> through) {
        return tool(Kind.DETECTIONS, (arguments, context) -> {
            Value.Image image = arguments.image("image");
            return found(image.frame(), through, image.raster(), arguments.text("word"));
        });
    }

    static ToolResult found(Frame frame, UnaryOperator<BoundingBox> through, Raster raster, String word) {
        List<Detection> found = new ArrayList<>();
        BoundingBox box = red(raster);
        if (box.area() > 0) {
            found.add(Detection.of(word, 1, through.apply(box)));
        }
        return ToolResult.of(Value.Detections.of(frame, found));
    }

    /** Around everything red; empty where nothing is. */
    static BoundingBox red(Raster raster) {
        int x1 = raster.width();
        int y1 = raster.height();
        int x2 = 0;
        int y2 = 0;
        for (int y = 0; y < raster.height(); y++) {
            for (int x = 0; x < raster.width(); x++) {
                if (raster.at(x, y, 0) > 180 && raster.at(x, y, 1) < 80) {
                    x1 = Math.min(x1, x);
                    y1 = Math.min(y1, y);
                    x2 = Math.max(x2, x + 1);
                    y2 = Math.max(y2, y + 1);
                }
            }
        }
        return x2 > x1 ? new BoundingBox(x1, y1, x2, y2) : new BoundingBox(0, 0, 0, 0);
    }
}
