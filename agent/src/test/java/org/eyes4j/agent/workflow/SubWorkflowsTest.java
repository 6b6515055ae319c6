package org.eyes4j.agent.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.eyes4j.agent.check.PlanLimits;
import org.eyes4j.agent.plan.PlanCodec;
import org.eyes4j.agent.run.RunOptions;
import org.eyes4j.config.yaml.FaultyDocumentException;
import org.eyes4j.config.yaml.YamlDocument;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubWorkflowsTest {
    private static final String OUTER = """
            inputs: {start: number}
            steps:
              - id: more
                workflow: %s
                with: {number: {ref: inputs.start}}
              - id: sum
                tool: add
                with: {left: {ref: more}, right: 100}
            outputs: {sum: {ref: sum}}
            """;
    private static final String INNER = """
            inputs: {number: number}
            steps:
              - id: plus
                tool: add
                with: {left: {ref: inputs.number}, right: 1}
            outputs: {result: {ref: plus}}
            """;

    @TempDir
    private Path folder;

    private final Tools tools = new Tools();

    @AfterEach
    void close() {
        tools.close();
    }

    private Path write(String name, String yaml) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, yaml);
    }

    private String faults(Path file) throws IOException {
        try {
            YamlDocument document = YamlDocument.read(file);
            Workflow workflow = WorkflowReader.read(document, file);
            return tools.checker.check(workflow, document, tools.registry, PlanLimits.DEFAULT).stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("\n"))
                    .replace(folder.toString() + "/", "");
        } catch (FaultyDocumentException e) {
            return String.valueOf(e.getMessage()).replace(folder.toString() + "/", "");
        }
    }

    @Test
    void should_run_workflows_of_files_beside_it_and_be_whole_without_them() throws IOException {
        Path file = write("outer.yaml", OUTER.formatted("parts/inner.yaml"));
        write("parts/inner.yaml", OUTER.formatted("innermost.yaml").replace("start", "number"));
        write("parts/innermost.yaml", INNER);
        assertThat(faults(file)).isEmpty();

        Workflow workflow = WorkflowReader.read(YamlDocument.read(file), file);
        var kept = PlanCodec.fromJson(PlanCodec.toJson(workflow.plan()));

        assertThat(kept).isEqualTo(workflow.plan());
        assertThat(tools.executor
                        .run(kept, Map.of("start", new Value.Number(1)), RunOptions.defaults())
                        .values()
                        .get("sum"))
                .isEqualTo(new Value.Number(202));
    }

    @Test
    void should_refuse_circles_of_files_by_name() throws IOException {
        Path file = write("a.yaml", OUTER.formatted("b.yaml"));
        write("b.yaml", OUTER.formatted("sub/c.yaml"));
        write("sub/c.yaml", OUTER.formatted("../a.yaml"));
        assertThat(faults(file))
                .isEqualTo(
                        "sub/c.yaml:4:5: steps[0].workflow: expected workflows that do not run each other in a circle, found a.yaml → b.yaml → sub/c.yaml → a.yaml");
    }

    @Test
    void should_refuse_files_elsewhere_and_files_that_are_not_there() throws IOException {
        assertThat(faults(write("a/a.yaml", OUTER.formatted("../../etc/passwd.yaml"))))
                .isEqualTo(
                        "a/a.yaml:4:5: steps[0].workflow: expected a file in the folder of the first workflow or below it, found '../../etc/passwd.yaml'");
        assertThat(faults(write("b.yaml", OUTER.formatted("c.yaml"))))
                .isEqualTo(
                        "b.yaml:4:5: steps[0].workflow: expected a workflow's file, found 'c.yaml', which there is not");
        Path outside = write("outside/secret.yaml", INNER);
        Files.createDirectories(folder.resolve("d"));
        Files.createSymbolicLink(folder.resolve("d/link.yaml"), outside);
        assertThat(faults(write("d/d.yaml", OUTER.formatted("link.yaml"))))
                .isEqualTo(
                        "d/d.yaml:4:5: steps[0].workflow: expected a workflow's file, found 'link.yaml', which there is not");
    }

    @Test
    void should_tell_faults_where_they_are() throws IOException {
        Path file = write("outer.yaml", OUTER.formatted("inner.yaml"));
        write("inner.yaml", INNER.replace("tool: add", "tool: ad").replace("outputs", "outpts"));
        assertThat(faults(file))
                .isEqualTo(
                        "inner.yaml:6:1: outpts: expected a key that there is, found a plan has no key 'outpts'; did you mean 'outputs'?");

        write("inner.yaml", INNER.replace("tool: add", "tool: ad"));
        assertThat(faults(file))
                .isEqualTo(
                        "inner.yaml:4:5: steps[0].tool: expected a tool that there is, found 'ad', which does not exist; did you mean 'add'?");

        write(
                "inner.yaml",
                INNER.replace("inputs: {number", "inputs: {numbr").replace("inputs.number", "inputs.numbr"));
        assertThat(faults(file)).isEqualTo("""
                outer.yaml:5:5: steps[0].with: expected argument 'numbr' (number) of 'inner': input 'numbr', found only number; write {"ref": "inputs.start"}
                outer.yaml:5:12: steps[0].with.number: expected an argument that the tool has, found tool 'inner' has no argument 'number'; did you mean 'numbr'?""");
    }

    @Test
    void should_refuse_more_within_one_another_than_a_run_allows() throws IOException {
        Path first = write("w0.yaml", OUTER.formatted("w1.yaml").replace("start", "number"));
        for (int i = 1; i < 5; i++) {
            write("w" + i + ".yaml", OUTER.formatted("w" + (i + 1) + ".yaml").replace("start", "number"));
        }
        write("w5.yaml", INNER);
        assertThat(faults(first))
                .isEqualTo(
                        "w3.yaml:4:5: steps[0].workflow: expected that at most 4 workflows are within one another, found more; allow more with the setting runs.max_depth");
    }

    @Test
    void should_call_registered_workflows_by_name() throws IOException {
        WorkflowFolder registered = new WorkflowFolder(
                folder.resolve("registered"),
                tools.registry,
                tools.checker,
                () -> PlanLimits.DEFAULT,
                () -> tools.executor,
                RunOptions::defaults);
        registered.put("plus-one", INNER);
        Path file = write("outer.yaml", OUTER.formatted("plus-one"));
        assertThat(faults(file)).isEmpty();
        assertThat(tools.executor
                        .run(
                                WorkflowReader.read(YamlDocument.read(file), file)
                                        .plan(),
                                Map.of("start", new Value.Number(1)),
                                RunOptions.defaults())
                        .values()
                        .get("sum"))
                .isEqualTo(new Value.Number(102));
        assertThat(faults(write("other.yaml", OUTER.formatted("plus-onne"))))
                .isEqualTo(
                        "other.yaml:3:5: steps[0].tool: expected a tool that there is, found 'plus_onne', which does not exist; did you mean 'plus_one'?");
    }

    @Test
    void should_refuse_files_where_a_workflow_is_no_file() {
        assertThat(tools.faults(OUTER.formatted("inner.yaml")))
                .isEqualTo(
                        "w.yaml:4:5: steps[0].workflow: expected that 'workflow' is the name of a registered workflow, a file beside this one or a workflow itself, found \"inner.yaml\"; files are known only where this workflow is one");
    }
}
