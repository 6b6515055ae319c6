package org.eyes4j.agent.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowFolderTest {
    private static final String TWICE = """
            description: Doubles a number
            inputs:
              number: {kind: number, max: 50}
            steps:
              - id: sum
                tool: add
                with: {left: {ref: inputs.number}, right: {ref: inputs.number}}
            outputs: {double: {ref: sum}}
            """;
    private static final String FOUR_TIMES = """
            name: four-times
            inputs:
              number: number
            steps:
              - id: once
                tool: twice
                with: {number: {ref: inputs.number}}
              - id: again
                tool: twice
                with: {number: {ref: once}}
            outputs: {half: {ref: once}, all: {ref: again}}
            """;

    @TempDir
    private Path folder;

    private final Tools tools = new Tools();
    private WorkflowFolder workflows = folder();

    @BeforeEach
    void open() {
        workflows = folder();
    }

    private WorkflowFolder folder() {
        return new WorkflowFolder(
                folder == null ? Path.of("nowhere") : folder.resolve("workflows"),
                tools.registry,
                tools.checker,
                () -> PlanLimits.DEFAULT,
                () -> tools.executor,
                RunOptions::defaults);
    }

    @AfterEach
    void close() {
        tools.close();
    }

    private ToolResult call(String tool, double number) {
        return tools.registry.call(
                new ToolCall(tool, Map.of("number", new Value.Number(number))), ToolContext.detached());
    }

    @Test
    void should_register_nothing_where_there_is_no_folder() {
        assertThat(workflows.refresh()).isEmpty();
        assertThat(workflows.list()).isEmpty();
    }

    @Test
    void should_make_tools_of_files_those_first_that_others_call() throws IOException {
        // GIVEN
        Path at = Files.createDirectories(folder.resolve("workflows"));
        Files.writeString(at.resolve("twice.yaml"), TWICE);
        Files.writeString(at.resolve("four-times.yaml"), FOUR_TIMES);
        Files.writeString(at.resolve("notes.txt"), "nothing");

        // WHEN
        assertThat(workflows.refresh()).isEmpty();

        // THEN
        assertThat(tools.registry.names()).containsExactly("add", "broken", "four_times", "send", "shout", "twice");
        assertThat(tools.registry.specification("twice").orElseThrow().output()).isEqualTo(Kind.NUMBER);
        assertThat(tools.registry.specification("twice").orElseThrow().description())
                .isEqualTo("Doubles a number");
        assertThat(tools.registry.specification("four_times").orElseThrow().outputDescription())
                .isEqualTo("its outputs: half (number), all (number)");
        assertThat(call("twice", 4)).isEqualTo(ToolResult.of(new Value.Number(8)));
        assertThat(call("four_times", 4))
                .isEqualTo(ToolResult.of(
                        new Value.Record(Map.of("half", new Value.Number(8), "all", new Value.Number(16)))));
    }

    @Test
    void should_hold_arguments_against_the_limits_of_its_inputs() throws IOException {
        workflows.put("twice", TWICE);
        assertThat(call("twice", 51))
                .isEqualTo(ToolResult.failed(
                        ToolResult.FailureKind.INVALID_ARGUMENT,
                        "Argument 'number' of 'twice' must be at most 50, got 51"));
    }

    @Test
    void should_name_what_is_faulty_and_register_the_rest() throws IOException {
        // GIVEN
        Path at = Files.createDirectories(folder.resolve("workflows"));
        Files.writeString(at.resolve("twice.yaml"), TWICE);
        Files.writeString(at.resolve("add.yaml"), TWICE);
        Files.writeString(at.resolve("other.yaml"), FOUR_TIMES);
        Files.writeString(
                at.resolve("ping.yaml"),
                TWICE.replace("tool: add", "tool: pong").replace("left", "number"));
        Files.writeString(
                at.resolve("pong.yaml"),
                TWICE.replace("tool: add", "tool: ping").replace("left", "number"));
        Files.writeString(at.resolve("torn.yaml"), "steps: {");

        // THEN
        assertThat(workflows.refresh())
                .containsExactly(
                        "Workflow 'add' is no tool:\n"
                                + "  add.yaml:1:1: name: expected a name that no other tool has, found 'add', which is a tool",
                        "Workflow 'other' is no tool:\n"
                                + "  other.yaml:1:1: name: expected the name of its file, 'other', found 'four-times'",
                        "Workflow 'ping' is no tool:\n"
                                + "  ping.yaml:4:1: steps: expected workflows that do not call each other in a circle, found ping → pong → ping",
                        "Workflow 'pong' is no tool:\n"
                                + "  pong.yaml:4:1: steps: expected workflows that do not call each other in a circle, found pong → ping → pong",
                        "Workflow 'torn' is no tool:\n"
                                + "  torn.yaml:1:9: expected YAML, found expected the node content, but found '<stream end>' (while parsing a flow node)");
        assertThat(tools.registry.names()).containsExactly("add", "broken", "send", "shout", "twice");
    }

    @Test
    void should_put_and_remove() throws IOException {
        workflows.put("twice", TWICE);
        workflows.put("four-times", FOUR_TIMES);
        assertThat(folder.resolve("workflows")).isDirectoryContaining("glob:**/four-times.yaml");
        assertThat(workflows.list()).extracting(RegisteredWorkflow::name).containsExactly("four-times", "twice");

        assertThatThrownBy(() -> workflows.put("twice", FOUR_TIMES.replace("four-times", "twice")))
                .isInstanceOf(FaultyDocumentException.class)
                .hasMessage(
                        "twice.yaml:4:1: steps: expected workflows that do not call each other in a circle, found twice → twice");
        assertThat(workflows.find("twice").orElseThrow().text()).isEqualTo(TWICE);

        assertThat(workflows.remove("twice")).isTrue();
        assertThat(workflows.remove("twice")).isFalse();
        assertThat(workflows.remove("../twice")).isFalse();
        assertThat(tools.registry.names()).containsExactly("add", "broken", "send", "shout");
        assertThat(workflows.find("four-times").orElseThrow().faults())
                .extracting(Object::toString)
                .containsExactly(
                        "four-times.yaml:6:5: steps[0].tool: expected a tool that there is, found 'twice', which does not exist; there are: add, broken, send, shout",
                        "four-times.yaml:9:5: steps[1].tool: expected a tool that there is, found 'twice', which does not exist; there are: add, broken, send, shout");
    }

    @Test
    void should_refuse_names_that_are_no_files_of_the_folder() {
        assertThatThrownBy(() -> workflows.put("../evil", TWICE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A workflow's name is made of small letters, digits, '-' and '_', a letter first, at most 64, got '../evil'");
    }
}
