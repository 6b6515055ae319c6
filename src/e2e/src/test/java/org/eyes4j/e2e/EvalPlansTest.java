package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eval plans} on the plans kept in the repository. */
class EvalPlansTest {
    private static final Path PLANS = Repository.root().resolve("agent/src/test/resources/plans/huggingface");

    @TempDir
    private Path home;

    @Test
    void should_mend_recorded_plans_and_write_them() throws Exception {
        Path out = home.resolve("mended.jsonl");

        Cli.Outcome outcome = Cli.at(home)
                .run(
                        "eval",
                        "plans",
                        "--tools",
                        PLANS.toString(),
                        "--plans",
                        PLANS.resolve("recorded-plans.jsonl").toString(),
                        "--out",
                        out.toString());

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .containsPattern("node rate +0\\.\\d+ -> 0\\.0000")
                .containsPattern("link rate +0\\.\\d+ -> 0\\.0000")
                .containsPattern("steps dropped +0 of \\d+");
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(28);
        assertThat(new ObjectMapper().readTree(lines.get(0)).path("task_nodes")).isNotEmpty();
    }

    @Test
    void should_say_what_is_missing() {
        Cli.Outcome outcome = Cli.at(home).run("eval", "plans", "--tools", home.toString(), "--plans", "nowhere.jsonl");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("Expected graph_desc.json or tool_desc.json in " + home);
    }
}
