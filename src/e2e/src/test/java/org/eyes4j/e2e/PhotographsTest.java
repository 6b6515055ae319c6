package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real photographs, real models, the whole way through the command line. */
class PhotographsTest {
    @TempDir
    private Path out;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "chelsea.png; Is there a cat in the picture?; (?i)yes.*cat.*",
                "chelsea.png; 圖裡有貓嗎？; .*有.*貓.*",
                "coffee.png; How many cups are there?; (?i).*\\b(1|one)\\b.*cup.*",
                "coffee.png; 图中有几个杯子？; .*(1|一).*杯.*",
                "coffee.png; Is there a horse?; (?i)no\\b.*horse.*",
                "astronaut.png; How many people can you see here?; (?i).*\\b(1|one)\\b.*person.*",
            })
    void should_answer_with_evidence(String picture, String question, String answer) {
        Cli.Outcome outcome = RealModels.run(
                "ask", question, "--image", Repository.sample(picture).toString(), "--json");

        JsonNode reply = outcome.json();
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(reply.path("answer").asText()).matches("(?s)" + answer);
        assertThat(reply.path("planner").asText()).isEqualTo("offline");
        reply.path("claims").forEach(claim -> {
            if (claim.path("status").asText().equals("supported")) {
                assertThat(claim.path("evidence")).as(claim.toString()).isNotEmpty();
            }
        });
    }

    @Test
    void should_have_exactly_the_fields_of_the_contract() {
        JsonNode reply = RealModels.run(
                        "ask",
                        "Where is the cat?",
                        "--image",
                        Repository.sample("chelsea.png").toString(),
                        "--json")
                .json();

        assertThat(names(reply))
                .containsExactly(
                        "run", "answer", "claims", "regions", "plan", "steps", "artifacts", "planner", "warnings");
        assertThat(names(reply.at("/regions/0")))
                .startsWith("id", "label", "score", "box")
                .contains("image");
        assertThat(names(reply.at("/steps/0"))).startsWith("id", "tool", "model", "status", "millis", "cached");
        assertThat(names(reply.at("/claims/0"))).containsExactly("text", "status", "evidence");
        assertThat(names(reply.path("plan"))).contains("inputs", "steps", "outputs");
        assertThat(reply.at("/regions/0/image").asText()).isEqualTo("image1");
        assertThat(reply.at("/regions/0/label").asText()).isEqualTo("cat");
    }

    @Test
    void should_leave_overlay_answer_and_coco_in_the_folder() throws Exception {
        JsonNode reply = RealModels.run(
                        "ask",
                        "Where is the cup?",
                        "--image",
                        Repository.sample("coffee.png").toString(),
                        "--json",
                        "--out",
                        out.toString())
                .json();

        JsonNode coco =
                new ObjectMapper().readTree(out.resolve("regions.coco.json").toFile());
        assertThat(coco.at("/images/0/width").asInt()).isEqualTo(600);
        assertThat(coco.path("annotations")).isNotEmpty();
        assertThat(coco.at("/categories/0/name").asText()).isEqualTo("cup");
        assertThat(new ObjectMapper().readTree(out.resolve("answer.json").toFile()))
                .isEqualTo(reply);
        assertThat(ImageIO.read(out.resolve("image1-overlay.png").toFile()).getWidth())
                .isEqualTo(600);
        for (JsonNode artifact : reply.path("artifacts")) {
            assertThat(Path.of(artifact.path("path").asText())).isNotEmptyFile().hasParent(out.toAbsolutePath());
        }
        try (var files = Files.list(out)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("answer.json", "image1-overlay.png", "regions.coco.json");
        }
    }

    @Test
    void should_plan_without_running_anything() {
        Cli.Outcome outcome = RealModels.run(
                "plan",
                "How many cups are there?",
                "--image",
                Repository.sample("coffee.png").toString(),
                "--json");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.json().at("/plan/steps").findValuesAsText("tool")).contains("detect", "count");
    }

    @Test
    void should_say_what_it_can_do_when_it_cannot_plan() {
        Cli.Outcome outcome = RealModels.run(
                "ask",
                "Translate this poem into Latin hexameters",
                "--image",
                Repository.sample("coffee.png").toString(),
                "--json");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.json().path("steps")).isEmpty();
        assertThat(outcome.json().at("/claims/0/status").asText()).isEqualTo("unknown");
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
