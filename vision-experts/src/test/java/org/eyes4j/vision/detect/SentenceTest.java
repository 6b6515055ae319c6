package org.eyes4j.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A man riding a brown horse on the beach | A man ; a brown horse ; the beach",
                "two red cups, a spoon and some sugar cubes | two red cups ; a spoon ; some sugar cubes",
                "the traffic light next to the woman's blue umbrella | the traffic light ; the woman's blue umbrella",
                "this is the dog | the dog",
                "一隻貓，紅色的車 | 一隻貓 ; 紅色的車",
                "is it | ''"
            })
    void should_find_the_phrases(String sentence, String phrases) {
        assertThat(String.join(" ; ", Sentence.of(sentence).phrases())).isEqualTo(phrases);
    }

    @Test
    void should_keep_phrases_that_are_given() {
        Sentence sentence = Sentence.ofPhrases(List.of("left of it", "a cat"));

        assertThat(sentence.text()).isEqualTo("left of it. a cat");
        assertThat(sentence.phrases()).containsExactly("left of it", "a cat");
    }
}
