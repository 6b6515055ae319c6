package org.eyes4j.agent.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eyes4j.agent.ScriptedTool;
import org.eyes4j.agent.run.Approver;
import org.eyes4j.agent.run.CallBook;
import org.eyes4j.agent.run.RunEvent;
import org.eyes4j.agent.run.RunJournal;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.agent.run.StepReport;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandlingTest {
    private final Tools tools = new Tools();

    @AfterEach
    void close() {
        tools.close();
    }

    private RunResult run(String yaml, Map<String, Value> inputs, RunOptions options) {
        return tools.executor.run(tools.read(yaml).plan(), inputs, options);
    }

    private RunResult run(String yaml) {
        return run(yaml, Map.of(), RunOptions.defaults());
    }

    private static List<String> told(RunResult result) {
        return result.steps().stream()
                .map(s -> s.id() + " " + s.status()
                        + (s.failure() == null ? "" : ": " + s.failure().message()))
                .toList();
    }

    private static final String FALLBACK = """
            steps:
              - id: first
                tool: %s
                with: {number: 1}
                on_failure: {use: second}
              - id: second
                tool: %s
                with: {number: 2}
                on_failure: {use: third}
              - id: third
                tool: add
                with: {left: 1, right: 2}
              - id: after
                tool: add
                with: {left: {ref: first}, right: 10}
            outputs: {sum: {ref: after}}
            """;

    private final ScriptedTool echo = ScriptedTool.giving(
            ToolSpecification.named("echo")
                    .describedAs("Gives 7")
                    .takes(Port.required("number", Kind.NUMBER, "a number"))
                    .gives(Kind.NUMBER, "7"),
            new Value.Number(7));

    @Test
    void should_not_run_a_fallback_while_nothing_fails() {
        tools.registry.register(echo);
        RunResult result = run(FALLBACK.formatted("echo", "broken"));
        assertThat(told(result))
                .containsExactly(
                        "first DONE",
                        "second SKIPPED: It is the fallback of step 'first', which did not fail",
                        "third SKIPPED: It is the fallback of step 'second', which was skipped",
                        "after DONE");
        assertThat(result.values().get("after")).isEqualTo(new Value.Number(17));
    }

    @Test
    void should_put_a_fallbacks_value_in_the_place_of_the_failed_ones() {
        tools.registry.register(echo);
        RunResult result = run(FALLBACK.formatted("broken", "echo"));
        assertThat(told(result))
                .containsExactly(
                        "first FAILED: The line is dead",
                        "second DONE",
                        "third SKIPPED: It is the fallback of step 'second', which did not fail",
                        "after DONE");
        assertThat(result.values().get("first")).isEqualTo(new Value.Number(7));
        assertThat(result.values().get("after")).isEqualTo(new Value.Number(17));
        assertThat(result.warnings())
                .containsExactly("Step 'first' failed (The line is dead); 'second' stands in for it");
        assertThat(result.troubles()).isEmpty();
    }

    @Test
    void should_go_on_to_the_fallback_of_a_fallback() {
        RunResult result = run(FALLBACK.formatted("broken", "broken"));
        assertThat(told(result))
                .containsExactly(
                        "first FAILED: The line is dead",
                        "second FAILED: The line is dead",
                        "third DONE",
                        "after DONE");
        assertThat(result.values().get("after")).isEqualTo(new Value.Number(13));
    }

    @Test
    void should_skip_what_depends_on_a_step_whose_fallback_failed_too() {
        RunResult result = run("""
                steps:
                  - id: first
                    tool: broken
                    on_failure: {use: second}
                  - id: second
                    tool: broken
                  - id: after
                    tool: add
                    with: {left: {ref: first}, right: 10}
                outputs: {sum: {ref: after}}
                """);
        assertThat(told(result))
                .containsExactly(
                        "first FAILED: The line is dead",
                        "second FAILED: The line is dead",
                        "after SKIPPED: It needs step 'second', which failed: The line is dead");
        assertThat(result.troubles()).extracting(StepReport::id).containsExactly("first", "second");
    }

    @Test
    void should_keep_a_fallbacks_value_in_a_later_round() {
        tools.registry.register(echo);
        Workflow workflow = tools.read(FALLBACK.formatted("broken", "echo"));
        RunResult before = tools.executor.run(workflow.plan(), Map.of(), RunOptions.defaults());
        RunResult again = tools.executor.run(workflow.plan(), Map.of(), RunOptions.defaults(), before);
        assertThat(again.values()).isEqualTo(before.values());
        assertThat(tools.broken.calls()).hasSize(1);
        assertThat(echo.calls()).hasSize(1);
    }

    @Test
    void should_refuse_fallbacks_that_cannot_stand_in() {
        assertThat(tools.faults("""
                steps:
                  - id: first
                    tool: broken
                    on_failure: {use: text}
                  - id: text
                    tool: shout
                    with: {text: a}
                  - id: other
                    tool: broken
                    on_failure: {use: fisrt}
                  - id: third
                    tool: add
                    with: {left: {ref: first}, right: {ref: text}}
                    parallel: 2
                    on_failure: {use: first}
                outputs: {a: {ref: third}, b: {ref: other}}
                """)).isEqualTo("""
                w.yaml:4:5: steps[0].on_failure: expected number, as step 'first' gives, found 'text', which is text
                w.yaml:10:5: steps[2].on_failure: expected a step or an input that there is, found 'fisrt' as its fallback, which is no step; did you mean 'first'?
                w.yaml:11:5: steps[3]: expected a step or an input that there is, found 'first', which runs only when 'third' fails; refer to 'third': its fallback's value stands in for its own
                w.yaml:11:5: steps[3]: expected a step or an input that there is, found 'text', which runs only when 'first' fails; refer to 'first': its fallback's value stands in for its own
                w.yaml:13:32: steps[3].with.right: expected number for argument 'right' of step 'third', found 'text', which is text
                w.yaml:14:5: steps[3].parallel: expected that only a step with 'for_each' has 'parallel', found step 'third'""");
    }

    @Test
    void should_make_no_more_calls_at_a_time_than_a_step_says() {
        // GIVEN a tool whose first two calls wait for each other, so that two are at work for sure
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        tools.registry.register(new ScriptedTool(
                ToolSpecification.named("slow")
                        .describedAs("Waits")
                        .takes(Port.required("number", Kind.NUMBER, "a number"))
                        .gives(Kind.NUMBER, "the number"),
                (a, c) -> {
                    most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                    two.countDown();
                    try {
                        two.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    atWork.decrementAndGet();
                    return ToolResult.of(a.value("number"));
                }));

        // WHEN
        RunResult result = run("""
                steps:
                  - id: each
                    tool: slow
                    for_each: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
                    with: {number: {ref: item}}
                    parallel: 2
                outputs: {all: {ref: each}}
                """, Map.of(), RunOptions.defaults().parallel(8));

        // THEN
        assertThat(((Value.ListOf) result.values().get("each")).items()).hasSize(12);
        assertThat(most).hasValue(2);
    }

    @Test
    void should_refuse_a_million_items_before_anything_runs() {
        List<Value> million = new ArrayList<>();
        Value one = new Value.Number(1);
        for (int i = 0; i < 1_000_000; i++) {
            million.add(one);
        }
        RunResult result = run("""
                inputs: {numbers: list<number>}
                steps:
                  - id: first
                    tool: shout
                    with: {text: hello}
                  - id: each
                    tool: add
                    for_each: {ref: inputs.numbers}
                    with: {left: {ref: item}, right: 1}
                outputs: {all: {ref: each}, text: {ref: first}}
                """, Map.of("numbers", new Value.ListOf(Kind.NUMBER, million)), RunOptions.defaults());
        assertThat(told(result))
                .containsExactly(
                        "first SKIPPED: Step 'each' would run over 1000000 items; a run allows 200",
                        "each SKIPPED: Step 'each' would run over 1000000 items; a run allows 200");
        assertThat(tools.shout.calls()).isEmpty();
    }

    @Test
    void should_call_again_what_is_not_to_come_from_the_cache() {
        String once = """
                steps:
                  - id: sum
                    tool: add
                    with: {left: 1, right: 2}
                outputs: {sum: {ref: sum}}
                """;
        run(once);
        run(once);
        assertThat(tools.add.calls()).hasSize(1);
        run(once.replace("    with", "    cache: off\n    with"));
        assertThat(tools.add.calls()).hasSize(2);
        run("cache: off\n" + once);
        assertThat(tools.add.calls()).hasSize(3);
    }

    private static final String APPROVED = """
            inputs: {text: text}
            steps:
              - id: louder
                tool: shout
                with: {text: {ref: inputs.text}}
              - id: out
                tool: send
                with: {text: {ref: louder}}
                approve: Send it to everybody?
            outputs: {receipt: {ref: out}}
            """;
    private static final Map<String, Value> HELLO = Map.of("text", new Value.Text("hello"));

    @Test
    void should_fail_a_step_that_wants_a_yes_where_nobody_can_be_asked() {
        RunResult result = run(APPROVED, HELLO, RunOptions.defaults());
        assertThat(told(result))
                .containsExactly(
                        "louder DONE",
                        "out FAILED: Step 'out' needs a person's yes (\"Send it to everybody?\"): nobody can be asked in this run; run it where a person can answer");
        assertThat(tools.send.calls()).isEmpty();
    }

    @Test
    void should_run_a_step_after_a_yes_and_not_ask_again() {
        // GIVEN
        List<Approver.Question> asked = new ArrayList<>();
        CallBook.Log book = new CallBook.Log();
        RunJournal journal = new RunJournal();
        Approver yes = (question, cancellation) -> {
            asked.add(question);
            return Approver.Decision.approved("Ada");
        };

        // WHEN
        RunResult result = run(
                APPROVED,
                HELLO,
                RunOptions.defaults()
                        .named("r")
                        .askingFor(yes)
                        .tellingTo(journal)
                        .writtenDownIn(book));

        // THEN
        assertThat(told(result)).containsExactly("louder DONE", "out DONE");
        assertThat(asked).containsExactly(new Approver.Question("r", "out", "send", "Send it to everybody?", 1));
        assertThat(journal.events().stream().map(e -> e.getClass().getSimpleName()))
                .containsExactly(
                        "RunStarted",
                        "StepStarted",
                        "StepDone",
                        "ApprovalAsked",
                        "ApprovalGiven",
                        "StepStarted",
                        "StepDone",
                        "RunDone");
        assertThat(journal.events())
                .filteredOn(e -> e instanceof RunEvent.ApprovalGiven)
                .extracting(e -> ((RunEvent.ApprovalGiven) e).reason())
                .containsExactly("Ada");

        // WHEN it goes on from what is written
        Map<String, ToolResult> written = new java.util.HashMap<>();
        book.calls().forEach(c -> written.put(c.key(), c.result()));
        run(APPROVED, HELLO, RunOptions.defaults().writtenDownIn(new CallBook() {
            @Override
            public java.util.Optional<ToolResult> find(ToolSpecification tool, String key) {
                return java.util.Optional.ofNullable(written.get(key));
            }

            @Override
            public void write(ToolSpecification tool, String key, ToolResult result) {}
        }));

        // THEN
        assertThat(asked).hasSize(1);
        assertThat(tools.send.calls()).hasSize(1);
    }

    @Test
    void should_skip_a_step_after_a_no() {
        RunResult result = run(
                APPROVED,
                HELLO,
                RunOptions.defaults().askingFor((question, cancellation) -> Approver.Decision.declined("too late")));
        assertThat(told(result))
                .containsExactly(
                        "louder DONE", "out SKIPPED: A person said no to \"Send it to everybody?\" (too late)");
        assertThat(tools.send.calls()).isEmpty();
    }

    @Test
    void should_hold_given_values_against_the_limits_of_inputs() {
        String yaml = """
                inputs:
                  count: {kind: number, min: 1, max: 9}
                  words: {kind: list<text>, choices: [red, blue], max_items: 2}
                steps:
                  - id: sum
                    tool: add
                    with: {left: {ref: inputs.count}, right: 1}
                  - id: said
                    tool: shout
                    for_each: {ref: inputs.words}
                    with: {text: {ref: item}}
                outputs: {sum: {ref: sum}, said: {ref: said}}
                """;
        RunResult result = run(
                yaml,
                Map.of("count", new Value.Number(12), "words", Value.ListOf.texts(List.of("red", "blu"))),
                RunOptions.defaults());
        assertThat(told(result))
                .containsExactly(
                        "sum FAILED: Input 'count' is between 1 and 9, got 12",
                        "said FAILED: Input 'words', item 2, is one of red, blue, got 'blu'; did you mean 'blue'?");
        assertThat(told(run(
                        yaml,
                        Map.of("count", new Value.Number(2), "words", Value.ListOf.texts(List.of("red", "red", "red"))),
                        RunOptions.defaults())))
                .containsExactly("sum DONE", "said FAILED: Input 'words' has at most 2 items, got 3");
    }

    @Test
    void should_run_a_workflow_inside_a_step() {
        RunResult result = run(
                """
                inputs: {numbers: list<number>}
                steps:
                  - id: each
                    for_each: {ref: inputs.numbers}
                    workflow:
                      name: plus-three
                      inputs:
                        number: number
                        more: {kind: number, default: 2}
                      steps:
                        - id: one
                          tool: add
                          with: {left: {ref: inputs.number}, right: 1}
                        - id: two
                          tool: add
                          with: {left: {ref: one}, right: {ref: inputs.more}}
                      outputs: {sum: {ref: two}}
                    with: {number: {ref: item}}
                outputs: {all: {ref: each}}
                """,
                Map.of("numbers", new Value.ListOf(Kind.NUMBER, List.of(new Value.Number(1), new Value.Number(2)))),
                RunOptions.defaults());
        assertThat(result.values().get("each"))
                .isEqualTo(new Value.ListOf(Kind.NUMBER, List.of(new Value.Number(4), new Value.Number(5))));
    }

    @Test
    void should_tell_what_failed_inside_a_step() {
        RunResult result = run("""
                steps:
                  - id: all
                    workflow:
                      name: inner
                      steps:
                        - {id: bad, tool: broken}
                      outputs: {number: {ref: bad}}
                outputs: {all: {ref: all}}
                """);
        assertThat(told(result)).containsExactly("all FAILED: Step 'bad' of workflow 'inner': The line is dead");
    }

    @Test
    void should_tell_faults_inside_a_step_with_their_place() {
        assertThat(tools.faults("""
                steps:
                  - id: all
                    workflow:
                      inputs: {a: number}
                      steps:
                        - {id: bad, tool: brokn}
                        - {id: good, tool: add, with: {left: {ref: inputs.a}, right: {ref: bad}}}
                      outputs: {number: {ref: good}}
                    with: {b: 1}
                outputs: {all: {ref: all}}
                """)).isEqualTo("""
                w.yaml:6:21: steps[0].workflow.steps[0].tool: expected a tool that there is, found 'brokn', which does not exist; did you mean 'broken'?
                w.yaml:9:5: steps[0].with: expected argument 'a' (number) of 'workflow': input 'a', found only b
                w.yaml:9:12: steps[0].with.b: expected an argument that the tool has, found tool 'workflow' has no argument 'b'; did you mean 'a'?""");
    }
}
