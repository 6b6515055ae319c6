package org.eyes4j.agent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.eyes4j.agent.repair.Meaning;
import org.eyes4j.agent.repair.ToolGraph;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanEvaluationTest {
    @Test
    void should_mend_the_kept_plans() throws Exception {
        PlanEvaluation.Result result = evaluate(kept());

        assertThat(result.before().faultyNodes()).isPositive();
        assertThat(result.before().faultyLinks()).isPositive();
        assertMended(result);
    }

    /** The rates before are those that the data's own measure gives. */
    @ParameterizedTest
    @CsvSource({"huggingface, 0.1656, 0.4306, 0.4228, 0.6338", "multimedia, 0.0490, 0.1606, 0.2561, 0.4156"})
    void should_mend_every_recorded_plan(
            String folder, double nodeRate, double nodePlans, double linkRate, double linkPlans) throws Exception {
        Path whole = Path.of(System.getProperty("repository.root", "."), "..", "shared", "plans", folder);
        Assumptions.assumeTrue(Files.isDirectory(whole), "there is no folder " + whole.normalize());

        PlanEvaluation.Result result = evaluate(whole);

        assertThat(result.before().nodeRate()).isCloseTo(nodeRate, within(5e-5));
        assertThat(result.before().nodePlans()).isCloseTo(nodePlans, within(5e-5));
        assertThat(result.before().linkRate()).isCloseTo(linkRate, within(5e-5));
        assertThat(result.before().linkPlans()).isCloseTo(linkPlans, within(5e-5));
        assertMended(result);
    }

    @Test
    void should_write_plans_back_in_their_own_form() throws Exception {
        PlanEvaluation.Result result = evaluate(kept());
        ToolGraph graph = RecordedTools.read(kept());

        for (PlanEvaluation.Mended mended : result.mended()) {
            var line = mended.plan().with(mended.repaired().sketch());
            assertThat(line.path("id")).isEqualTo(mended.plan().json().path("id"));
            assertThat(line.path("user_request")).isEqualTo(mended.plan().json().path("user_request"));
            line.path("task_nodes")
                    .forEach(node ->
                            assertThat(graph.tool(node.path("task").asText())).isPresent());
            assertThat(line.path("task_links"))
                    .hasSize(mended.repaired().sketch().links().size());
        }
    }

    @Test
    void should_name_the_line_that_is_no_plan(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("plans.jsonl"), "{\"task_nodes\": []}\n{\"task_nodes\": 3}\n");

        assertThatThrownBy(() -> RecordedPlan.read(file))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(file + ", line 2: expected an object with a list `task_nodes`");
    }

    @Test
    void should_say_what_a_folder_of_tools_lacks(@TempDir Path folder) {
        assertThatThrownBy(() -> RecordedTools.read(folder))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("Expected graph_desc.json or tool_desc.json in " + folder
                        + ", found neither; name the folder that holds the tools");
    }

    private static void assertMended(PlanEvaluation.Result result) {
        assertThat(result.after().faultyNodes()).isZero();
        assertThat(result.after().faultyLinks()).isZero();
        assertThat(result.rightStepsKept()).isEqualTo(result.rightSteps());
        assertThat(result.dropped()).isZero();
        assertThat(result.lostOutputs()).isZero();
    }

    private static PlanEvaluation.Result evaluate(Path folder) throws EvaluationException {
        List<RecordedPlan> plans = RecordedPlan.read(folder.resolve("recorded-plans.jsonl"));
        return PlanEvaluation.run(RecordedTools.read(folder), plans, Meaning.NONE);
    }

    private static Path kept() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(PlanEvaluationTest.class.getResource("/plans/huggingface"))
                .toURI());
    }
}
