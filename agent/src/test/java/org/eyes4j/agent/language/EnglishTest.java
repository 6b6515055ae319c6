package org.eyes4j.agent.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishTest {

    @ParameterizedTest
    @CsvSource({
        "cat, cats",
        "person, people",
        "bus, buses",
        "knife, knives",
        "sheep, sheep",
        "traffic light, traffic lights",
        "wine glass, wine glasses",
        "bench, benches",
        "child, children",
        "toothbrush, toothbrushes",
        "couch, couches",
        "berry, berries",
        "toy, toys",
        "tomato, tomatoes",
        "scissors, scissors",
        "horse, horses",
        "box, boxes"
    })
    void should_know_singular_and_plural(String one, String many) {
        assertThat(English.plural(one)).isEqualTo(many);
        assertThat(English.singular(many)).isEqualTo(one);
        assertThat(English.singular(one)).isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource({
        "cat, a cat",
        "apple, an apple",
        "umbrella, an umbrella",
        "unicorn, a unicorn",
        "hour glass, an hour glass",
        "scissors, scissors",
        "orange cup, an orange cup"
    })
    void should_choose_the_article(String noun, String with) {
        assertThat(English.withArticle(noun)).isEqualTo(with);
    }

    @ParameterizedTest
    @CsvSource({"blur out, blurring out", "pixelate, pixelated", "cut, cut", "hide, hidden", "identify, identifies"})
    void should_inflect_verbs(String verb, String form) {
        assertThat(English.inflect(verb)).contains(verb, form);
    }
}
