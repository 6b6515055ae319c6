package org.eyes4j.agent.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eyes4j.agent.language.Lines;
import org.eyes4j.agent.language.Script;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.junit.jupiter.api.Test;

class SpeechTest {
    private final Map<Script, Speech> speeches = Speech.all();
    private final Speech english = speeches.get(Script.ENGLISH);
    private final Speech traditional = speeches.get(Script.TRADITIONAL);

    @Test
    void should_say_the_same_things_in_every_language() {
        Set<String> keys = keys("speech-en.txt");

        assertThat(keys("speech-zh-Hans.txt")).isEqualTo(keys);
        assertThat(keys("speech-zh-Hant.txt")).isEqualTo(keys);
    }

    @Test
    void should_count_as_the_language_counts() {
        Thing cup = new Thing("cup", "red", "", "");

        assertThat(english.counted(1, cup)).isEqualTo("1 red cup");
        assertThat(english.counted(2, cup)).isEqualTo("2 red cups");
        assertThat(english.counted(3, Thing.of("person"))).isEqualTo("3 people");
        assertThat(traditional.counted(2, cup)).isEqualTo("2個紅色的杯子");
        assertThat(traditional.counted(1, Thing.of("cat"))).isEqualTo("1隻貓");
    }

    @Test
    void should_list_with_the_last_by_and() {
        assertThat(english.inventory(List.of("cup", "cat", "cup", "horse"))).isEqualTo("2 cups, 1 cat and 1 horse");
        assertThat(traditional.inventory(List.of("cup", "cat"))).isEqualTo("1個杯子和1隻貓");
    }

    @Test
    void should_tell_places_by_thirds() {
        Frame frame = Frame.of("p", 300, 300);

        assertThat(english.place(new BoundingBox(0, 0, 50, 50), frame)).isEqualTo("at the top left");
        assertThat(english.place(new BoundingBox(100, 100, 200, 200), frame)).isEqualTo("in the middle");
        assertThat(traditional.place(new BoundingBox(250, 250, 300, 300), frame))
                .isEqualTo("右下方");
    }

    @Test
    void should_begin_sentences_with_a_capital() {
        assertThat(english.say("rank.largest", "the", "the cat")).isEqualTo("The cat is bigger.");
    }

    @Test
    void should_refuse_a_sentence_it_does_not_have() {
        assertThatThrownBy(() -> english.say("no.such"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no sentence 'no.such' for ENGLISH");
    }

    private static Set<String> keys(String resource) {
        Set<String> keys = new TreeSet<>();
        Lines.of(Speech.class, resource).forEach(line -> keys.add(line.substring(0, line.indexOf(": "))));
        return keys;
    }
}
