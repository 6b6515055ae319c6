package org.eyes4j.vision.dual;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.vision.expert.Model;
import org.eyes4j.vision.hub.HubFamily;
import org.eyes4j.vision.scene.OpenScenes;

/**
 * {@code segment_scene} with any words, on GroupViT. A text for "none of these" competes with the words, so that a picture
 * without them is not divided among them all the same.
 */
public final class GroupVitScenes implements OpenScenes {
    private static final String TEMPLATE = "a photo of a {}";
    private static final String NONE = "background";

    private final Opened<GroupVit> opened =
            new Opened<>(model -> GroupVit.of(model.hub(), model.engine(), model.postprocess()));

    @Override
    public List<String> families() {
        return List.of(HubFamily.GROUPVIT.id());
    }

    @Override
    public List<Part> divide(Model model, Raster picture, List<String> words, double threshold, ToolContext context) {
        GroupVit groupVit = opened.of(model);
        List<String> sentences = new ArrayList<>();
        words.forEach(word -> sentences.add(TEMPLATE.replace("{}", word)));
        if (words.stream().noneMatch(NONE::equalsIgnoreCase)) {
            sentences.add(TEMPLATE.replace("{}", NONE));
        }
        Sentences.tellCut(sentences, groupVit::isCut, model.name(), context);
        GroupVit.Labelled labelled = groupVit.label(picture, sentences, context.cancellation());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            int word = i;
            Mask mask = Mask.fromPredicate(
                    picture.width(), picture.height(), (x, y) -> labelled.classes()[y * picture.width() + x] == word);
            double score = labelled.sureness()[i];
            if (!mask.isEmpty() && score >= threshold) {
                parts.add(new Part(words.get(i), score, mask));
            }
        }
        return parts;
    }
}
