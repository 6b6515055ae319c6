package org.eyes4j.vision.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.vision.grid.GridDetector;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.store.RepositoryReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelIntakeTest {
    @TempDir
    Path folder;

    private ModelIntake intake;

    @BeforeEach
    void start() {
        Map<String, String> environment =
                Map.of("EYES4J_HOME", folder.resolve("home").toString());
        intake = new ModelIntake(new RepositoryReader(
                Home.of(environment, System.getProperties()),
                Settings.defaults().withoutNetwork(),
                environment));
    }

    @Test
    void should_write_a_manifest_for_a_folder() throws Exception {
        put("config.json", "{\"model_type\": \"yolos\"}");
        put("preprocessor_config.json", "{}");
        put("onnx/model.onnx", "graph");
        put("onnx/model.onnx_data", "weights");

        ModelIntake.Draft draft = intake.draft(folder.toString(), "My Finder", "");

        assertThat(draft.manifest().name()).isEqualTo("my-finder");
        assertThat(draft.manifest().family()).isEqualTo("yolos");
        assertThat(draft.manifest().capabilities()).containsExactly("detect");
        assertThat(draft.manifest().files().values())
                .extracting(f -> f.path())
                .containsExactly("config.json", "preprocessor_config.json", "onnx/model.onnx", "onnx/model.onnx_data");
        assertThat(draft.manifest().licence().spdx()).isEqualTo("LicenseRef-unknown");
        assertThat(draft.notes())
                .containsExactly(
                        "No licence is stated where this could look: read the repository's own before you use it");
    }

    @Test
    void should_look_into_a_folder_that_is_reached_by_a_link() throws Exception {
        put("real/config.json", "{\"model_type\": \"yolos\"}");
        put("real/onnx/model.onnx", "graph");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

        assertThat(intake.draft(link.toString(), "", "").manifest().family()).isEqualTo("yolos");
        assertThat(HubFiles.in(link).paths()).containsExactly("config.json", "onnx/model.onnx");
    }

    @Test
    void should_write_a_manifest_for_a_single_graph_that_finds_things_in_one_pass() throws Exception {
        try (InputStream export = GridDetector.class.getResourceAsStream("seg/model.onnx")) {
            Files.copy(Objects.requireNonNull(export), folder.resolve("YOLO11n-seg.onnx"));
        }

        ModelIntake.Draft draft =
                intake.draft(folder.resolve("YOLO11n-seg.onnx").toString(), "", "");

        assertThat(draft.manifest().name()).isEqualTo("yolo11n-seg");
        assertThat(draft.manifest().family()).isEqualTo("yolo");
        assertThat(draft.manifest().capabilities()).containsExactly("detect", "segment");
        assertThat(draft.notes())
                .containsExactly("No licence is stated in its metadata. Most YOLO weights are under the AGPL-3.0 or a"
                        + " licence that is bought: know yours before you use it");
        assertThat(intake.draft(folder.toString(), "", "").manifest().files())
                .isEqualTo(draft.manifest().files());
    }

    @Test
    void should_take_the_variant_that_is_asked_for() throws Exception {
        put("config.json", "{\"model_type\": \"sam\"}");
        put("onnx/vision_encoder.onnx", "a");
        put("onnx/vision_encoder_quantized.onnx", "b");
        put("onnx/prompt_encoder_mask_decoder_quantized.onnx", "c");

        assertThat(intake.draft(folder.toString(), "", "quantized")
                        .manifest()
                        .files()
                        .values())
                .extracting(f -> f.path())
                .containsExactly(
                        "config.json",
                        "onnx/vision_encoder_quantized.onnx",
                        "onnx/prompt_encoder_mask_decoder_quantized.onnx");
        assertThatThrownBy(() -> intake.draft(folder.toString(), "", ""))
                .isInstanceOf(HubException.class)
                .hasMessage(folder + " is of the family sam, which runs on onnx/vision_encoder.onnx +"
                        + " onnx/prompt_encoder_mask_decoder.onnx; it has none of these together. An export in the layout of"
                        + " transformers.js or Optimum is needed");
    }

    @Test
    void should_say_what_it_does_not_know() throws Exception {
        put("config.json", "{\"model_type\": \"llama\"}");

        assertThatThrownBy(() -> intake.draft(folder.toString(), "", ""))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith(
                        folder
                                + ": config.json says model_type \"llama\", and no family here reads that; expected one of clip, siglip");
    }

    @Test
    void should_say_when_it_is_no_repository() {
        assertThatThrownBy(() -> intake.draft(folder.toString(), "", ""))
                .isInstanceOf(HubException.class)
                .hasMessageContaining(" has no config.json, ");
        assertThatThrownBy(() -> intake.draft("nothing", "", ""))
                .hasMessage(
                        "Expected a hub's repository as OWNER/NAME, a folder that exists, or an https address, got `nothing`");
    }

    @Test
    void should_not_let_a_title_become_yaml() throws Exception {
        Path odd = Files.createDirectories(folder.resolve("a\": [b"));
        Files.writeString(odd.resolve("config.json"), "{\"model_type\": \"yolos\"}");
        Files.writeString(odd.resolve("model.onnx"), "graph");

        assertThat(intake.draft(odd.toString(), "", "").manifest().title()).isEqualTo(odd.toString());
    }

    private void put(String path, String content) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
