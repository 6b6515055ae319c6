package org.eyes4j.vision.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.config.Settings;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.Experts;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.ModelProvider;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.onnx.OnnxEngine;

/** Runs a model once for everything that it says it can do, on a drawn picture. Says nothing about how good it is. */
public final class SmokeTest {
    private static final int SIZE = 160;
    private static final String NOT_TRIED = "not tried: ";

    private final ModelProvider provider;
    private final OnnxEngine engine;
    private final Settings settings;

    /**
     * What came of one capability.
     *
     * @param capability the tool's name
     * @param outcome what happened, in words
     * @param good whether it ran, or was not tried because it needs another model as well
     */
    public record Line(String capability, String outcome, boolean good) {}

    public SmokeTest(ModelProvider provider, OnnxEngine engine, Settings settings) {
        this.provider = provider;
        this.engine = engine;
        this.settings = settings;
    }

    /** One line for each capability of an installed model. */
    public List<Line> run(ModelManifest manifest) {
        try {
            Path scratch = Files.createTempDirectory("eyes4j-smoke");
            try {
                Path pictures = Files.createDirectory(scratch.resolve("pictures"));
                Files.write(pictures.resolve("drawn.png"), Png.encode(picture().raster()));
                return run(manifest, scratch, pictures);
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Line> run(ModelManifest manifest, Path scratch, Path pictures) {
        Models models = new Models(new ModelCatalogue(List.of(manifest)), provider, engine);
        List<Line> lines = new ArrayList<>();
        List<Tool> experts = Experts.all(models, settings, scratch);
        try (ToolRegistry registry = ToolRegistry.of(experts)) {
            for (String capability : manifest.capabilities()) {
                Optional<Tool> tool = registry.find(capability)
                        .filter(t -> t instanceof Expert e && e.families().contains(manifest.family()));
                lines.add(
                        tool.isPresent()
                                ? run(registry, tool.get(), manifest, pictures)
                                : new Line(
                                        capability,
                                        "no expert of this version runs it for " + manifest.family(),
                                        false));
            }
        }
        // What needs another model as well is taken on trust where the rest of this one runs.
        boolean some = lines.stream().anyMatch(Line::good);
        return lines.stream()
                .map(l -> new Line(
                        l.capability(),
                        l.outcome(),
                        l.good() || some && l.outcome().startsWith(NOT_TRIED)))
                .toList();
    }

    /** What a model must be told differs by family: each way of asking is tried until one runs. */
    private static Line run(ToolRegistry registry, Tool tool, ModelManifest manifest, Path pictures) {
        String name = tool.specification().name();
        String first = "";
        for (Trial trial : Trial.values()) {
            ToolContext context = new ToolContext(
                    new Cancellation(), p -> {}, w -> {}, Optional.of(manifest.name()), Optional.empty());
            Map<String, Value> arguments = new LinkedHashMap<>(trial.arguments(tool.specification(), picture()));
            arguments.replace("folder", new Value.Text(pictures.toString()));
            ToolResult result = registry.call(new ToolCall(name, arguments), context);
            if (!(result instanceof ToolResult.Failure failure)) {
                return new Line(name, "runs", true);
            }
            if (failure.message().startsWith(Models.NONE_SERVES)) {
                // This model is the only one that is known here.
                return new Line(name, NOT_TRIED + failure.message(), false);
            }
            first = first.isEmpty() ? failure.message() : first;
            if (failure.kind() != FailureKind.INVALID_ARGUMENT && failure.kind() != FailureKind.BAD_INPUT) {
                return new Line(name, failure.message(), false);
            }
        }
        return new Line(name, first, false);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** A red square on blue that grows lighter to the right. */
    private static Value.Image picture() {
        byte[] data = new byte[SIZE * SIZE * 3];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                boolean inside = Math.max(Math.abs(x - SIZE / 2), Math.abs(y - SIZE / 2)) < SIZE / 4;
                int at = (y * SIZE + x) * 3;
                data[at] = (byte) (inside ? 220 : 30);
                data[at + 1] = (byte) (inside ? 30 : x);
                data[at + 2] = (byte) (inside ? 30 : 200);
            }
        }
        return Value.Image.of("drawn", new Raster(SIZE, SIZE, 3, data));
    }
}
