package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eval coco} against what pycocotools recorded. */
class EvalCocoTest {
    private static final Path PARITY = Repository.root().resolve("tools/src/test/resources/parity/coco");

    @TempDir
    private Path home;

    @Test
    void should_give_the_numbers_of_pycocotools() throws Exception {
        Cli.Outcome outcome = Cli.at(home)
                .run(
                        "eval",
                        "coco",
                        "--truth",
                        PARITY.resolve("eval_gt.json").toString(),
                        "--detections",
                        PARITY.resolve("eval_dt.json").toString(),
                        "--json");

        JsonNode expected =
                new ObjectMapper().readTree(PARITY.resolve("eval_expected.json").toFile());
        assertThat(outcome.code()).isZero();
        assertThat(outcome.json().path("AP").asDouble())
                .isCloseTo(expected.at("/bbox/stats/0").asDouble(), within(1e-9));
        assertThat(outcome.json().path("AR_large").asDouble())
                .isCloseTo(expected.at("/bbox/stats/11").asDouble(), within(1e-9));
    }

    @Test
    void should_tell_a_file_that_is_not_there() {
        Cli.Outcome outcome = Cli.at(home).run("eval", "coco", "--truth", "nowhere.json", "--detections", "x.json");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("nowhere.json");
    }
}
