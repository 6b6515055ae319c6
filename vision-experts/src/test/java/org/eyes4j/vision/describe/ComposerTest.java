package org.eyes4j.vision.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposerTest {
    private static final Frame FRAME = Frame.of("wall", 900, 600);
    private static final Search SEARCH = new Search(List.of(), Map.of(), List.of(), true, 0.35, "coco-ssd");

    @Test
    void should_tell_counts_places_order_text_and_colours() {
        String text = compose(
                List.of(
                        thing("cup", 0.9, 20, 200, 220, 400),
                        thing("person", 0.95, 350, 50, 560, 560),
                        thing("cup", 0.4, 700, 20, 850, 150)),
                List.of(line("OPEN", 40, 500, 140, 540)),
                List.of("beige", "red", "black"));

        assertThat(text)
                .isEqualTo("Composed from detections and text, not from a captioning model: "
                        + "A wide picture of 900 x 600 pixels, mostly beige, with red and black. "
                        + "There are a person and two cups: a person in the middle, a cup on the left and"
                        + " perhaps a cup at the top right. "
                        + "From left to right: cup, person and cup. "
                        + "Only things that coco-ssd has a label for were looked for; there may be others. "
                        + "Text: \"OPEN\" at the bottom left.");
    }

    @Test
    void should_tell_one_thing_in_one_sentence() {
        assertThat(compose(List.of(thing("cat", 0.9, 0, 0, 880, 590)), List.of(), List.of("brown")))
                .contains("There is a cat across most of the picture. Only")
                .contains("mostly brown. ")
                .endsWith("No text was read.");
        assertThat(compose(List.of(thing("apple", 0.4, 400, 500, 450, 550)), List.of(), List.of()))
                .contains("There may be an apple in the middle at the bottom.");
    }

    @Test
    void should_tell_what_lies_within_what() {
        assertThat(compose(
                        List.of(thing("dining table", 0.9, 0, 200, 900, 600), thing("cup", 0.9, 400, 300, 500, 400)),
                        List.of(),
                        List.of()))
                .contains("A cup is within the bounds of a dining table.");
    }

    @Test
    void should_tell_when_nothing_was_found() {
        assertThat(compose(List.of(), List.of(), List.of()))
                .endsWith("A wide picture of 900 x 600 pixels. "
                        + "No things were found by coco-ssd with a score of 0.35 or more. No text was read.");
    }

    @Test
    void should_not_speak_of_what_was_not_looked_at() {
        assertThat(new Composer(FRAME, Optional.empty(), Optional.empty(), Optional.empty()).text())
                .isEqualTo(Composer.LABEL + "A wide picture of 900 x 600 pixels.");
    }

    @Test
    void should_stay_short_however_much_there_is() {
        List<Detection> things = new ArrayList<>();
        List<Detection> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            things.add(thing("sheep", 0.9, i * 20, 0, i * 20 + 50, 50));
            lines.add(line("long\nline ".repeat(100), 0, i * 10, 800, i * 10 + 9));
        }

        String text = compose(things, lines, List.of());

        assertThat(text).contains("There are 40 sheep: the largest are a sheep at the top left, ");
        assertThat(text).contains("…\"").contains(", and 28 lines more.").doesNotContain("\n");
        assertThat(text.length()).isLessThan(3500);
    }

    @ParameterizedTest
    @CsvSource({
        "person, people",
        "bus, buses",
        "knife, knives",
        "wine glass, wine glasses",
        "toothbrush, toothbrushes",
        "berry, berries",
        "toy, toys",
        "sheep, sheep",
        "computer mouse, computer mice"
    })
    void should_know_plurals(String noun, String plural) {
        assertThat(Nouns.plural(noun)).isEqualTo(plural);
    }

    private static String compose(List<Detection> things, List<Detection> lines, List<String> colours) {
        return new Composer(
                        FRAME,
                        Optional.of(Value.Detections.of(FRAME, things).searchedFor(SEARCH)),
                        Optional.of(Value.Detections.of(FRAME, lines)),
                        Optional.of(new Value.Classification(colours.stream()
                                .map(c -> new Value.Classification.Entry(c, 0.3))
                                .toList())))
                .text();
    }

    private static Detection thing(String label, double score, double x1, double y1, double x2, double y2) {
        return Detection.of(label, score, new BoundingBox(x1, y1, x2, y2));
    }

    private static Detection line(String text, double x1, double y1, double x2, double y2) {
        return thing("text", 0.9, x1, y1, x2, y2).withText(text);
    }
}
