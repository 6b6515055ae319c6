package org.eyes4j.vision.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.geometry.Polygon;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.EncodingCache;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;

/** {@code read_text}: the lines of text in a picture, in reading order, each with its outline and what it says. */
public final class ReadText extends Expert {
    private final Map<String, LineReader> readers = new ConcurrentHashMap<>();
    private final EncodingCache<List<Detection>> read;

    /** @param rememberedPictures how many pictures' lines are kept */
    public ReadText(Models models, int rememberedPictures) {
        super(
                ToolSpecification.named("read_text")
                        .describedAs("Reads the text in a picture, line by line, in reading order.")
                        .takes(
                                Port.required("image", Kind.IMAGE, "the picture to read"),
                                Port.optional("threshold", Kind.NUMBER, "drops lines read less surely than this")
                                        .between(0, 1)
                                        .or(0.5))
                        .traits(Trait.MODEL)
                        .alsoKnownAs("ocr", "what does the sign say", "transcribe", "recognise text")
                        .gives(Kind.DETECTIONS, "a region a line, labelled 'text', with its text and outline"),
                models,
                "pp-ocr");
        this.read = new EncodingCache<>(rememberedPictures, lines -> 1);
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        Value.Image image = arguments.image("image");
        double threshold = arguments.number("threshold");
        List<Detection> lines =
                read.get(model.name(), image.raster(), () -> read(image.raster(), model, context.cancellation()));
        return ToolResult.of(
                Value.Detections.of(
                        image.frame(),
                        lines.stream().filter(l -> l.score() >= threshold).toList()),
                model.name());
    }

    private List<Detection> read(Raster picture, Model model, Cancellation cancellation) {
        Raster upright = picture.overWhite();
        List<TextMap.Scored> found = new TextLines(model).find(upright, cancellation);
        LineReader reader = readers.computeIfAbsent(model.name(), name -> new LineReader(model));
        List<Detection> lines = new ArrayList<>();
        for (LineReader.Line line :
                reader.read(upright, found.stream().map(TextMap.Scored::box).toList(), cancellation)) {
            String text = line.reading().text().strip();
            if (!text.isEmpty()) {
                lines.add(detection(line, text, picture));
            }
        }
        return ReadingOrder.sort(lines, Detection::box);
    }

    private static Detection detection(LineReader.Line line, String text, Raster picture) {
        Polygon outline = line.box().outline();
        Detection detection = Detection.of(
                        "text", line.reading().score(), outline.box().clip(picture.width(), picture.height()))
                .withText(text)
                .withOutline(outline);
        long degrees = Math.round(Math.toDegrees(line.box().angle())) % 360;
        return Math.abs(degrees) < 2 ? detection : detection.withAttribute("angle", Long.toString(degrees));
    }

    @Override
    public void close() {
        readers.clear();
        read.clear();
    }
}
