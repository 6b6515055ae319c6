package org.eyes4j.vision.detect;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContractTest;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.KeptModels;
import org.junit.jupiter.api.Nested;

/** What every tool does, these do on the hub's families. */
class HubDetectContractTest {
    @Nested
    class OfAClosedVocabulary extends ToolContractTest {
        @Override
        protected Tool tool() {
            return new Detect(KeptModels.serving(List.of("detect"), "detr"), 1);
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of("image", KeptModels.picture("detr", "odd.png"));
        }
    }

    @Nested
    class OfAnOpenVocabulary extends ToolContractTest {
        @Override
        protected Tool tool() {
            return new Detect(KeptModels.serving(List.of("detect"), "owlvit"), 1);
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of(
                    "image", KeptModels.picture("owlvit", "tiny.png"), "labels", Value.ListOf.texts(List.of("a cat")));
        }
    }

    @Nested
    class OfGroundPhrase extends ToolContractTest {
        @Override
        protected Tool tool() {
            return new GroundPhrase(KeptModels.serving(List.of("ground_phrase"), "grounding_dino"));
        }

        @Override
        protected Map<String, Value> arguments() {
            return Map.of(
                    "image",
                    KeptModels.picture("grounding_dino", "odd.png"),
                    "sentence",
                    new Value.Text("a cat on a mat"));
        }
    }
}
