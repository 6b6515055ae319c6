package org.eyes4j.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.eyes4j.agent.offline.FakeExperts;
import org.eyes4j.agent.plan.TolerantPlanReader.Reading;
import org.eyes4j.agent.plan.TolerantPlanReader.Reading.NoPlan;
import org.eyes4j.agent.plan.TolerantPlanReader.Reading.Understood;
import org.eyes4j.agent.repair.GoodPlans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TolerantPlanReaderTest {
    private static final String PLAN = """
            {"inputs": {"image1": "image"},
             "steps": [
              {"id": "find", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["cat"], "threshold": 0.5}},
              {"id": "n", "tool": "count", "with": {"items": {"ref": "find"}}, "when": {"cel": "find.count > 0"}}],
             "outputs": {"result": {"ref": "n"}}}""";
    private static final Plan EXPECTED = PlanCodec.parse(PLAN);

    @Test
    void should_read_a_good_plan_without_a_note() {
        assertThat(TolerantPlanReader.read(PLAN)).isEqualTo(new Understood(EXPECTED, List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            fence           | the fence around it was left out
            prose           | the text around it was left out
            trailing commas | a comma too many was left out
            single quotes   | single quotes were read as double ones
            comments        | comments were left out
            hashes          | comments were left out
            open end        | brackets that were left open were closed
            bare names      | names without quotes were read as texts
            fancy quotes    | typographic quotes were read as quotes
            no commas       | a missing comma was put in
            wrapped         | the plan was taken out of 'plan'
            """)
    void should_read_what_is_written_with_slips(String slip, String note) {
        String text = switch (slip) {
            case "fence" -> "```json\n" + PLAN + "\n```";
            case "prose" -> "Here is [my] plan {for you}:\n\n```\n" + PLAN + "\n```\nIt finds the cats first.";
            case "trailing commas" -> PLAN.replace("]", ",]").replace("}}", ",}}");
            case "single quotes" -> PLAN.replace('"', '\'');
            case "comments" -> PLAN.replace("\"steps\"", "// the steps\n /* all of them */ \"steps\"");
            case "hashes" -> PLAN.replace(" \"steps\"", " # what is done\n \"steps\"");
            case "open end" -> PLAN.substring(0, PLAN.length() - 2);
            case "bare names" -> PLAN.replaceAll("\"(\\w+)\":", "$1:");
            case "fancy quotes" -> PLAN.replaceAll("\"([^\"]*)\"", "\u201c$1\u201d");
            case "no commas" -> PLAN.replace("}},\n", "}}\n");
            default -> "{\"plan\": " + PLAN + "}";
        };

        assertThat(TolerantPlanReader.read(text)).isEqualTo(new Understood(EXPECTED, List.of(note)));
    }

    @Test
    void should_read_pythons_words() {
        Understood read = understood(
                "{'inputs': {'image1': 'image'}, 'steps': [{'id': 'd', 'tool': 'draw', 'when': None, 'with': {'boxes': True,"
                        + " 'masks': False, 'labels': None, 'tags': ('a', 'b')}}], 'outputs': {'r': {'ref': 'd'}}}");

        assertThat(PlanCodec.toJson(read.plan()).at("/steps/0/with").toString())
                .isEqualTo("{\"boxes\":true,\"masks\":false,\"tags\":[\"a\",\"b\"]}");
        assertThat(read.notes())
                .containsExactly(
                        "single quotes were read as double ones",
                        "Python's True, False and None were read as true, false and null",
                        "round brackets were read as a list");
    }

    @Test
    void should_read_steps_as_openai_writes_calls() {
        Understood read = understood("""
                [{"id": "call_1", "type": "function", "function": {"name": "detect", "arguments": "{\\"image\\": \\"$image1\\"}"}},
                 {"id": "call_2", "type": "function", "function": {"name": "count", "arguments": "{\\"items\\": \\"{{call_1}}\\"}"}}]
                """);

        assertThat(PlanCodec.toJson(read.plan()).path("steps").toString())
                .isEqualTo("[{\"id\":\"call_1\",\"tool\":\"detect\",\"with\":{\"image\":\"$image1\"}},"
                        + "{\"id\":\"call_2\",\"tool\":\"count\",\"with\":{\"items\":{\"ref\":\"call_1\"}}}]");
        assertThat(read.notes())
                .containsExactly(
                        "a list of steps was read as a plan",
                        "a call as OpenAI writes it was read as a step",
                        "arguments written as a text were read as an object",
                        "references written into texts, as {{call_1}}, were read as such");
    }

    @Test
    void should_read_hugginggpts_tasks() {
        Understood read = understood("""
                [{"task": "detect", "id": 0, "dep": [-1], "args": {"image": "/examples/a.jpg"}},
                 {"task": "count", "id": 1, "dep": [0], "args": {"items": "<resource>-0"}},
                 {"task": "segment", "id": 2, "dep": [0], "args": {"image": "/examples/a.jpg", "regions": "<GENERATED>-0"}}]""");

        assertThat(PlanCodec.toJson(read.plan()).path("steps").toString())
                .isEqualTo(
                        "[{\"id\":\"step_0\",\"tool\":\"detect\",\"with\":{\"image\":\"/examples/a.jpg\"}},"
                                + "{\"id\":\"step_1\",\"tool\":\"count\",\"with\":{\"items\":{\"ref\":\"step_0\"}}},"
                                + "{\"id\":\"step_2\",\"tool\":\"segment\",\"with\":{\"image\":\"/examples/a.jpg\",\"regions\":{\"ref\":\"step_0\"}}}]");
        assertThat(read.notes())
                .contains(
                        "'task' was read as 'tool'",
                        "'args' was read as 'with'",
                        "steps called by numbers were called 'step_N'",
                        "'dep', which a step does not have, was left out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $find                | {"ref":"find"}
            ${find}              | {"ref":"find"}
            {{find}}             | {"ref":"find"}
            {{ steps.find }}     | {"ref":"find"}
            {{find.output}}      | {"ref":"find"}
            $find.count          | {"cel":"find.count"}
            {{find.regions[0]}}  | {"cel":"find.regions[0]"}
            <find>               | {"ref":"find"}
            @find                | {"ref":"find"}
            ${inputs.image1}     | {"ref":"inputs.image1"}
            {{image1}}           | {"ref":"inputs.image1"}
            There are {{find.count}} of them | {"cel":"'There are ' + string(find.count) + ' of them'"}
            find                 | "find"
            $5                   | "$5"
            <b>                  | "<b>"
            {{nothing}}          | "{{nothing}}"
            """)
    void should_read_references_that_are_marked_and_nothing_else_as_such(String text, String argument) {
        Understood read = understood("{'inputs': {'image1': 'image'}, 'steps': [{'id': 'find', 'tool': 'detect'},"
                + " {'id': 'say', 'tool': 'concat', 'with': {'x': \"" + text + "\"}}], 'outputs': {'r': 'say'}}");

        assertThat(PlanCodec.toJson(read.plan()).at("/steps/1/with/x").toString())
                .isEqualTo(argument);
        assertThat(PlanCodec.toJson(read.plan()).at("/outputs/r/ref").asText()).isEqualTo("say");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"tasks": [{"tool": "detect", "args": {}}]}                        | 'tasks' was read as 'steps'
            {"steps": [{"tool": "detect", "parameters": {}}], "thought": "x"}  | 'thought', which a plan does not have, was left out
            {"steps": [{"tool": "detect", "wiht": {}}]}                        | 'wiht' was read as 'with'
            {"steps": [{"tool": "detect", "reason": "because"}]}               | 'reason', which a step does not have, was left out
            {"steps": {"find": {"tool": "detect"}}}                            | steps by name were read as a list
            {"steps": [{"action": "detect", "action_input": "a cat"}]}         | one argument without a name was called 'input'
            {"steps": [{"tool": "detect", "retry": 2}]}                        | a number of tries was read as 'retry'
            {"steps": [{"tool": "detect", "on_error": "continue"}]}            | 'continue' was read as 'skip'
            {"steps": [{"tool": "detect"}], "output": "detect"}                | 'output' was read as 'outputs'
            {"inputs": ["image1"], "steps": [{"tool": "detect"}]}              | inputs without a kind were read as images
            """)
    void should_name_each_thing_that_was_read_leniently(String text, String note) {
        Understood read = understood(text);

        assertThat(read.notes()).contains(note);
        assertThat(read.plan().steps())
                .singleElement()
                .extracting(PlanStep::tool)
                .isEqualTo("detect");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            I cannot help with that.     | There is no JSON object with 'steps' in the text
            {"a": 1}                     | There is no JSON object with 'steps' in the text
            {"steps" "x"}                | The text is no plan: ':' is expected after 'steps' at character 10
            {"steps": [{"id": "a"}]}     | A step needs a text 'tool', found nothing
            """)
    void should_say_why_a_text_is_no_plan(String text, String message) {
        assertThat(TolerantPlanReader.read(text))
                .isInstanceOfSatisfying(
                        NoPlan.class,
                        no -> assertThat(no.faults()).extracting(Fault::message).contains(message));
    }

    @Test
    void should_bound_size_and_depth() {
        assertThat(TolerantPlanReader.read("x".repeat(PlanCodec.MAX_CHARACTERS + 1))
                        .toString())
                .contains("A plan has at most 1048576 characters, got 1048577");
        assertThat(TolerantPlanReader.read("{'steps': " + "[".repeat(100_000)).toString())
                .contains("it nests deeper than 32");
        assertThat(TolerantPlanReader.read("{'steps': [" + "1,".repeat(60_000)).toString())
                .contains("it has more than 50000 values");
    }

    @Test
    void should_never_throw_and_read_what_is_cut_off_or_scrambled() {
        Random random = new Random(11);
        String python = PLAN.replace('"', '\'');
        for (int i = 0; i < python.length(); i++) {
            assertThat(TolerantPlanReader.read(python.substring(0, i))).isNotNull();
        }
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? PLAN : python);
            for (int k = 0; k < 1 + random.nextInt(6); k++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "{}[]'\",:#/*`$\\<>".charAt(random.nextInt(16)));
                    default -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                }
            }
            Reading read = TolerantPlanReader.read(text.toString());
            assertThat(read).isNotNull();
        }
    }

    @Test
    void should_read_every_good_plan_from_pythons_form_in_a_fence_with_its_end_cut_off() {
        for (GoodPlans.Good good : GoodPlans.all(new FakeExperts().without())) {
            String json = PlanCodec.toJson(good.plan()).toString();
            String text =
                    "Sure!\n```python\n" + json.substring(0, json.length() - 1).replace(":true", ":True") + ",\n```";

            assertThat(TolerantPlanReader.read(text))
                    .isInstanceOfSatisfying(
                            Understood.class,
                            read -> assertThat(PlanCodec.toJson(read.plan())).isEqualTo(PlanCodec.toJson(good.plan())));
        }
    }

    private static Understood understood(String text) {
        Reading reading = TolerantPlanReader.read(text);
        assertThat(reading).isInstanceOf(Understood.class);
        return (Understood) reading;
    }
}
