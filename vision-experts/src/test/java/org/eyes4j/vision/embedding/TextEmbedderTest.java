package org.eyes4j.vision.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.ModelProvider;
import org.eyes4j.vision.expert.Models;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextEmbedderTest {
    @TempDir
    Path folder;

    @Test
    void should_bring_near_what_means_nearly_the_same() {
        List<Value.Embedding> v = embed(Map.of("texts", Value.ListOf.texts(List.of("a kitty", "a cat", "a truck"))));

        assertThat(v.get(0).similarity(v.get(1))).isGreaterThan(0.7);
        assertThat(v.get(0).similarity(v.get(2))).isLessThan(0.4);
        assertThat(v.get(0).similarity(v.get(0))).isCloseTo(1, within(1e-5));
    }

    @Test
    void should_embed_a_text_alike_alone_and_beside_a_long_one() {
        // int8 activations are scaled by what else is in the batch, so "alike" is not "equal".
        Value.Embedding alone =
                embed(Map.of("texts", Value.ListOf.texts(List.of("a cat")))).get(0);
        Value.Embedding beside = embed(Map.of(
                        "texts",
                        Value.ListOf.texts(List.of(
                                "a cat", "a very long sentence about the harbour, its ships and what they carry"))))
                .get(0);

        assertThat(alone.similarity(beside)).isGreaterThan(0.97);
    }

    @Test
    void should_use_the_model_of_the_language() {
        Value.Text zh = new Value.Text("zh");
        List<Value.Embedding> v = embed(Map.of("texts", Value.ListOf.texts(List.of("小貓", "貓咪", "卡車")), "language", zh));

        assertThat(v.get(0).model()).isEqualTo("bge-small-zh-v15-q");
        assertThat(v.get(0).similarity(v.get(1))).isGreaterThan(v.get(0).similarity(v.get(2)));
    }

    private List<Value.Embedding> embed(Map<String, Value> arguments) {
        try (OnnxEngine engine = new OnnxEngine(OnnxSettings.defaults());
                ToolRegistry tools = ToolRegistry.of(
                        List.of(new EmbedText(new Models(ModelCatalogue.shipped(), new ClassPathFiles(), engine))))) {
            ToolResult result = tools.call(new ToolCall("embed_text", arguments), ToolContext.detached());
            assertThat(result).isInstanceOf(ToolResult.Success.class);
            return ((Value.ListOf) ((ToolResult.Success) result).value())
                    .items().stream().map(Value.Embedding.class::cast).toList();
        }
    }

    /** These models come with Maven: their files are resources. */
    private final class ClassPathFiles implements ModelProvider {
        @Override
        public Files ensure(ModelManifest manifest, ToolContext context) {
            return role -> {
                String path = manifest.file(role).path();
                Path file = folder.resolve(path);
                try (InputStream in = getClass().getResourceAsStream("/" + path)) {
                    if (!java.nio.file.Files.exists(file)) {
                        java.nio.file.Files.copy(in, file);
                    }
                    return file;
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            };
        }

        @Override
        public boolean isInstalled(ModelManifest manifest) {
            return true;
        }
    }
}
