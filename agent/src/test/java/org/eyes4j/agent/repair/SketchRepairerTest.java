package org.eyes4j.agent.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eyes4j.agent.repair.Sketch.Link;
import org.eyes4j.agent.repair.Sketch.Step;
import org.eyes4j.agent.repair.SketchRepairer.Repaired;
import org.junit.jupiter.api.Test;

class SketchRepairerTest {
    private static final ToolCard CAPTION = card("Image-to-Text", "Reads or captions an image.", "image", "text");
    private static final ToolCard LISTEN =
            card("Speech Recognition", "Also known as Speech to Text (STT), transcribes audio.", "audio", "text");
    private static final ToolCard SPEAK = card("Text-to-Speech", "Speaks a text.", "text", "audio");
    private static final ToolCard SUM_UP =
            card("Summarization", "Produces a shorter version of a document.", "text", "text");
    private static final ToolCard PAINT = card("Text-to-Image", "Makes an image of a text.", "text", "image");
    private static final ToolCard ANSWER = new ToolCard(
            "Visual Question Answering",
            "Answers a question about an image.",
            List.of("image", "text"),
            List.of("text"));
    private static final ToolCard COMPARE =
            new ToolCard("Similarity", "How similar two texts are.", List.of("text", "text"), List.of());

    private final ToolGraph graph = ToolGraph.byKinds(List.of(CAPTION, LISTEN, SPEAK, SUM_UP, PAINT, ANSWER, COMPARE));
    private final SketchRepairer repairer = new SketchRepairer(graph, Meaning.NONE);

    @Test
    void should_leave_a_right_plan_alone() {
        Sketch right = sketch(
                "Say what is on a.jpg",
                List.of(step("Image-to-Text", "a.jpg"), step("Text-to-Speech", "<node-0>")),
                link(0, 1));

        Repaired repaired = repairer.repair(right);

        assertThat(repaired.sketch()).isEqualTo(right);
        assertThat(repaired.edits()).isEmpty();
        assertThat(repaired.notes()).isEmpty();
    }

    @Test
    void should_find_the_tool_that_a_name_means() {
        assertThat(renamed("Text Summarization")).isEqualTo("Summarization");
        assertThat(renamed("Image Captioning")).isEqualTo("Image-to-Text");
        assertThat(renamed("STT")).isEqualTo("Speech Recognition");
        assertThat(renamed("Audio-to-Text")).isEqualTo("Speech Recognition");
        assertThat(renamed("Image Generation")).isEqualTo("Text-to-Image");
    }

    @Test
    void should_tell_why_and_how_surely() {
        Repaired repaired = repairer.repair(sketch("Sum it up", List.of(step("Text Summarization", "x"))));

        assertThat(repaired.edits()).singleElement().satisfies(edit -> {
            assertThat(edit.sort()).isEqualTo(Edit.Sort.RENAMED);
            assertThat(edit.step()).isEqualTo("1: Text Summarization");
            assertThat(edit.reason())
                    .isEqualTo("there is no tool 'Text Summarization'; 'Summarization' is nearest by words and kinds");
            assertThat(edit.confidence()).isBetween(0.7, 1.0);
        });
    }

    @Test
    void should_take_from_the_step_behind_when_that_one_fits() {
        // GIVEN spoken text goes into a summary: what was there before it was spoken fits
        Sketch wrong = sketch(
                "Transcribe it, speak it, sum it up",
                List.of(
                        step("Speech Recognition", "example.wav"),
                        step("Text-to-Speech", "<node-0>"),
                        step("Summarization", "<node-1>")),
                link(0, 1),
                link(1, 2));

        Repaired repaired = repairer.repair(wrong);

        assertThat(repaired.sketch().links()).containsExactly(link(0, 1), link(0, 2));
        assertThat(repaired.sketch().steps().get(2).arguments()).containsExactly("<node-0>");
        assertThat(repaired.edits())
                .extracting(Edit::sort)
                .containsExactly(Edit.Sort.REWIRED, Edit.Sort.ARGUMENT_CHANGED);
        assertThat(repaired.edits().get(0).reason())
                .isEqualTo("takes text, which 1: Speech Recognition gives and 2: Text-to-Speech does not");
        assertThat(repaired.edits().get(1).reason())
                .isEqualTo("an argument is the result of 1: Speech Recognition, not 2: Text-to-Speech");
    }

    @Test
    void should_put_the_shortest_chain_of_adapters_in() {
        Sketch wrong = sketch(
                "Say 'hello', then sum it up",
                List.of(step("Text-to-Speech", "hello"), step("Summarization", "<node-0>")),
                link(0, 1));

        Repaired repaired = repairer.repair(wrong);

        assertThat(tools(repaired)).containsExactly("Text-to-Speech", "Speech Recognition", "Summarization");
        assertThat(repaired.sketch().links()).containsExactlyInAnyOrder(link(0, 1), link(1, 2));
        assertThat(repaired.sketch().steps().get(2).arguments()).containsExactly("<node-1>");
        assertThat(repaired.edits())
                .extracting(Edit::sort)
                .containsExactly(Edit.Sort.ADAPTER, Edit.Sort.ARGUMENT_CHANGED);
    }

    @Test
    void should_take_a_link_out_where_the_step_has_what_it_needs() {
        Sketch wrong = sketch(
                "Speak 'hello' and caption a.jpg",
                List.of(step("Text-to-Speech", "hello"), step("Image-to-Text", "a.jpg")),
                link(0, 1));

        Repaired repaired = repairer.repair(wrong);

        assertThat(repaired.sketch().links()).isEmpty();
        assertThat(tools(repaired)).containsExactly("Text-to-Speech", "Image-to-Text");
        assertThat(repaired.edits()).singleElement().satisfies(edit -> {
            assertThat(edit.sort()).isEqualTo(Edit.Sort.UNLINKED);
            assertThat(edit.reason())
                    .isEqualTo("Text-to-Speech gives audio, and Image-to-Text has what it takes (image) already");
        });
        assertThat(repaired.notes()).hasSize(2).allMatch(n -> n.endsWith("its result is an answer by itself"));
    }

    @Test
    void should_turn_a_file_of_the_request_into_what_the_step_takes() {
        Sketch wrong = sketch("Sum up what a.jpg says", List.of(step("Summarization", "a.jpg")));

        Repaired repaired = repairer.repair(wrong);

        assertThat(tools(repaired)).containsExactly("Image-to-Text", "Summarization");
        assertThat(repaired.sketch().steps().get(0).arguments()).containsExactly("a.jpg");
        assertThat(repaired.sketch().steps().get(1).arguments()).containsExactly("<node-0>");
    }

    @Test
    void should_serve_the_input_that_is_open() {
        // GIVEN the question is there; what is missing is the picture
        Sketch wrong = sketch(
                "Sum up 'a red car', paint it, and say what colour it has",
                List.of(step("Summarization", "a red car"), step("Visual Question Answering", "what colour it has")),
                link(0, 1));

        // THEN a text link may stand, for texts do go into that tool
        assertThat(repairer.repair(wrong).edits())
                .extracting(Edit::reason)
                .containsExactly("the result of 1: Summarization is an argument");
    }

    @Test
    void should_put_references_where_a_model_forgot_them() {
        Sketch forgotten = sketch(
                "Transcribe example.wav, sum it up, speak it",
                List.of(
                        step("Speech-to-Text", "example.wav"),
                        step("Summarization", "transcribed text"),
                        step("Text-to-Speech", "output_of_step_2")),
                link(0, 1),
                link(1, 2));

        Repaired repaired = repairer.repair(forgotten);
        Sketch mended = repaired.sketch();

        assertThat(repaired.edits())
                .filteredOn(e -> e.sort() == Edit.Sort.ARGUMENT_CHANGED)
                .extracting(Edit::reason)
                .containsExactly(
                        "an argument is the result of 1: Speech-to-Text, not 'transcribed text'",
                        "an argument is the result of 2: Summarization, not 'output_of_step_2'");
        assertThat(mended.steps().get(1).arguments()).containsExactly("<node-0>");
        assertThat(mended.steps().get(2).arguments()).containsExactly("<node-1>");
    }

    @Test
    void should_break_circles() {
        Sketch circle = sketch(
                "Speak and listen",
                List.of(step("Text-to-Speech", "hello"), step("Speech Recognition", "<node-0>")),
                link(0, 1),
                link(1, 0));

        Repaired repaired = repairer.repair(circle);

        assertThat(repaired.sketch().links()).hasSize(1);
        assertThat(repaired.edits())
                .extracting(Edit::reason)
                .containsExactly(
                        "the link from 1: Text-to-Speech closes a circle",
                        "the reference to 1: Text-to-Speech is left out: nothing comes from there",
                        "the result of 2: Speech Recognition is an argument");
    }

    @Test
    void should_say_when_nothing_leads_there() {
        ToolGraph small = ToolGraph.byKinds(List.of(COMPARE, CAPTION));
        Sketch wrong = sketch("Compare", List.of(step("Similarity"), step("Image-to-Text")), link(0, 1));

        Repaired repaired = new SketchRepairer(small, Meaning.NONE).repair(wrong);

        assertThat(repaired.sketch().links()).isEmpty();
        assertThat(repaired.notes())
                .contains(
                        "Step 2: Image-to-Text needs image, which nothing before it gives: it must come with the request");
    }

    private String renamed(String name) {
        return tools(repairer.repair(sketch("", List.of(step(name))))).get(0);
    }

    private static List<String> tools(Repaired repaired) {
        return repaired.sketch().steps().stream().map(Step::tool).toList();
    }

    private static Sketch sketch(String request, List<Step> steps, Link... links) {
        return new Sketch(request, steps, List.of(links));
    }

    private static Step step(String tool, String... arguments) {
        return new Step(tool, "", List.of(arguments));
    }

    private static Link link(int from, int to) {
        return new Link(from, to);
    }

    private static ToolCard card(String name, String description, String takes, String gives) {
        return new ToolCard(name, description, List.of(takes), List.of(gives));
    }
}
