package org.eyes4j.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.eyes4j.vision.expert.StarterModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectTest {
    private final Detect detect = new Detect(StarterModels.models(), 4);

    @AfterEach
    void close() {
        detect.close();
    }

    @ParameterizedTest
    @CsvSource({
        "chelsea.png, kitty, cat, 0, 0, 400, 300",
        "coffee.png, mug, cup, 170, 20, 415, 250",
        "astronaut.png, woman, person, 20, 0, 400, 500",
        "horse.png, 馬, horse, 15, 5, 390, 320"
    })
    void should_find_what_the_words_name(
            String file, String word, String label, double x1, double y1, double x2, double y2) {
        Value.Detections found = find(file, word);

        assertThat(found.regions()).hasSize(1);
        Region region = found.regions().get(0);
        assertThat(region.label()).isEqualTo(label);
        assertThat(region.box().iou(new BoundingBox(x1, y1, x2, y2))).isGreaterThan(0.8);
        assertThat(region.detection().attributes()).containsEntry("asked", word);
    }

    @Test
    void should_use_the_model_that_was_wished_for() {
        Value.Detections found = (Value.Detections) StarterModels.call(
                detect,
                Map.of("image", StarterModels.sample("coffee.png"), "labels", Value.ListOf.texts(List.of("cup"))),
                "centernet");

        assertThat(found.search()).extracting(Search::model).isEqualTo("centernet");
        assertThat(found.regions()).isNotEmpty();
        assertThat(found.regions().get(0).box().iou(new BoundingBox(170, 20, 415, 250)))
                .isGreaterThan(0.6);
    }

    @Test
    void should_say_what_it_looked_for_where_nothing_is() {
        Value.Detections found = find("chelsea.png", "dog");

        assertThat(found.regions()).isEmpty();
        assertThat(found.search())
                .isEqualTo(
                        new Search(List.of("dog"), Map.of("dog", List.of("dog")), List.of(), true, 0.35, "coco-ssd"));
    }

    @Test
    void should_not_claim_to_have_looked_for_what_it_does_not_know() {
        Value.Detections found = find("chelsea.png", "harpsichord");

        assertThat(found.regions()).isEmpty();
        assertThat(found.search()).isNotNull();
        assertThat(found.search().unknown()).containsExactly("harpsichord");
    }

    @Test
    void should_match_by_meaning_what_no_table_knows() {
        Value.Detections found = find("coffee.png", "demitasse");

        // THEN either a near label was taken, or the word is told as unknown; it never just vanishes
        Search search = found.search();
        assertThat(search).isNotNull();
        assertThat(search.matched().containsKey("demitasse") ^ search.unknown().contains("demitasse"))
                .isTrue();
    }

    private Value.Detections find(String file, String word) {
        return (Value.Detections) StarterModels.call(
                detect, Map.of("image", StarterModels.sample(file), "labels", Value.ListOf.texts(List.of(word))));
    }
}
