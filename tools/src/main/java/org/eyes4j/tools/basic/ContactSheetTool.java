package org.eyes4j.tools.basic;

import java.util.List;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/** {@code contact_sheet}: many pictures small beside one another on one, each with its caption. */
final class ContactSheetTool extends BasicTool {
    private static final int MOST = 1000;
    private static final long MOST_PIXELS = 50_000_000;

    ContactSheetTool() {
        super(ToolSpecification.named("contact_sheet")
                .describedAs("Puts many pictures on one sheet, small, in rows, each with a caption below it")
                .takes(
                        Port.required("images", Kind.listOf(Kind.IMAGE), "the pictures, in the order of the sheet")
                                .atMost(MOST),
                        Port.optional(
                                        "captions",
                                        Kind.listOf(Kind.TEXT),
                                        "one a picture, in the same order; without them nothing is written")
                                .atMost(MOST),
                        Port.optional("columns", Kind.NUMBER, "pictures a row; without it about as many as rows")
                                .between(1, 50),
                        Port.optional("size", Kind.NUMBER, "longest side of each picture on the sheet, in pixels")
                                .or(240)
                                .between(32, 1024))
                .alsoKnownAs("collage", "montage", "thumbnails", "overview of all pictures", "拼图", "拼貼", "縮圖總覽")
                .gives(Kind.IMAGE, "the sheet, a picture of its own"));
    }

    @Override
    ToolResult run(Arguments arguments, ToolContext context) {
        List<Value> images = arguments.items("images");
        List<String> captions = arguments.texts("captions");
        if (images.isEmpty()) {
            return badInput("There is no picture for the sheet: 'images' is empty.", "Give at least one.");
        }
        if (arguments.has("captions") && captions.size() != images.size()) {
            return badInput(
                    "There are " + images.size() + " pictures and " + captions.size() + " captions.",
                    "Give one caption a picture, in the same order; an empty text is none.");
        }
        int columns =
                arguments.has("columns") ? arguments.integer("columns") : (int) Math.ceil(Math.sqrt(images.size()));
        ContactSheet sheet = new ContactSheet(
                Math.min(columns, images.size()), arguments.integer("size"), arguments.has("captions"));
        if (sheet.pixels(images.size()) > MOST_PIXELS) {
            return ToolResult.failed(
                    FailureKind.LIMIT,
                    "A sheet of " + images.size() + " pictures of " + arguments.integer("size") + " pixels would have "
                            + sheet.pixels(images.size()) + " pixels, and at most " + MOST_PIXELS + " are allowed.",
                    "Make 'size' smaller, or make several sheets.");
        }
        List<Raster> rasters =
                images.stream().map(image -> ((Value.Image) image).raster()).toList();
        Raster drawn = sheet.draw(rasters, captions, context);
        return context.cancellation().isRequested()
                ? cancelled()
                : ToolResult.of(
                        Value.Image.of("sheet-" + Sha256.of(drawn.data()).substring(0, 16), drawn));
    }
}
