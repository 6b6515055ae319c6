package org.eyes4j.vision.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.config.model.Hints;
import org.eyes4j.config.model.Licence;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.config.model.Policy;
import org.eyes4j.config.model.SourceFile;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.vision.onnx.OnnxEngine;
import org.eyes4j.vision.onnx.OnnxSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {
    private static final ModelManifest QUICK = manifest("quick", false, Hints.Quality.LOW, Hints.Speed.INSTANT);
    private static final ModelManifest USUAL = manifest("usual", true, Hints.Quality.FAIR, Hints.Speed.FAIR);
    private static final ModelManifest GREAT = manifest("great", false, Hints.Quality.HIGH, Hints.Speed.SLOW);

    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"FAST, quick", "BALANCED, usual", "BEST, great"})
    void should_choose_by_policy(Policy policy, String expected) throws Exception {
        assertThat(open(policy, Set.of("quick", "usual", "great"), "").name()).isEqualTo(expected);
        assertThat(warnings).isEmpty();
    }

    @Test
    void should_let_a_wish_go_before_any_policy() throws Exception {
        assertThat(open(Policy.BEST, Set.of("quick", "usual", "great"), "quick").name())
                .isEqualTo("quick");
    }

    @Test
    void should_say_which_model_stood_in() throws Exception {
        assertThat(open(Policy.BEST, Set.of("quick"), "").name()).isEqualTo("quick");
        assertThat(warnings)
                .containsExactly("quick stood in for great, which could not be had: great is nowhere to be had");
    }

    @Test
    void should_not_put_another_model_in_for_a_wished_one() {
        assertThatThrownBy(() -> open(Policy.BALANCED, Set.of("quick", "usual"), "great"))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessage("great is nowhere to be had");
    }

    @Test
    void should_fail_when_nothing_can_stand_in() {
        assertThatThrownBy(() -> open(Policy.BALANCED, Set.of(), ""))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessage("usual is nowhere to be had");
    }

    private Model open(Policy policy, Set<String> there, String wish) throws ModelUnavailableException {
        ModelProvider provider = new ModelProvider() {
            @Override
            public Files ensure(ModelManifest manifest, ToolContext context) throws ModelUnavailableException {
                if (!isInstalled(manifest)) {
                    throw new ModelUnavailableException(
                            FailureKind.NOT_INSTALLED, manifest.name() + " is nowhere to be had", "look elsewhere");
                }
                return Path::of;
            }

            @Override
            public boolean isInstalled(ModelManifest manifest) {
                return there.contains(manifest.name());
            }
        };
        Models models = new Models(
                new ModelCatalogue(List.of(QUICK, USUAL, GREAT)),
                provider,
                new OnnxEngine(OnnxSettings.defaults()),
                policy);
        ToolContext context = new ToolContext(
                new Cancellation(),
                p -> {},
                warnings::add,
                wish.isEmpty() ? Optional.empty() : Optional.of(wish),
                Optional.empty());
        return models.open("see", List.of("eye"), m -> true, context);
    }

    private static ModelManifest manifest(String name, boolean preferred, Hints.Quality quality, Hints.Speed speed) {
        SourceFile source = new SourceFile("m.onnx", 0, Optional.empty(), List.of("file:/nowhere"));
        return new ModelManifest(
                name,
                name,
                List.of("see"),
                "eye",
                "1",
                preferred,
                List.of(),
                new Licence("MIT", "made for tests", ""),
                new Hints(quality, speed, 0),
                Map.of("model", new ModelFile("m.onnx", List.of(source), Optional.empty())),
                new Parameters("pre", Map.of()),
                new Parameters("post", Map.of()),
                List.of());
    }
}
