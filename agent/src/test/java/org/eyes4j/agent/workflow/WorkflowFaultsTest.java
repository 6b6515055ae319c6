package org.eyes4j.agent.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkflowFaultsTest {
    private final Tools tools = new Tools();

    @AfterEach
    void close() {
        tools.close();
    }

    @Test
    void should_find_nothing_wrong_with_a_workflow_as_it_should_be() {
        assertThat(tools.faults("""
                name: louder
                description: Says a text twice as loud
                inputs:
                  text: {kind: text, max_items: 20, example: hello}
                  times: {kind: number, default: 2, min: 1, max: 3}
                steps:
                  - id: once
                    tool: shout
                    with: {text: {ref: inputs.text}, sign: "?"}
                  - id: twice
                    tool: shout
                    with: {text: {ref: once}}
                    when: {cel: inputs.times > 1}
                outputs:
                  loud: {ref: twice}
                """)).isEmpty();
    }

    @Test
    void should_tell_every_fault_of_the_form_with_its_place_at_once() {
        assertThat(tools.faults("""
                nam: louder
                inputs:
                  text: txt
                steps:
                  - id: once
                    tol: shout
                    with: [1]
                    timeout: soon
                outputs:
                  loud: once
                """)).isEqualTo("""
                w.yaml:1:1: nam: expected a key that there is, found a plan has no key 'nam'; did you mean 'name'?
                w.yaml:3:3: inputs.text: expected one of the kinds any, text, number, flag, image, video, audio, detections, masks, keypoints, classification, embedding, depth_map, visual_prompts, record and list<KIND>, found 'txt'
                w.yaml:6:5: steps[0].tol: expected a key that there is, found a step has no key 'tol'; did you mean 'tool'?
                w.yaml:5:5: steps[0].tool: expected that a step needs a text 'tool', found nothing
                w.yaml:7:5: steps[0].with: expected that 'with' is an object, found [1]
                w.yaml:8:5: steps[0].timeout: expected that a timeout is a number of seconds or a text such as "500ms", "30s", "2m", at most 24h, found "soon"
                w.yaml:10:3: outputs.loud: expected that an output is {"ref": STEP}, found "once"; write {"ref": "once"}""");
    }

    @Test
    void should_tell_every_fault_of_the_meaning_with_its_place_at_once() {
        assertThat(tools.faults("""
                name: louder
                inputs:
                  text: text
                  count: number
                steps:
                  - id: once
                    tool: shuot
                    with: {text: {ref: inputs.txt}}
                  - id: once
                    tool: shout
                    with: {text: {ref: inputs.count}, sgn: "!"}
                  - id: third
                    tool: shout
                    with: {sign: "."}
                  - id: fourth
                    tool: add
                    with: {left: {cel: "inputs.count +"}, right: {ref: fourth}}
                    for_each: {ref: inputs.count}
                outputs:
                  loud: {ref: third}
                """)).isEqualTo("""
                w.yaml:6:5: steps[0]: expected a step whose value is used, found nothing uses what step 'once' gives; refer to it, name it in 'outputs', or leave it out
                w.yaml:7:5: steps[0].tool: expected a tool that there is, found 'shuot', which does not exist; did you mean 'shout'?
                w.yaml:8:12: steps[0].with.text: expected a step or an input that there is, found input 'txt', which the plan does not have; did you mean 'text'?
                w.yaml:9:5: steps[1].id: expected an id that no other step has, found 'once', which the step at line 6 has too
                w.yaml:9:5: steps[1]: expected a step whose value is used, found nothing uses what step 'once' gives; refer to it, name it in 'outputs', or leave it out
                w.yaml:11:12: steps[1].with.text: expected text for argument 'text' of step 'once', found 'inputs.count', which is number
                w.yaml:11:39: steps[1].with.sgn: expected an argument that the tool has, found tool 'shout' has no argument 'sgn'; did you mean 'sign'?
                w.yaml:14:5: steps[2].with: expected argument 'text' (text) of 'shout': what to say, found only sign; write {"ref": "inputs.text"}
                w.yaml:14:12: steps[2].with.sign: expected that argument 'sign' of 'shout' must be one of !, ?, found '.'; did you mean '!'?
                w.yaml:15:5: steps[3]: expected steps that do not wait for each other in a circle, found step 'fourth' waits for itself
                w.yaml:15:5: steps[3]: expected a step whose value is used, found nothing uses what step 'fourth' gives; refer to it, name it in 'outputs', or leave it out
                w.yaml:17:12: steps[3].with.left: expected a CEL expression over inputs and earlier steps, found step 'fourth': Expression 'inputs.count +': character 15: it ends too early; something is missing here
                w.yaml:17:43: steps[3].with.right: expected number for argument 'right' of step 'fourth', found 'fourth', which is list<number>; run the step with "for_each": {"ref": "fourth"} and give it {"ref": "item"}
                w.yaml:18:5: steps[3].for_each: expected a list, detections or masks to run over, found 'inputs.count', which is number and has no items; a step runs over detections, masks or a list""");
    }

    @Test
    void should_name_circles_once() {
        assertThat(tools.faults("""
                steps:
                  - id: a
                    tool: add
                    with: {left: {ref: b}, right: 1}
                  - id: b
                    tool: add
                    with: {left: {ref: c}, right: 1}
                  - id: c
                    tool: add
                    with: {left: {cel: a}, right: 1}
                outputs: {sum: {ref: c}}
                """))
                .isEqualTo(
                        "w.yaml:2:5: steps[0]: expected steps that do not wait for each other in a circle, found a → b → c → a");
    }

    @Test
    void should_hold_defaults_and_examples_against_their_limits() {
        assertThat(tools.faults("""
                inputs:
                  low: {kind: number, default: 7, max: 5}
                  word: {kind: text, default: bleu, choices: [blur, fill]}
                  wrong: {kind: text, min: 1}
                  crossed: {kind: number, min: 5, max: 1}
                  eg: {kind: number, example: many}
                  pic: {kind: image, choices: [a]}
                  some: {kind: number, max_items: 3}
                steps:
                  - id: a
                    tool: add
                    with: {left: {ref: inputs.low}, right: 1}
                outputs: {sum: {ref: a}}
                """)).isEqualTo("""
                w.yaml:2:23: inputs.low.default: expected that input 'low' is at most 5, found 7
                w.yaml:3:22: inputs.word.default: expected that input 'word' is one of blur, fill, found 'bleu'; did you mean 'blur'?
                w.yaml:4:23: inputs.wrong.min: expected that only numbers have 'min' and 'max', found input 'wrong', which is text
                w.yaml:5:35: inputs.crossed.max: expected that 'max' is at least 'min' (5), found 1
                w.yaml:6:22: inputs.eg.example: expected that the example of input 'eg' is number: a number, found "many"
                w.yaml:7:22: inputs.pic.choices: expected that only texts have 'choices', found input 'pic', which is image
                w.yaml:8:24: inputs.some.max_items: expected that only lists, texts, detections and masks have 'max_items', found input 'some', which is number""");
    }

    @Test
    void should_refuse_yaml_bombs() {
        String bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
                + IntStream.rangeClosed(1, 9)
                        .mapToObj(i -> (char) ('a' + i) + ": &" + (char) ('a' + i) + " ["
                                + IntStream.range(0, 9)
                                        .mapToObj(n -> "*" + (char) ('a' + i - 1))
                                        .collect(Collectors.joining(", "))
                                + "]\n")
                        .collect(Collectors.joining());

        assertThat(tools.faults(bomb))
                .isEqualTo("w.yaml:6:8: expected at most 100000 values, found more, after aliases are expanded");
    }

    @Test
    void should_refuse_tags() {
        assertThat(tools.faults("name: !!javax.script.ScriptEngineManager [a]\nsteps: []\n"))
                .isEqualTo(
                        "w.yaml:1:7: expected a value without a tag, found tag:yaml.org,2002:javax.script.ScriptEngineManager");
    }

    @Test
    void should_refuse_to_run_over_more_items_than_a_run_may() {
        String items = IntStream.range(0, 40_000).mapToObj(i -> "1").collect(Collectors.joining(","));
        assertThat(tools.faults("""
                steps:
                  - id: a
                    tool: add
                    for_each: [%s]
                    with: {left: {ref: item}, right: 1}
                outputs: {sum: {ref: a}}
                """.formatted(items)))
                .isEqualTo(
                        "w.yaml:4:5: steps[0].for_each: expected that step 'a' runs over at most 200 items, found 40000");
    }

    @Test
    void should_refuse_a_document_of_a_million_items() {
        String items = "1,".repeat(500_000);
        assertThat(tools.faults("steps: [" + items + "]"))
                .isEqualTo("w.yaml:1:200005: expected at most 100000 values, found more");
    }
}
