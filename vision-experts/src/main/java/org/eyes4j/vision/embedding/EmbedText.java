package org.eyes4j.vision.embedding;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.Expert;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.expert.Models;

/** {@code embed_text}: texts as vectors whose nearness is nearness in meaning. */
public final class EmbedText extends Expert {
    /** Vectors of different languages' models do not compare, so the caller says the language, not each text. */
    private static final Port LANGUAGE = Port.optional(
                    "language", Kind.TEXT, "language of the texts; vectors of different languages do not compare")
            .oneOf("en", "zh")
            .or("en");

    private final Map<String, TextEmbedder> embedders = new ConcurrentHashMap<>();

    public EmbedText(Models models) {
        super(
                ToolSpecification.named("embed_text")
                        .describedAs("Turns texts into vectors; near vectors mean near the same.")
                        .takes(
                                Port.required("texts", Kind.listOf(Kind.TEXT), "what to embed")
                                        .atMost(4096),
                                LANGUAGE)
                        .traits(Trait.MODEL)
                        .alsoKnownAs("sentence similarity", "semantic vectors")
                        .gives(Kind.listOf(Kind.EMBEDDING), "one vector of length 1 a text, in order"),
                models,
                "text-embedding");
    }

    @Override
    protected boolean suits(ModelManifest manifest, Arguments arguments) {
        return manifest.languages().contains(arguments.text("language"));
    }

    @Override
    protected ToolResult doCall(Arguments arguments, ToolContext context, Model model) {
        TextEmbedder embedder = embedders.computeIfAbsent(model.name(), name -> TextEmbedder.of(model));
        List<Value.Embedding> vectors = embedder.embed(arguments.texts("texts"), context.cancellation());
        return ToolResult.of(new Value.ListOf(Kind.EMBEDDING, List.copyOf(vectors)), model.name());
    }

    @Override
    public void close() {
        embedders.values().forEach(TextEmbedder::close);
        embedders.clear();
    }
}
