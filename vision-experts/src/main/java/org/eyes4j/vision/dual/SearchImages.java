package org.eyes4j.vision.dual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.picture.PictureReader;

/**
 * {@code search_images}: the pictures of a folder that fit a text or are like a picture. The folder's index is kept between
 * calls; a later search reads only what is new.
 */
final class SearchImages extends Expert {
    private static final int MAX_FILES = 100_000;

    private static final ToolSpecification SPECIFICATION = ToolSpecification.named("search_images")
            .describedAs("Finds the pictures of a folder that fit a text best, or that are most like a picture")
            .takes(
                    Port.required("folder", Kind.TEXT, "path of the folder; folders in it are searched too")
                            .atMost(4096),
                    Port.optional("text", Kind.TEXT, "what the pictures should show"),
                    Port.optional("image", Kind.IMAGE, "a picture they should be like"),
                    Port.optional("limit", Kind.NUMBER, "at most so many pictures")
                            .between(1, 1000)
                            .or(10),
                    Port.optional("threshold", Kind.NUMBER, "drops what is less similar than this")
                            .between(-1, 1)
                            .or(-1))
            // It reads a folder that may change and keeps an index of it: no result of an earlier run is good for a
            // later one.
            .traits(Trait.MODEL, Trait.EFFECT)
            .alsoKnownAs("find pictures of", "search my photos", "image search", "similar pictures", "search a folder")
            .gives(
                    Kind.listOf(Kind.RECORD),
                    "the pictures, best first: 'file' (path below the folder) and 'score' (cosine similarity, -1 to 1)");

    private final DualModels encoders;
    private final Path kept;
    private final PictureReader reader;

    SearchImages(Models models, DualModels encoders, Path kept, PictureReader reader) {
        super(SPECIFICATION, models, DualModels.FAMILIES);
        this.encoders = encoders;
        this.kept = kept;
        this.reader = reader;
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        Optional<String> text = arguments
                .find("text", Value.Text.class)
                .map(t -> t.text().strip())
                .filter(t -> !t.isEmpty());
        Optional<Value.Image> image = arguments.find("image", Value.Image.class);
        if (text.isPresent() == image.isPresent()) {
            return ToolResult.failed(
                    FailureKind.INVALID_ARGUMENT,
                    "Expected either 'text' or 'image', got " + (text.isPresent() ? "both" : "neither"),
                    "Say what to search for with one of them");
        }
        Path folder;
        try {
            folder = Path.of(arguments.text("folder")).toRealPath();
        } catch (IOException | InvalidPathException e) {
            return noFolder(arguments);
        }
        if (!Files.isDirectory(folder)) {
            return noFolder(arguments);
        }
        DualEncoder encoder = encoders.of(model);
        text.ifPresent(t -> Sentences.tellCut(List.of(t), encoder::isCut, model.name(), context));
        float[] query = text.isPresent()
                ? encoder.texts(List.of(text.get()), context.cancellation())[0]
                : encoders.picture(model, image.orElseThrow().raster(), context.cancellation());
        try {
            PictureIndex index = index(folder, model, encoder, context);
            return ToolResult.of(
                    best(index, query, arguments.integer("limit"), arguments.number("threshold")), model.name());
        } catch (IOException e) {
            return ToolResult.failed(
                    FailureKind.UNAVAILABLE,
                    "The folder " + folder + " cannot be indexed: " + e.getMessage(),
                    "The index is kept below " + kept + ", which must be writable");
        }
    }

    private static ToolResult noFolder(Arguments arguments) {
        return ToolResult.failed(
                FailureKind.BAD_INPUT,
                "Expected a folder of pictures in 'folder', but there is none at '" + arguments.text("folder") + "'",
                "Relative paths begin at " + Path.of("").toAbsolutePath());
    }

    private PictureIndex index(Path folder, Model model, DualEncoder encoder, ToolContext context) throws IOException {
        IndexFile file =
                IndexFile.of(kept, model.name() + "@" + model.manifest().version(), folder);
        FolderIndexer indexer = new FolderIndexer(folder, file, reader, MAX_FILES, context);
        PictureIndex index = indexer.update(picture -> encoder.pictures(List.of(picture), context.cancellation())[0]);
        if (indexer.unreadable() > 0) {
            context.warn(indexer.unreadable() + " of " + index.entries().size() + " files in " + folder
                    + " are called like pictures and cannot be read as such");
        }
        context.report(indexer.encoded() + " of " + index.entries().size() + " pictures were new");
        return index;
    }

    private static Value.ListOf best(PictureIndex index, float[] query, int limit, double threshold) {
        record Hit(String file, double score) {}
        List<Hit> hits = new ArrayList<>();
        index.entries().forEach((file, entry) -> {
            if (entry.isPicture() && entry.vector().length == query.length) {
                double score = Vectors.dot(query, entry.vector());
                if (score >= threshold) {
                    hits.add(new Hit(file, score));
                }
            }
        });
        hits.sort(Comparator.comparingDouble(Hit::score).reversed());
        List<Value> records = new ArrayList<>();
        for (Hit hit : hits.subList(0, Math.min(limit, hits.size()))) {
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("file", new Value.Text(hit.file()));
            fields.put("score", new Value.Number(hit.score()));
            records.add(new Value.Record(fields));
        }
        return new Value.ListOf(Kind.RECORD, records);
    }

    @Override
    public void close() {
        encoders.close();
    }
}
