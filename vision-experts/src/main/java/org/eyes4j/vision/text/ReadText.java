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
import org.eyes4j.vision.florence.FlorenceModels;
import org.eyes4j.vision.florence.FlorenceTask;
import org.eyes4j.vision.hub.HubFamily;

/** {@code read_text}: the lines of text in a picture, in reading order, each with its outline and what it says. */
public final class ReadText extends Expert {
    private static final String FLORENCE = HubFamily.FLORENCE2.id();

    private final Map<String, LineReader> readers = new ConcurrentHashMap<>();
    private final EncodingCache<List<Detection>> read;

    private final FlorenceModels florence;

    /** @param rememberedPictures how many pictures' lines are kept */
    public ReadText(Models models, int rememberedPictures) {
        this(models, rememberedPictures, new FlorenceModels(rememberedPictures));
    }

    /**
     * The same.
     *
     * @param florence shared with other tools
     */
    public ReadText(Models models, int rememberedPictures, FlorenceModels florence) {
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
                "pp-ocr",
                FLORENCE);
        this.florence = florence;
        this.read = new EncodingCache<>(rememberedPictures, lines -> 1);
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        Value.Image image = arguments.image("image");
        boolean written = model.manifest().family().equals(FLORENCE);
        // A model that writes what it reads scores its whole answer, which says little of a line.
        double threshold = written && !arguments.isStated("threshold") ? 0 : arguments.number("threshold");
        List<Detection> lines = read.get(
                model.name(),
                image.raster(),
                () -> written
                        ? write(image.raster(), model, context.cancellation())
                        : read(image.raster(), model, context.cancellation()));
        return ToolResult.of(
                Value.Detections.of(
                        image.frame(),
                        lines.stream().filter(l -> l.score() >= threshold).toList()),
                model.name());
    }

    private List<Detection> write(Raster picture, Model model, Cancellation cancellation) {
        List<Detection> lines =
                florence
                        .ask(model, picture, FlorenceTask.OCR_WITH_REGION, cancellation)
                        .detections(picture, "text")
                        .stream()
                        .filter(line -> line.text() != null && !line.text().isBlank())
                        .toList();
        return ReadingOrder.sort(lines, Detection::box);
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
        florence.close();
        read.clear();
    }
}
