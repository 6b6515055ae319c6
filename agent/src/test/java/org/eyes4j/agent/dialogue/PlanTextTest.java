package org.eyes4j.agent.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.eyes4j.agent.plan.Argument;
import org.eyes4j.agent.plan.PlanStep;
import org.eyes4j.tools.value.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTextTest {
    private static final String STEP =
            "{\"id\": \"a\", \"tool\": \"detect\", \"with\": {\"image\": {\"ref\": \"inputs.image1\"}}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"steps\": [%s], \"outputs\": {\"o\": {\"ref\": \"a\"}}}",
                "Sure!\n```json\n{\"steps\": [%s], \"outputs\": {\"o\": \"a\"}}\n```\nAnything else?",
                "{\"steps\": [%s,], \"outputs\": [{\"name\": \"o\", \"ref\": \"a\"}]}",
                "{'steps': [%s], /* done */ outputs: [{\"name\": \"o\", \"ref\": {\"ref\": \"a\"}}]}",
                "{\"plan\": {\"steps\": [%s], \"outputs\": {\"o\": {\"ref\": \"a\"}, \"p\": null}}}",
                "I plan: {\"steps\": [%s], \"outputs\": {\"o\": {\"ref\": \"a\"}}, \"cannot\": null} That is all.",
            })
    void should_read_what_models_write(String text) {
        PlanText.Read read = read(text.formatted(STEP));

        assertThat(read.faults()).isEmpty();
        assertThat(read.plan().steps()).extracting(PlanStep::tool).containsExactly("detect");
        assertThat(read.plan().outputs()).containsExactly(Map.entry("o", new Argument.Ref("a")));
        assertThat(read.plan().inputs()).containsOnlyKeys("image1");
    }

    @Test
    void should_leave_out_what_is_null_and_read_arguments_as_a_list() {
        PlanText.Read read = read("""
                {"steps": [{"id": "a", "tool": "t", "when": null, "for_each": null, "thought": "hm",
                   "with": [{"name": "x", "value": 1}, {"name": "y", "value": null}]}], "outputs": ["a"]}""");

        assertThat(read.faults()).isEmpty();
        assertThat(read.plan().steps().get(0).with()).containsOnlyKeys("x");
        assertThat(read.plan().outputs()).containsOnlyKeys("a");
    }

    @Test
    void should_tell_what_cannot_be_done() {
        PlanText.Read whole = read("{\"cannot\": \"No tool can smell.\"}");
        PlanText.Read part = read("{\"cannot\": \"No tool can smell.\", \"steps\": [" + STEP + "]}");

        assertThat(whole.plan().steps()).isEmpty();
        assertThat(whole.cannot()).isEqualTo("No tool can smell.");
        assertThat(part.plan().steps()).hasSize(1);
        assertThat(part.cannot()).isEqualTo("No tool can smell.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "No.", "{\"steps\": [", "[1, 2]", "{}{}", "{\"steps\": 7}", "null"})
    void should_tell_what_is_no_plan(String text) {
        PlanText.Read read = read(text);

        assertThat(read.plan().steps()).isEmpty();
    }

    @Test
    void should_say_what_came_instead_of_a_plan() {
        assertThat(read("I would rather not.").faults())
                .singleElement()
                .hasToString("A plan is a JSON object, found \"I would rather not.\"");
        assertThat(read("{\"steps\": [{\"id\"").faults().get(0).message()).startsWith("Not JSON, or cut off: ");
    }

    @Test
    void should_bound_what_it_reads() {
        assertThat(read("{\"steps\": " + "[".repeat(100_000)).faults()).hasSize(1);
        assertThat(read("x".repeat(2_000_000)).faults().get(0).message()).startsWith("A plan has at most ");
    }

    private static PlanText.Read read(String text) {
        return PlanText.read(text, Map.of("image1", Kind.IMAGE));
    }
}
