package org.eyes4j.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.eyes4j.config.model.ModelCatalogue;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMatcherTest {
    private final LabelMatcher matcher =
            new LabelMatcher(ModelCatalogue.shipped().find("coco-ssd").labels());

    @ParameterizedTest
    @CsvSource({
        "cat, cat",
        "Cats, cat",
        "the kitties, cat",
        "people, person",
        "women, person",
        "knives, knife",
        "red coffee cup, cup",
        "dishes, cup",
        "wine glasses, wine glass",
        "buses, bus",
        "children, person",
        "貓, cat",
        "杯子, cup",
        "人, person",
        "puppies, dog",
        "a big brown dog, dog",
        "sofa, couch"
    })
    void should_match_words_of_the_tables(String word, String label) {
        LabelMatcher.Match match = matcher.match(List.of(word), texts -> Optional.empty());

        assertThat(match.matched().get(word)).contains(label);
        assertThat(match.unknown()).isEmpty();
    }

    @Test
    void should_match_a_group_to_all_its_labels() {
        assertThat(matcher.match(List.of("fruit"), texts -> Optional.empty()).matched())
                .hasEntrySatisfying(
                        "fruit", labels -> assertThat(labels).containsExactlyInAnyOrder("apple", "banana", "orange"));
    }

    @Test
    void should_take_the_nearest_by_meaning_if_near_enough() {
        // GIVEN vectors by which "gondola" is near "boat" only
        LabelMatcher.Match match = matcher.match(
                List.of("gondola", "unicorn"),
                texts ->
                        Optional.of(texts.stream().map(LabelMatcherTest::vector).toList()));

        assertThat(match.matched()).containsExactly(java.util.Map.entry("gondola", List.of("boat")));
        assertThat(match.byMeaning()).containsOnlyKeys("gondola");
        assertThat(match.unknown()).containsExactly("unicorn");
    }

    @Test
    void should_say_what_it_does_not_know() {
        assertThat(matcher.match(List.of("spaceship"), texts -> Optional.empty())
                        .unknown())
                .containsExactly("spaceship");
    }

    private static Value.Embedding vector(String text) {
        return new Value.Embedding(
                switch (text) {
                    case "gondola" -> new float[] {0.8f, 0.6f, 0};
                    case "boat" -> new float[] {1, 0, 0};
                    case "unicorn" -> new float[] {0, 0, 1};
                    default -> new float[] {0, 1, 0};
                },
                "fake");
    }
}
