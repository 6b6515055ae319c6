package org.eyes4j.vision.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.ArgumentChecker;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.FrameMapping;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.Foresight;

/**
 * {@code describe}: what other tools find in a picture, told in sentences. No model sees the picture as a whole here, and the
 * text says so in its first words. What could not be looked at is a warning; a description of nothing at all is a failure.
 */
public final class Describe implements Tool, Foresight {
    private final ToolSpecification specification = ToolSpecification.named("describe")
            .describedAs("Describes a picture plainly, in sentences composed from detections, text and colours.")
            .takes(
                    Port.required("image", Kind.IMAGE, "the picture"),
                    Port.optional("items", Kind.DETECTIONS, "the things in it; found with detect when left out"),
                    Port.optional("lines", Kind.DETECTIONS, "the text in it; read with read_text when left out"))
            .traits(Trait.COMPOSED)
            .alsoKnownAs("what is in the picture", "caption", "summary of the picture", "描述", "图里有什么")
            .gives(Kind.TEXT, "the description, which begins by saying what it was composed from");

    private final ToolRegistry tools;

    /** @param tools where {@code detect}, {@code read_text} and {@code colours} are found when they are needed */
    public Describe(ToolRegistry tools) {
        this.tools = tools;
    }

    @Override
    public ToolSpecification specification() {
        return specification;
    }

    @Override
    public ToolResult call(Arguments arguments, ToolContext context) {
        Value.Image image = arguments.image("image");
        List<Failure> failures = new ArrayList<>();
        Optional<Value.Detections> items = given(arguments, "items", image)
                .or(() -> ask("detect", Value.Detections.class, image, context, failures));
        Optional<Value.Detections> lines = given(arguments, "lines", image)
                .or(() -> ask("read_text", Value.Detections.class, image, context, failures));
        Optional<Value.Classification> colours = ask("colours", Value.Classification.class, image, context, failures);
        if (context.cancellation().isRequested()) {
            return ToolResult.failed(FailureKind.CANCELLED, "The description was cancelled");
        }
        if (items.isEmpty() && lines.isEmpty()) {
            return failures.get(0);
        }
        return ToolResult.of(new Value.Text(new Composer(image.frame(), items, lines, colours).text()));
    }

    @Override
    public List<ModelManifest> foresee(Arguments arguments, Optional<String> wish) {
        Map<String, Value> image = Map.of("image", arguments.image("image"));
        return Stream.of(Map.entry("items", "detect"), Map.entry("lines", "read_text"))
                .filter(asked -> !arguments.has(asked.getKey()))
                .flatMap(asked -> tools.find(asked.getValue()).stream())
                .flatMap(tool -> tool instanceof Foresight it
                        ? it.foresee(ArgumentChecker.complete(tool.specification(), image), wish).stream()
                        : Stream.empty())
                .toList();
    }

    private static Optional<Value.Detections> given(Arguments arguments, String port, Value.Image image) {
        return arguments.find(port, Value.Detections.class).map(d -> FrameMapping.map(d, image.frame()));
    }

    private <V extends Value> Optional<V> ask(
            String tool, Class<V> kind, Value.Image image, ToolContext context, List<Failure> failures) {
        ToolResult result = tools.call(new ToolCall(tool, Map.of("image", image)), context);
        if (result instanceof Failure failure) {
            failures.add(failure);
            context.warn("The description leaves out what " + tool + " would tell: " + failure.explain());
            return Optional.empty();
        }
        Success success = (Success) result;
        success.warnings().forEach(context::warn);
        return Optional.of(kind.cast(success.value()));
    }
}
