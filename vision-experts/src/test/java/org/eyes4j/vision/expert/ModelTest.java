package org.eyes4j.vision.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.model.Hints;
import org.eyes4j.config.model.Licence;
import org.eyes4j.config.model.ModelFile;
import org.eyes4j.config.model.ModelManifest;
import org.eyes4j.config.model.Parameters;
import org.eyes4j.config.model.SourceFile;
import org.eyes4j.vision.hub.HubException;
import org.junit.jupiter.api.Test;

class ModelTest {

    private static Model model(Map<String, Object> preprocess) {
        SourceFile config = new SourceFile("config.json", 0, Optional.empty(), List.of("file:/config.json"));
        ModelManifest manifest = new ModelManifest(
                "finder",
                "A finder",
                List.of("detect"),
                "detr",
                "1",
                false,
                List.of(),
                new Licence("MIT", "here", ""),
                new Hints(Hints.Quality.FAIR, Hints.Speed.FAIR, 0),
                Map.of("config", new ModelFile("config.json", List.of(config), Optional.empty())),
                new Parameters("finder: preprocess", preprocess),
                new Parameters("finder: postprocess", Map.of()),
                List.of());
        return new Model(manifest, role -> Path.of(role), KeptModels.engine());
    }

    @Test
    void should_resize_exactly_unless_its_manifest_says_fast() {
        assertThat(model(Map.of()).hub().isApproximate()).isFalse();
        assertThat(model(Map.of("resize", "exact")).hub().isApproximate()).isFalse();
        assertThat(model(Map.of("resize", "fast")).hub().isApproximate()).isTrue();
        assertThatThrownBy(() -> model(Map.of("resize", "quick")).hub())
                .isInstanceOf(HubException.class)
                .hasMessage("finder: expected `exact` or `fast` at preprocess.resize of its manifest, found `quick`");
    }
}
