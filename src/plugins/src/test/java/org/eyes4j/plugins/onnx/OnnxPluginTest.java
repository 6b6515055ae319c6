package org.eyes4j.plugins.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eyes4j.config.Settings;
import org.eyes4j.plugins.GuardingGate;
import org.eyes4j.plugins.PluginContext;
import org.eyes4j.plugins.PluginFiles;
import org.eyes4j.plugins.Plugins;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.guard.GuardSettings;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxPluginTest {
    private static final Path GRAPH =
            Path.of("../../vision-experts/src/test/resources/org/eyes4j/vision/grid/det_transposed_unnamed/model.onnx");

    @TempDir
    private Path home;

    private final ToolRegistry registry = new ToolRegistry();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private Plugins plugins;

    @BeforeEach
    void begin() {
        plugins = new Plugins(
                home.resolve("plugins"),
                registry,
                () -> new PluginContext(
                        Map.of(), true, Set.of(), home.resolve("cache"), Duration.ofSeconds(20), note -> {}),
                new GuardingGate(GuardSettings.DEFAULT, Duration.ofSeconds(20), home.resolve("cache")),
                warnings::add,
                List.of(new OnnxLoader(Settings.defaults())));
    }

    @AfterEach
    void end() {
        plugins.close();
    }

    @Test
    void should_make_a_tool_of_a_file_and_a_few_lines() throws Exception {
        // GIVEN
        write("  files: {model: {path: model.onnx, sha256: " + PluginFiles.hash(GRAPH) + "}}\n");
        // WHEN
        plugins.refresh();
        // THEN
        assertThat(warnings).isEmpty();
        assertThat(registry.specification("find_shapes")).hasValueSatisfying(tool -> {
            assertThat(tool.description()).isEqualTo("Finds shapes in a picture");
            assertThat(tool.output()).isEqualTo(Kind.DETECTIONS);
            assertThat(tool.phrases()).containsExactly("shapes");
        });
        ToolResult result = registry.call(
                new ToolCall(
                        "find_shapes",
                        Map.of("image", Value.Image.of("p", new Raster(64, 48, 3, new byte[64 * 48 * 3])))),
                ToolContext.detached());
        assertThat(result).isInstanceOf(ToolResult.Success.class);
    }

    @Test
    void should_take_the_files_as_they_lie_when_none_is_named() throws Exception {
        write("");
        plugins.refresh();
        assertThat(warnings).isEmpty();
        assertThat(registry.names()).containsExactly("find_shapes");
    }

    @Test
    void should_tell_which_file_is_another() throws Exception {
        Path file = write("  files: {model: {path: model.onnx, sha256: " + "ab".repeat(32) + "}}\n");
        plugins.refresh();
        assertThat(plugins.find("shapes").orElseThrow().reason())
                .isEqualTo(file + ":11:37: onnx.files.model.sha256: expected the SHA-256 " + "ab".repeat(32)
                        + " of model.onnx, found " + PluginFiles.hash(GRAPH));
    }

    @Test
    void should_tell_what_is_wrong_with_its_lines() throws Exception {
        Path file = write("");
        Files.writeString(
                file,
                Files.readString(file).replace("family: yolo", "familiy: yolo").replace("tool: detect", "tool: detct"));
        plugins.refresh();
        assertThat(plugins.find("shapes").orElseThrow().reason())
                .contains("onnx.familiy: expected one of tool, name, phrases, like, family, files,")
                .endsWith("found `familiy`; did you mean `family`?");
        Files.writeString(file, Files.readString(file).replace("familiy: yolo", "family: ylo"));
        plugins.refresh();
        assertThat(plugins.find("shapes").orElseThrow().reason())
                .contains("onnx.tool: expected one of detect,")
                .endsWith("found `detct`; did you mean `detect`?");
        Files.writeString(file, Files.readString(file).replace("tool: detct", "tool: detect"));
        plugins.refresh();
        assertThat(plugins.find("shapes").orElseThrow().reason())
                .contains("onnx.family: expected a family that detect runs: ")
                .endsWith("found `ylo`; did you mean `yolo`?");
    }

    private Path write(String files) throws IOException {
        Path folder = Files.createDirectories(home.resolve("plugins/shapes"));
        Files.copy(GRAPH, folder.resolve("model.onnx"));
        return Files.writeString(folder.resolve("plugin.yml"), """
                name: shapes
                version: "1.0"
                kind: onnx
                description: Finds shapes in a picture
                onnx:
                  name: find_shapes
                  tool: detect
                  family: yolo
                  labels: [circle, square, triangle]
                  phrases: [shapes]
                """ + files);
    }
}
