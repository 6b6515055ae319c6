package org.eyes4j.tools.basic;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;

/** {@code read_codes}: QR codes, other square codes and bar codes, several in one picture, by ZXing. */
final class ReadCodesTool extends BasicTool {
    ReadCodesTool() {
        super(ToolSpecification.named("read_codes")
                .describedAs(
                        "Reads QR codes, Data Matrix, Aztec, PDF417 and bar codes (EAN, UPC, Code 128, 39, 93, ITF)")
                .takes(Port.required("image", Kind.IMAGE, "the picture to look in"))
                .alsoKnownAs("scan the QR code", "what is in the QR code", "barcode", "二维码", "條碼", "条码")
                .gives(
                        Kind.DETECTIONS,
                        "a region a code: label (qr code, data matrix, aztec code, pdf417, bar code), text, outline,"
                                + " attribute format; may be empty"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        Frame frame = image.frame();
        List<Detection> codes = new CodeReader(() -> context.cancellation().isRequested()).read(image.raster());
        if (context.cancellation().isRequested()) {
            return cancelled();
        }
        List<Detection> inside = codes.stream().map(d -> clip(d, frame)).toList();
        return ToolResult.of(Value.Detections.of(frame, inside)
                .searchedFor(new Search(List.of(), Map.of(), List.of(), true, 0, "zxing")));
    }

    private static Detection clip(Detection detection, Frame frame) {
        BoundingBox box = detection.box().clip(frame.width(), frame.height());
        return detection.withBox(box);
    }
}
