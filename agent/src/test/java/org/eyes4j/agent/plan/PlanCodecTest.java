package org.eyes4j.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.value.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCodecTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FULL = """
            {"name": "dogs", "inputs": {"image1": "image", "limit": {"kind": "number", "default": 3, "description": "most"}},
             "steps": [
              {"id": "find", "tool": "detect", "with": {"image": {"ref": "inputs.image1"}, "labels": ["dog"]},
               "retry": {"times": 2, "backoff": "250ms"}, "timeout": "90s", "on_failure": "stop"},
              {"id": "cut", "tool": "crop", "with": {"image": {"ref": "inputs.image1"}, "region": {"ref": "item"}},
               "for_each": {"ref": "find"}, "when": {"cel": "find.count > 0"}},
              {"id": "left", "tool": "select", "with": {"items": {"ref": "find"}, "where": {"cel": "item.score > 0.4"},
               "index": 0}},
              {"id": "told", "tool": "join", "with": {"parts": [{"ref": "find"}, "and", [{"cel": "1 + 1"}]]}}],
             "outputs": {"dog": {"ref": "left"}}}
            """;

    @Test
    void should_read_every_part_of_a_plan() {
        Plan plan = PlanCodec.parse(FULL);

        assertThat(plan.name()).isEqualTo("dogs");
        assertThat(plan.inputs().get("image1")).isEqualTo(new PlanInput(Kind.IMAGE));
        assertThat(plan.inputs().get("limit").description()).isEqualTo("most");
        assertThat(plan.steps()).extracting(PlanStep::id).containsExactly("find", "cut", "left", "told");
        PlanStep find = plan.steps().get(0);
        assertThat(find.retry()).isEqualTo(new PlanStep.Retry(2, Duration.ofMillis(250)));
        assertThat(find.timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(find.onFailure()).isEqualTo(PlanStep.OnFailure.STOP);
        assertThat(find.with().get("image")).isEqualTo(Argument.Ref.input("image1"));
        PlanStep cut = plan.steps().get(1);
        assertThat(cut.forEach()).isEqualTo(new Argument.Ref("find"));
        assertThat(cut.when()).isEqualTo("find.count > 0");
        assertThat(plan.steps().get(3).with().get("parts")).isInstanceOfSatisfying(Argument.Items.class, items -> {
            assertThat(items.items().get(1)).isInstanceOf(Argument.Literal.class);
            assertThat(items.items().get(2)).isEqualTo(new Argument.Items(List.of(new Argument.Expression("1 + 1"))));
        });
        assertThat(plan.outputs()).isEqualTo(Map.of("dog", new Argument.Ref("left")));
    }

    @Test
    void should_write_what_it_reads() {
        Plan plan = PlanCodec.parse(FULL);

        JsonNode written = PlanCodec.toJson(plan);

        assertThat(PlanCodec.fromJson(written)).isEqualTo(plan);
        assertThat(faultsBySchema(written.toString())).isEmpty();
    }

    @Test
    void should_take_a_null_argument_for_one_left_out() {
        Plan plan = PlanCodec.parse(
                "{\"steps\": [{\"id\": \"a\", \"tool\": \"t\", \"with\": {\"x\": null}, \"when\": null, \"retry\": null}]}");

        assertThat(plan.steps().get(0)).isEqualTo(new PlanStep("a", "t", Map.of()));
    }

    @Test
    void should_count_what_expressions_name_among_what_a_step_needs() {
        PlanStep step = new PlanStep(
                "a", "t", Map.of("x", new Argument.Expression("find.count + inputs.n")), "size(other) > 0", null, null);

        assertThat(step.needs(java.util.Set.of("find", "other", "a")))
                .containsExactlyInAnyOrder(
                        new Argument.Ref("find"), new Argument.Ref("other"), Argument.Ref.input("n"));
    }

    @Test
    void should_tell_every_fault_together_with_its_place() {
        // GIVEN a plan with a fault in each part
        String json = """
                {"nam": "x", "inputs": {"a": "imag", "b": 3, "c": {"kind": "text", "defalt": 1}},
                 "steps": [7, {"tool": "", "wiht": {}, "with": [], "timeout": "soon", "retry": {"times": 99},
                   "on_failure": "explode", "for_each": "find", "when": 3},
                  {"id": "s", "tool": "t", "with": {"a/b": {"ref": 3}, "c": {"ref": "x", "as": "y"}, "d": {"in": [{"ref": "x"}]}}}],
                 "outputs": {"o": "s"}}
                """;

        // WHEN it is read
        PlanFormatException thrown = catchThrowableOfType(PlanFormatException.class, () -> PlanCodec.parse(json));

        // THEN each is told
        assertThat(thrown.faults())
                .extracting(Fault::toString)
                .containsExactly(
                        "/nam: A plan has no key 'nam'; did you mean 'name'?",
                        "/inputs/a: There is no kind 'imag'; kinds are any, text, number, flag, image, video, audio,"
                                + " detections, masks, keypoints, classification, embedding, depth_map, visual_prompts,"
                                + " record and list<KIND>",
                        "/inputs/b: An input is a kind or {kind, default}, found 3",
                        "/inputs/c/defalt: An input has no key 'defalt'; did you mean 'default'?",
                        "/steps/0: A step is an object, found 7",
                        "/steps/1/wiht: A step has no key 'wiht'; did you mean 'with'?",
                        "/steps/1/id: A step needs a text 'id', found nothing",
                        "/steps/1/tool: A step needs a text 'tool', found \"\"",
                        "/steps/1/with: 'with' is an object, found []",
                        "/steps/1/when: A condition is {\"cel\": EXPRESSION}, found 3",
                        "/steps/1/for_each: 'for_each' runs over {\"ref\": STEP}, {\"cel\": EXPRESSION} or a list,"
                                + " found \"find\"",
                        "/steps/1/timeout: A timeout is a number of seconds or a text such as \"500ms\", \"30s\","
                                + " \"2m\", at most 24h, found \"soon\"",
                        "/steps/1/retry/times: 'times' is a whole number from 0 to 10, found 99",
                        "/steps/1/on_failure: 'on_failure' is \"skip\" (what depends on it), \"stop\" (the run) or {\"use\": STEP},"
                                + " found \"explode\"",
                        "/steps/2/with/a~1b: Expected {\"ref\": STEP or inputs.NAME} and nothing beside it, found"
                                + " {\"ref\":3}",
                        "/steps/2/with/c: Expected {\"ref\": STEP or inputs.NAME} and nothing beside it, found"
                                + " {\"ref\":\"x\",\"as\":\"y\"}",
                        "/steps/2/with/d/in/0: A reference or expression stands for an argument or an item of its"
                                + " list, not inside an object; move it up, or build the whole object with"
                                + " {\"cel\": …}",
                        "/outputs/o: An output is {\"ref\": STEP}, found \"s\"; write {\"ref\": \"s\"}");
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1500", "'\"500ms\"', 500", "'\"2m\"', 120000", "'\"1.5 s\"', 1500", "'\"1h\"', 3600000"})
    void should_read_spans_of_time(String json, long millis) throws IOException {
        assertThat(Durations.read(MAPPER.readTree(json))).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "\"-1s\"", "\"1d\"", "\"25h\"", "true", "1e300", "\"\""})
    void should_refuse_what_is_no_span_of_time(String json) throws IOException {
        assertThat(Durations.read(MAPPER.readTree(json))).isEmpty();
    }

    @Test
    void should_bound_hostile_text() {
        assertThat(faultOf("[".repeat(100_000))).startsWith("Not JSON: ");
        assertThat(faultOf("{\"steps\": [], \"steps\": []}"))
                .isEqualTo("Not JSON: Duplicate field 'steps' (line 1, column 22)");
        assertThat(faultOf("{\"steps\": []} trailing")).startsWith("Not JSON: ");
        assertThat(faultOf("")).isEqualTo("A plan is an object, found nothing");
        assertThat(faultOf("null")).isEqualTo("A plan is an object, found null");
        assertThat(faultOf("{\"steps\": 1" + "0".repeat(1000) + "}")).startsWith("Not JSON: ");
        assertThat(faultOf(" ".repeat(PlanCodec.MAX_CHARACTERS + 1)))
                .isEqualTo("A plan has at most 1048576 characters, got 1048577");
        assertThat(faultOf("{\"steps\": [" + "0,".repeat(60_000) + "0]}")).isEqualTo("A plan has at most 50000 values");
        assertThat(faultOf("{\"steps\": [" + "0,".repeat(2_000) + "0]}"))
                .isEqualTo("A plan has at most 1000 steps, got 2001");
    }

    @Test
    void should_bound_a_tree_that_was_not_read_here() {
        JsonNode deep = MAPPER.createArrayNode();
        for (int i = 0; i < 100_000; i++) {
            deep = MAPPER.createArrayNode().add(deep);
        }
        JsonNode tree = MAPPER.createObjectNode().set("steps", deep);

        assertThat(catchThrowableOfType(PlanFormatException.class, () -> PlanCodec.fromJson(tree))
                        .faults())
                .containsExactly(new Fault(Fault.Code.LIMIT, "", "A plan nests at most 32 deep", ""));
    }

    @Test
    void should_stop_counting_faults_at_a_hundred() {
        String steps = "7,".repeat(500) + "7";

        assertThat(catchThrowableOfType(
                                PlanFormatException.class, () -> PlanCodec.parse("{\"steps\": [" + steps + "]}"))
                        .faults())
                .hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"steps\": [{\"tool\": \"t\"}]}",
                "{\"steps\": [{\"id\": \"a\", \"tool\": \"t\", \"wiht\": {}}]}",
                "{\"steps\": [{\"id\": \"a\", \"tool\": \"t\", \"with\": {\"x\": {\"ref\": \"b\", \"c\": 1}}}]}",
                "{\"steps\": [{\"id\": \"a\", \"tool\": \"t\", \"for_each\": \"b\"}]}",
                "{\"steps\": [{\"id\": \"a\", \"tool\": \"t\", \"retry\": {\"times\": 11}}]}",
                "{\"steps\": [{\"id\": \"a\", \"tool\": \"t\", \"timeout\": \"soon\"}]}",
                "{\"steps\": [{\"id\": \"a\", \"tool\": \"t\", \"on_failure\": \"go\"}]}",
                "{\"inputs\": {\"a\": \"picture\"}, \"steps\": []}",
                "{\"steps\": [], \"outputs\": {\"a\": \"b\"}}"
            })
    void should_refuse_with_the_schema_what_the_codec_refuses(String json) {
        assertThat(faultsBySchema(json)).isNotEmpty();
        assertThat(catchThrowableOfType(PlanFormatException.class, () -> PlanCodec.parse(json)))
                .isNotNull();
    }

    @Test
    void should_publish_a_schema_that_takes_the_full_form() {
        assertThat(faultsBySchema(FULL)).isEmpty();
    }

    private static List<com.networknt.schema.Error> faultsBySchema(String json) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(PlanCodec.schema().toString());
        return schema.validate(json, InputFormat.JSON);
    }

    private static String faultOf(String json) {
        return catchThrowableOfType(PlanFormatException.class, () -> PlanCodec.parse(json))
                .faults()
                .get(0)
                .message();
    }
}
