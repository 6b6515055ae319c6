package org.eyes4j.vision.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.KeptModels;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.hub.HubException;
import org.eyes4j.vision.hub.HubFiles;
import org.eyes4j.vision.scene.OpenScenes;
import org.junit.jupiter.api.Test;

class GroupVitScenesTest {
    private static final Raster PICTURE =
            KeptModels.picture("groupvit", "odd.png").raster();

    private final GroupVitScenes scenes = new GroupVitScenes();

    private static Model model(HubFiles files) throws Exception {
        return new TinyModels()
                .with("groupvit", files, Map.of(), "segment_scene")
                .models()
                .open("segment_scene", List.of("groupvit"), m -> true, ToolContext.detached());
    }

    @Test
    void should_give_each_pixel_to_one_word_or_to_none() throws Exception {
        Model model = model(KeptModels.files("groupvit"));
        List<OpenScenes.Part> parts =
                scenes.divide(model, PICTURE, List.of("cat", "astronaut"), 0, ToolContext.detached());

        assertThat(parts).isNotEmpty();
        assertThat(parts).allSatisfy(part -> assertThat(part.score()).isBetween(1.0 / 3, 1.0));
        assertThat(parts.stream().mapToLong(p -> p.mask().area()).sum()).isLessThanOrEqualTo(131 * 37);
        assertThat(parts.stream().map(OpenScenes.Part::word)).isSubsetOf("cat", "astronaut");
    }

    @Test
    void should_say_that_an_export_without_segmentation_will_not_do() throws Exception {
        HubFiles whole = KeptModels.files("groupvit");
        Map<String, java.nio.file.Path> files = new LinkedHashMap<>();
        whole.paths().forEach(p -> files.put(p, whole.need(p)));
        files.put("onnx/model.onnx", KeptModels.files("clipseg").need("onnx/model.onnx"));
        Model model = model(HubFiles.of("groupvit", files));

        assertThatThrownBy(() -> scenes.divide(model, PICTURE, List.of("cat"), 0, ToolContext.detached()))
                .isInstanceOf(HubException.class)
                .hasMessage(
                        "groupvit: expected model.onnx to give segmentation_logits, logits_per_image, it gives logits");
    }
}
