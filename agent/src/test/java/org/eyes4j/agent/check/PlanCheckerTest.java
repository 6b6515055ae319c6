package org.eyes4j.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.plan.Fault;
import org.eyes4j.agent.plan.Fault.Code;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.expression.Expressions;
import org.eyes4j.tools.value.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCheckerTest {
    private static final Expressions EXPRESSIONS = new Expressions();
    private static final ToolRegistry TOOLS = ToolRegistry.of(List.of(
            ScriptedTool.neverCalled(ToolSpecification.named("detect")
                    .describedAs("Finds things.")
                    .takes(
                            Port.required("image", Kind.IMAGE, "the picture"),
                            Port.optional("labels", Kind.listOf(Kind.TEXT), "what to look for"),
                            Port.optional("limit", Kind.NUMBER, "at most").between(1, 100))
                    .traits(Trait.MODEL)
                    .gives(Kind.DETECTIONS, "what was found")),
            ScriptedTool.neverCalled(ToolSpecification.named("select")
                    .describedAs("Selects some.")
                    .takes(
                            Port.required("items", Kind.DETECTIONS, "what to select from"),
                            Port.expression("where", "which to keep"),
                            Port.optional("index", Kind.NUMBER, "which one"))
                    .gives(Kind.DETECTIONS, "those")),
            ScriptedTool.neverCalled(ToolSpecification.named("crop")
                    .describedAs("Cuts out.")
                    .takes(
                            Port.required("image", Kind.IMAGE, "the picture"),
                            Port.required("region", Kind.DETECTIONS, "where"))
                    .gives(Kind.IMAGE, "the piece")),
            ScriptedTool.neverCalled(ToolSpecification.named("count")
                    .describedAs("Counts.")
                    .takes(Port.required("items", Kind.DETECTIONS, "what to count"))
                    .gives(Kind.NUMBER, "how many")),
            ScriptedTool.neverCalled(ToolSpecification.named("join")
                    .describedAs("Joins.")
                    .takes(
                            Port.required("parts", Kind.listOf(Kind.TEXT), "texts"),
                            Port.optional("mode", Kind.TEXT, "how").oneOf("line", "word"))
                    .gives(Kind.TEXT, "one text")),
            ScriptedTool.neverCalled(ToolSpecification.named("any")
                    .describedAs("Takes anything.")
                    .takes(Port.required("value", Kind.ANY, "anything"))
                    .gives(Kind.ANY, "the same")),
            ScriptedTool.neverCalled(ToolSpecification.named("save")
                    .describedAs("Writes a file.")
                    .takes(Port.required("image", Kind.IMAGE, "the picture"))
                    .traits(Trait.EFFECT)
                    .gives(Kind.TEXT, "its path"))));

    private static final String FIND =
            "{'id': 'find', 'tool': 'detect', 'with': {'image': {'ref': 'inputs.image1'}, 'labels': ['dog']}}";

    @Test
    void should_pass_the_plan_of_the_contract() {
        assertThat(check("""
                {"inputs": {"image1": "image"}, "steps": [
                  {"id": "find", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["dog"]}},
                  {"id": "left", "tool": "select", "with": {"items": {"ref": "find"}, "where": {"cel": "item.score > 0.4"}, "index": 0}}],
                 "outputs": {"dog": {"ref": "left"}}}""")).isEmpty();
    }

    @Test
    void should_pass_for_each_when_lists_and_expressions() {
        assertThat(steps(
                        FIND,
                        "{'id': 'cut', 'tool': 'crop', 'for_each': {'ref': 'find'}, 'when': {'cel': 'find.count > 0'},"
                                + " 'with': {'image': {'ref': 'inputs.image1'}, 'region': {'ref': 'item'}}}",
                        "{'id': 'store', 'tool': 'save', 'for_each': {'ref': 'cut'}, 'with': {'image': {'ref': 'item'}}}",
                        "{'id': 'out', 'tool': 'join', 'with': {'parts': ['a', {'cel': 'string(find.count)'}, {'ref': 'same'}]}}",
                        "{'id': 'same', 'tool': 'any', 'with': {'value': {'ref': 'find'}}}"))
                .isEmpty();
    }

    @Test
    void should_tell_all_faults_together_in_the_order_of_the_plan() {
        List<Fault> faults = check("""
                {"inputs": {"image1": "image", "other": "text"}, "steps": [
                  {"id": "find", "tool": "detct", "with": {"image": {"ref": "inputs.image2"}}},
                  {"id": "left", "tool": "select", "with": {"itms": {"ref": "fnd"}, "where": {"cel": "itm.score >"}}},
                  {"id": "left", "tool": "count", "with": {"items": {"ref": "inputs.image1"}}}],
                 "outputs": {"dog": {"ref": "lft"}}}""");

        assertThat(faults)
                .extracting(Fault::code)
                .containsExactly(
                        Code.UNKNOWN_TOOL,
                        Code.UNKNOWN_REFERENCE,
                        Code.UNKNOWN_ARGUMENT,
                        Code.UNKNOWN_REFERENCE,
                        Code.BAD_EXPRESSION,
                        Code.MISSING_ARGUMENT,
                        Code.DUPLICATE_ID,
                        Code.KIND,
                        Code.UNKNOWN_REFERENCE,
                        Code.UNUSED_STEP,
                        Code.UNUSED_STEP,
                        Code.UNUSED_STEP,
                        Code.UNUSED_INPUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id': 'out', 'tool': 'detct', 'with': {}} | /steps/1/tool: Step 'out' calls tool 'detct', which does not exist; did you mean 'detect'?",
                "{'id': 'out', 'tool': 'count', 'with': {'items': {'ref': 'find'}, 'itms': 1}} | /steps/1/with/itms: Tool 'count' has no argument 'itms'; did you mean 'items'?",
                "{'id': 'out', 'tool': 'count', 'with': {}} | /steps/1/with: Step 'out' lacks argument 'items' (detections) of 'count': what to count; write {\"ref\": \"find\"}",
                "{'id': 'out', 'tool': 'count', 'with': {'items': {'ref': 'fnd'}}} | /steps/1/with/items: Step 'out' refers to 'fnd', which is no step; did you mean 'find'?",
                "{'id': 'out', 'tool': 'count', 'with': {'items': {'ref': 'find.regions'}}} | /steps/1/with/items: Step 'out' refers to 'find.regions', which is no step; a reference names a whole value; write {\"cel\": \"find.regions\"} for a part of it",
                "{'id': 'out', 'tool': 'detect', 'with': {'image': {'ref': 'image1'}}} | /steps/1/with/image: Step 'out' refers to 'image1', which is no step; write {\"ref\": \"inputs.image1\"}",
                "{'id': 'out', 'tool': 'detect', 'with': {'image': {'ref': 'inputs.imag1'}}} | /steps/1/with/image: Step 'out' refers to input 'imag1', which the plan does not have; did you mean 'image1'?",
                "{'id': 'out', 'tool': 'count', 'with': {'items': {'ref': 'item'}}} | /steps/1/with/items: Step 'out' refers to 'item', which only a step with 'for_each' has",
                "{'id': 'out', 'tool': 'count', 'with': {'items': {'ref': 'inputs.image1'}}} | /steps/1/with/items: Argument 'items' of step 'out' takes detections, and 'inputs.image1' is image; tools that make detections from image: detect",
                "{'id': 'out', 'tool': 'join', 'with': {'parts': {'ref': 'inputs.name'}}} | /steps/1/with/parts: Argument 'parts' of step 'out' takes list<text>, and 'inputs.name' is text; write a list: [{\"ref\": \"inputs.name\"}]",
                "{'id': 'out', 'tool': 'join', 'with': {'parts': ['a', {'ref': 'find'}]}} | /steps/1/with/parts/1: Argument 'parts' of step 'out' takes text, and 'find' is detections",
                "{'id': 'out', 'tool': 'detect', 'with': {'image': [{'ref': 'inputs.image1'}]}} | /steps/1/with/image: Argument 'image' of step 'out' takes image, not a list; give the one item without the brackets",
                "{'id': 'out', 'tool': 'count', 'with': {'items': 'find'}} | /steps/1/with/items: Argument 'items' of step 'out' takes detections: Expected {regions: [{label, score, box}, …]}, found \"find\"; write {\"ref\": \"find\"}",
                "{'id': 'out', 'tool': 'count', 'with': {'items': '${find}'}} | /steps/1/with/items: Argument 'items' of step 'out' takes detections: Expected {regions: [{label, score, box}, …]}, found \"${find}\"; write {\"ref\": \"find\"}",
                "{'id': 'out', 'tool': 'detect', 'with': {'image': {'ref': 'inputs.image1'}, 'limit': 0}} | /steps/1/with/limit: Step 'out': Argument 'limit' of 'detect' must be between 1 and 100, got 0",
                "{'id': 'out', 'tool': 'join', 'with': {'parts': 'a', 'mode': 'lines'}} | /steps/1/with/mode: Step 'out': Argument 'mode' of 'join' must be one of line, word, got 'lines'; did you mean 'line'?",
                "{'id': 'out', 'tool': 'join', 'with': {'parts': [1]}} | /steps/1/with/parts: Argument 'parts' of step 'out' takes list<text>: Expected text, found 1",
                "{'id': 'out', 'tool': 'select', 'with': {'items': {'ref': 'find'}, 'where': 3}} | /steps/1/with/where: Argument 'where' of step 'out' is an expression that 'select' evaluates for each item; write {\"cel\": …}",
                "{'id': 'out', 'tool': 'select', 'with': {'items': {'ref': 'find'}, 'where': 'itm.score > 0'}} | /steps/1/with/where: Step 'out': Expression 'itm.score > 0': character 1: there is no 'itm'; did you mean 'item'?",
                "{'id': 'out', 'tool': 'count', 'with': {'items': {'ref': 'find'}}, 'when': 'fnd.count > 1'} | /steps/1/when: Step 'out': Expression 'fnd.count > 1': character 1: there is no 'fnd'; did you mean 'find'?",
                "{'id': 'out', 'tool': 'count', 'with': {'items': {'ref': 'find'}}, 'when': 'inputs.nme == 1'} | /steps/1/when: Step 'out' refers to input 'nme', which the plan does not have; did you mean 'name'?",
                "{'id': 'out', 'tool': 'count', 'with': {'items': {'ref': 'out'}}} | /steps/1: Step 'out' waits for itself",
                "{'id': 'out', 'tool': 'count', 'with': {'items': {'ref': 'find'}}, 'for_each': {'ref': 'inputs.name'}} | /steps/1/for_each: Step 'out' runs over 'inputs.name', which is text and has no items; a step runs over detections, masks or a list",
                "{'id': 'out', 'tool': 'count', 'with': {'items': {'ref': 'find'}}, 'for_each': {'ref': 'item'}} | /steps/1/for_each: Step 'out' cannot run over its own item",
                "{'id': 'out', 'tool': 'save', 'with': {'image': {'ref': 'inputs.image1'}}, 'retry': {'times': 1}} | /steps/1/retry: Step 'out' cannot be repeated: 'save' changes something outside the run",
                "{'id': 'out', 'tool': 'count', 'for_each': ['a', 'b'], 'with': {'items': {'ref': 'item'}}} | /steps/1/with/items: Argument 'items' of step 'out' takes detections, and 'item' is text",
                "{'id': 'out', 'tool': 'detect', 'for_each': {'ref': 'find'}, 'with': {'image': {'ref': 'item'}}} | /steps/1/with/image: Argument 'image' of step 'out' takes image, and 'item' is detections; tools that make image from detections: crop",
            })
    void should_tell_a_fault_exactly(String step, String expected) {
        assertThat(steps(FIND, step)).extracting(Fault::toString).contains(expected);
    }

    @Test
    void should_lead_from_a_list_to_its_items() {
        assertThat(steps(
                        FIND,
                        "{'id': 'cut', 'tool': 'crop', 'for_each': {'ref': 'find'},"
                                + " 'with': {'image': {'ref': 'inputs.image1'}, 'region': {'ref': 'item'}}}",
                        "{'id': 'out', 'tool': 'save', 'with': {'image': {'ref': 'cut'}}}"))
                .extracting(Fault::toString)
                .containsExactly("/steps/2/with/image: Argument 'image' of step 'out' takes image, and 'cut' is"
                        + " list<image>; run the step with \"for_each\": {\"ref\": \"cut\"} and give it"
                        + " {\"ref\": \"item\"}");
    }

    @Test
    void should_name_the_circle() {
        assertThat(steps(
                        "{'id': 'a', 'tool': 'any', 'with': {'value': {'ref': 'b'}}}",
                        "{'id': 'b', 'tool': 'any', 'with': {'value': {'cel': 'out.x'}}}",
                        "{'id': 'out', 'tool': 'any', 'with': {'value': {'ref': 'a'}}}"))
                .extracting(Fault::toString)
                .containsExactly("/steps/0: Steps wait for each other in a circle: a → b → out → a");
    }

    @Test
    void should_tell_steps_that_nothing_uses_but_spare_effects() {
        assertThat(steps(
                        FIND,
                        "{'id': 'store', 'tool': 'save', 'with': {'image': {'ref': 'inputs.image1'}}}",
                        "{'id': 'out', 'tool': 'any', 'with': {'value': 1}}"))
                .extracting(Fault::toString)
                .containsExactly("/steps/0: Nothing uses what step 'find' gives; refer to it, name it in 'outputs', or"
                        + " leave it out");
    }

    @Test
    void should_tell_a_plan_that_gives_nothing() {
        assertThat(check("{\"steps\": [{\"id\": \"a\", \"tool\": \"any\", \"with\": {\"value\": 1}}]}"))
                .extracting(Fault::toString)
                .containsExactly("/outputs: The plan gives nothing: it has no outputs and no step with an effect; write"
                        + " \"outputs\": {\"result\": {\"ref\": \"a\"}}");
    }

    @Test
    void should_take_unused_inputs_for_no_error() {
        List<Fault> faults = check("{\"inputs\": {\"x\": \"text\"}, \"steps\": [{\"id\": \"a\", \"tool\": \"any\","
                + " \"with\": {\"value\": 1}}], \"outputs\": {\"o\": {\"ref\": \"a\"}}}");

        assertThat(faults).containsExactly(new Fault(Code.UNUSED_INPUT, "/inputs/x", "Nothing uses input 'x'", ""));
        assertThat(faults.get(0).isError()).isFalse();
    }

    @Test
    void should_tell_names_that_expressions_could_not_use() {
        assertThat(check("{\"inputs\": {\"a-b\": {\"kind\": \"number\", \"default\": \"x\"}}, \"steps\": [{\"id\":"
                        + " \"item\", \"tool\": \"any\", \"with\": {\"value\": {\"ref\": \"inputs.a-b\"}}}],"
                        + " \"outputs\": {\"o\": {\"ref\": \"inputs.a-b\"}}}"))
                .extracting(Fault::toString)
                .containsExactly(
                        "/inputs/a-b: An input's name is made of letters, digits and '_', a letter first, at most 64,"
                                + " got 'a-b'",
                        "/inputs/a-b/default: The default of input 'a-b' is no number: Expected a number, found \"x\"",
                        "/steps/0/id: A step's id cannot be 'item', which expressions use otherwise",
                        "/steps/0: Nothing uses what step 'item' gives; refer to it, name it in 'outputs', or leave it"
                                + " out");
    }

    @Test
    void should_keep_budgets() {
        String many = IntStream.range(0, 4)
                .mapToObj(i -> "{'id': 's" + i + "', 'tool': 'any', 'with': {'value': 1}}")
                .collect(Collectors.joining(", "));
        String json = ("{'steps': [" + many + ", {'id': 'out', 'tool': 'any', 'for_each': [1, 2, 3],"
                        + " 'with': {'value': [{'ref': 's0'}, {'ref': 's1'}, {'ref': 's2'}, {'ref': 's3'}]}}],"
                        + " 'outputs': {'o': {'ref': 'out'}}}")
                .replace('\'', '"');

        assertThat(new PlanChecker(EXPRESSIONS).check(PlanCodec.parse(json), TOOLS, new PlanLimits(4, 2)))
                .extracting(Fault::toString)
                .containsExactly(
                        "/steps: A plan has at most 4 steps, got 5; ask for less at once, or allow more with the setting"
                                + " runs.max_steps",
                        "/steps/4/for_each: Step 'out' runs over at most 2 items, got 3");
    }

    @Test
    void should_survive_a_chain_as_long_as_plans_may_be() {
        String chain = IntStream.range(0, 1000)
                .mapToObj(i -> "{'id': 's" + i + "', 'tool': 'any', 'with': {'value': {'ref': 's" + (i + 1) + "'}}}")
                .collect(Collectors.joining(", "));

        assertThat(check(("{'steps': [" + chain + "], 'outputs': {'o': {'ref': 's0'}}}").replace('\'', '"')))
                .extracting(Fault::toString)
                .containsExactly(
                        "/steps: A plan has at most 25 steps, got 1000; ask for less at once, or allow more with the setting"
                                + " runs.max_steps",
                        "/steps/999/with/value: Step 's999' refers to 's1000', which is no step; did you mean 's100'?");
    }

    /** Steps that share two inputs; the plan gives what step {@code out} gives. */
    private static List<Fault> steps(String... steps) {
        return check(("{'inputs': {'image1': 'image', 'name': 'text'}, 'steps': [" + String.join(", ", steps)
                        + ", {'id': 'used', 'tool': 'any', 'with': {'value': [{'ref': 'inputs.image1'},"
                        + " {'ref': 'inputs.name'}]}}], 'outputs': {'o': {'ref': 'out'}, 'used': {'ref': 'used'}}}")
                .replace('\'', '"'));
    }

    private static List<Fault> check(String json) {
        return new PlanChecker(EXPRESSIONS).check(PlanCodec.parse(json), TOOLS, PlanLimits.DEFAULT);
    }
}
