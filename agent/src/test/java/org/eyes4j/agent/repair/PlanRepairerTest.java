package org.eyes4j.agent.repair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.offline.FakeExperts;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Plan;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.repair.PlanRepairer.Repaired;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanRepairerTest {
    private static final String HEAD = "{inputs: {image1: image}, steps: [";

    private final ToolRegistry tools = new FakeExperts().without();
    private final PlanRepairer repairer = new PlanRepairer(new Expressions(), Meaning.NONE);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tool misspelt      | {id: f, tool: detct, with: {image: {ref: inputs.image1}}}], outputs: {r: {ref: f}}       | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}], outputs: {r: {ref: f}} | RENAMED
            tool by words      | {id: f, tool: object_detection, with: {image: {ref: inputs.image1}, labels: [cat]}}], outputs: {r: {ref: f}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}, labels: [cat]}}], outputs: {r: {ref: f}} | RENAMED
            argument renamed   | {id: f, tool: detect, with: {picture: {ref: inputs.image1}, classes: [cat]}}], outputs: {r: {ref: f}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}, labels: [cat]}}], outputs: {r: {ref: f}} | ARGUMENT_RENAMED,ARGUMENT_RENAMED
            one of a list      | {id: f, tool: detect, with: {image: {ref: inputs.image1}, threshold: [0.5]}}], outputs: {r: {ref: f}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}, threshold: 0.5}}], outputs: {r: {ref: f}} | ARGUMENT_CHANGED
            number as text     | {id: f, tool: detect, with: {image: {ref: inputs.image1}, threshold: '0.5'}}], outputs: {r: {ref: f}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}, threshold: 0.5}}], outputs: {r: {ref: f}} | ARGUMENT_CHANGED
            case of a choice   | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: b, tool: redact, with: {image: {ref: inputs.image1}, items: {ref: f}, how: Pixelate}}], outputs: {r: {ref: b}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: b, tool: redact, with: {image: {ref: inputs.image1}, items: {ref: f}, how: pixelate}}], outputs: {r: {ref: b}} | ARGUMENT_CHANGED
            missing picture    | {id: f, tool: detect}], outputs: {r: {ref: f}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}], outputs: {r: {ref: f}} | ARGUMENT_ADDED
            missing source     | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: n, tool: count}], outputs: {r: {ref: n}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: n, tool: count, with: {items: {ref: f}}}], outputs: {r: {ref: n}} | ARGUMENT_ADDED
            input without dot  | {id: f, tool: detect, with: {image: {ref: image1}}}], outputs: {r: {ref: f}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}], outputs: {r: {ref: f}} | REWIRED
            whole of a value   | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: n, tool: count, with: {items: {ref: f.regions}}}], outputs: {r: {ref: n}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: n, tool: count, with: {items: {ref: f}}}], outputs: {r: {ref: n}} | REWIRED
            wrong step id      | {id: find, tool: detect, with: {image: {ref: inputs.image1}}}, {id: n, tool: count, with: {items: {ref: fnd}}}], outputs: {r: {ref: n}} | {id: find, tool: detect, with: {image: {ref: inputs.image1}}}, {id: n, tool: count, with: {items: {ref: find}}}], outputs: {r: {ref: n}} | REWIRED
            text as reference  | {id: f, tool: detect, with: {image: image1}}, {id: n, tool: count, with: {items: '${f}'}}], outputs: {r: {ref: n}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: n, tool: count, with: {items: {ref: f}}}], outputs: {r: {ref: n}} | ARGUMENT_CHANGED,ARGUMENT_CHANGED
            swapped            | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: b, tool: redact, with: {image: {ref: f}, items: {ref: inputs.image1}}}], outputs: {r: {ref: b}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: b, tool: redact, with: {image: {ref: inputs.image1}, items: {ref: f}}}], outputs: {r: {ref: b}} | REWIRED
            adapter            | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: s, tool: segment, with: {image: {ref: inputs.image1}, prompts: {ref: f}}}], outputs: {r: {ref: s}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: boxes_of, tool: boxes_of, with: {items: {ref: f}}}, {id: s, tool: segment, with: {image: {ref: inputs.image1}, prompts: {ref: boxes_of}}}], outputs: {r: {ref: s}} | ADAPTER
            detector put in    | {id: n, tool: count, with: {items: {ref: inputs.image1}, labels: [cat]}}], outputs: {r: {ref: n}} | {id: detect, tool: detect, with: {image: {ref: inputs.image1}, labels: [cat]}}, {id: n, tool: count, with: {items: {ref: detect}}}], outputs: {r: {ref: n}} | ADAPTER
            duplicate ids      | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: f, tool: count, with: {items: {ref: f}}}], outputs: {r: {ref: f}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: f_2, tool: count, with: {items: {ref: f}}}], outputs: {r: {ref: f_2}} | IDENTIFIED
            bad id             | {id: 1-find, tool: detect, with: {image: {ref: inputs.image1}}}], outputs: {r: {ref: 1-find}} | {id: step_1_find, tool: detect, with: {image: {ref: inputs.image1}}}], outputs: {r: {ref: step_1_find}} | IDENTIFIED
            names of no letters | {id: 第一步, tool: detect, with: {image: {ref: inputs.image1}}}, {id: 第一步, tool: count, with: {items: {ref: 第一步}}}], outputs: {r: {ref: 第一步}} | {id: detect, tool: detect, with: {image: {ref: inputs.image1}}}, {id: count, tool: count, with: {items: {ref: detect}}}], outputs: {r: {ref: count}} | IDENTIFIED,IDENTIFIED
            no outputs         | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}], outputs: {} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}], outputs: {result: {ref: f}} | OUTPUT
            own result         | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: s, tool: select, with: {items: {ref: s}, index: 0}}], outputs: {r: {ref: s}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: s, tool: select, with: {items: {ref: f}, index: 0}}], outputs: {r: {ref: s}} | REWIRED
            one back link      | {id: f, tool: detect, with: {image: {ref: b}}}, {id: b, tool: redact, with: {image: {ref: inputs.image1}, items: {ref: f}}}], outputs: {r: {ref: b}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: b, tool: redact, with: {image: {ref: inputs.image1}, items: {ref: f}}}], outputs: {r: {ref: b}} | REWIRED
            python             | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: s, tool: select, with: {items: {ref: f}, where: {cel: score > 0.5 and label = 'cat'}}}], outputs: {r: {ref: s}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: s, tool: select, with: {items: {ref: f}, where: {cel: item.score > 0.5 && item.label == 'cat'}}}], outputs: {r: {ref: s}} | EXPRESSION
            each of a list     | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: c, tool: crop_each, with: {image: {ref: inputs.image1}, items: {ref: f}}}, {id: d, tool: describe, with: {image: {ref: c}}}], outputs: {r: {ref: d}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: c, tool: crop_each, with: {image: {ref: inputs.image1}, items: {ref: f}}}, {id: d, tool: describe, with: {image: {ref: item}}, for_each: {ref: c}}], outputs: {r: {ref: d}} | LOOP
            unused             | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: n, tool: count, with: {items: {ref: f}}}, {id: d, tool: describe, with: {image: {ref: inputs.image1}}}], outputs: {r: {ref: n}} | {id: f, tool: detect, with: {image: {ref: inputs.image1}}}, {id: n, tool: count, with: {items: {ref: f}}}, {id: d, tool: describe, with: {image: {ref: inputs.image1}}}], outputs: {r: {ref: n}, d: {ref: d}} | OUTPUT
            repeated effect    | {id: s, tool: save, with: {value: {ref: inputs.image1}}, retry: {times: 2}}], outputs: {} | {id: s, tool: save, with: {value: {ref: inputs.image1}}}], outputs: {} | RETRY
            """)
    void should_mend(String what, String broken, String mended, String sorts) {
        Repaired repaired = repair(plan(HEAD + broken + "}"), "How many cats are there?");

        assertThat(PlanCodec.toJson(repaired.plan())).isEqualTo(PlanCodec.toJson(plan(HEAD + mended + "}")));
        assertThat(repaired.edits()).extracting(e -> e.sort().name()).containsExactly(sorts.split(","));
        assertThat(repaired.faults()).isEmpty();
        assertThat(repaired.confidence()).isBetween(PlanRepairer.ASK_BELOW, 0.99);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            How many faces are there?     | detect_faces
            What does the text say?       | read_text
            How many things can you find? | detect
            """)
    void should_let_the_words_of_the_request_decide_between_equals(String request, String tool) {
        Repaired repaired = repair(
                plan(HEAD + "{id: n, tool: count, with: {items: {ref: inputs.image1}}}], outputs: {r: {ref: n}}}"),
                request);

        assertThat(repaired.plan().steps().get(0).tool()).isEqualTo(tool);
    }

    @Test
    void should_leave_a_good_plan_as_it_is() {
        Plan good = plan(HEAD + "{id: f, tool: detect, with: {image: {ref: inputs.image1}}}], outputs: {r: {ref: f}}}");

        assertThat(repair(good, "Find the cat."))
                .isEqualTo(new Repaired(good, java.util.List.of(), 1, java.util.List.of()));
    }

    @Test
    void should_say_what_is_missing_where_nothing_can_give_it() {
        Repaired repaired = repair(
                plan("{inputs: {image1: image}, steps: [{id: d, tool: picture_of_depth}], outputs: {r: {ref: d}}}"),
                "Show the depth.");

        assertThat(repaired.mayRun()).isFalse();
        assertThat(repaired.faults())
                .extracting(Fault::message)
                .contains("Step 'd' lacks argument 'depth' (depth_map) of 'picture_of_depth': the depth map");
    }

    @Test
    void should_explain_a_circle_that_no_link_gives_away() {
        Repaired repaired = repair(
                plan(HEAD + "{id: a, tool: merge, with: {items: {ref: b}, other: {ref: c}}},"
                        + " {id: c, tool: select, with: {items: {ref: a}}},"
                        + " {id: b, tool: select, with: {items: {ref: a}}}], outputs: {r: {ref: c}}}"),
                "Find the cat.");

        assertThat(repaired.mayRun() || repaired.faults().toString().contains("circle"))
                .isTrue();
    }

    @Test
    void should_take_inputs_that_the_plan_forgot_from_what_the_run_is_given() {
        Repaired repaired = repairer.repair(
                plan("{steps: [{id: f, tool: detect, with: {image: {ref: inputs.photo}}}], outputs: {r: {ref: f}}}"),
                "Find the cat.",
                Map.of("photo", Kind.IMAGE),
                tools,
                PlanLimits.DEFAULT);

        assertThat(repaired.plan().inputs()).containsOnlyKeys("photo");
        assertThat(repaired.faults()).isEmpty();
    }

    @Test
    void should_give_each_edit_a_reason() {
        assertThat(repair(
                                plan(HEAD + "{id: f, tool: detct, with: {image: {ref: inputs.image1}}}],"
                                        + " outputs: {r: {ref: f}}}"),
                                "Find the cat.")
                        .edits())
                .singleElement()
                .satisfies(edit -> assertThat(edit.reason())
                        .isEqualTo("there is no tool 'detct'; 'detect' is nearest by name, words and kinds"));
    }

    private Repaired repair(Plan plan, String request) {
        return repairer.repair(plan, request, tools, PlanLimits.DEFAULT);
    }

    /** A plan written short: no quotes around plain words. */
    private static Plan plan(String text) {
        try {
            return PlanCodec.fromJson(new ObjectMapper()
                    .readTree(new ObjectMapper(new com.fasterxml.jackson.core.JsonFactory())
                            .writeValueAsString(new org.snakeyaml.engine.v2.api.Load(
                                            org.snakeyaml.engine.v2.api.LoadSettings.builder()
                                                    .build())
                                    .loadFromString(text))));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
