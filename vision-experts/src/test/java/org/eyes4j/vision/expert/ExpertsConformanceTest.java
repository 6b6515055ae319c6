package org.eyes4j.vision.expert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eyes4j.config.Home;
import org.eyes4j.config.Settings;
import org.eyes4j.config.SettingsLoader;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.conform.Conformance;
import org.eyes4j.tools.conform.Finding;
import org.eyes4j.tools.conform.Finding.Outcome;
import org.eyes4j.tools.conform.Report;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.VisualPrompt;
import org.eyes4j.vision.Experts;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.eyes4j.vision.store.ModelStore;
import org.eyes4j.vision.store.StoreModelProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The experts of the starter pack pass the kit that plugins must pass, with their real models. Those that take seconds a call
 * are left to {@code -Dconformance=full}.
 */
class ExpertsConformanceTest {
    private static final Value.Image PERSON = StarterModels.sample("astronaut.png");
    private static final Value.Image CUP = StarterModels.sample("coffee.png");
    private static final boolean FULL = "full".equals(System.getProperty("conformance"));
    private static final Set<String> QUICK =
            Set.of("detect", "read_text", "detect_faces", "estimate_pose", "embed_text");

    @TempDir
    static Path cache;

    /** Without network: what a check asks for is not pulled for it. */
    static Stream<Tool> experts() {
        Settings settings = SettingsLoader.load(System.getenv()).withoutNetwork();
        Models models = new Models(
                ModelCatalogue.shipped(),
                new StoreModelProvider(ModelStore.of(Home.ofUser(), settings)),
                new OnnxEngine(OnnxSettings.defaults()));
        return Experts.all(models, settings, cache).stream()
                .filter(tool -> FULL || QUICK.contains(tool.specification().name()));
    }

    @ParameterizedTest
    @MethodSource("experts")
    void should_conform(Tool expert) {
        Conformance look = Conformance.of(expert);
        Map<String, Value> better = arguments(expert.specification().name());
        look = better.isEmpty() ? look : look.given(better);
        Report report = FULL ? look.full() : look.quick();

        assertThat(report.passed()).as(report.toText()).isTrue();
        Finding examples = report.findings().stream()
                .filter(f -> f.check().equals("examples_run"))
                .findFirst()
                .orElseThrow();
        Assumptions.assumeTrue(examples.outcome() == Outcome.PASSED, examples.message());
    }

    private static Map<String, Value> arguments(String expert) {
        return switch (expert) {
            case "detect" -> Map.of("image", CUP);
            case "read_text" -> Map.of("image", StarterModels.sample("screens/page-narrow.jpg"));
            case "detect_faces", "estimate_pose" -> Map.of("image", PERSON);
            case "segment" ->
                Map.of(
                        "image",
                        CUP,
                        "prompts",
                        new Value.VisualPrompts(
                                CUP.frame(), List.of(new VisualPrompt.BoxPrompt(new BoundingBox(170, 20, 415, 250)))));
            default -> Map.of();
        };
    }
}
