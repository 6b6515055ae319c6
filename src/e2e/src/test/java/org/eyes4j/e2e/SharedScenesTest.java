package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Questions with known answers about walls of pictures, where the folder beside the repository has them. */
class SharedScenesTest {
    private static final Path SCENES = Repository.root().resolve("../shared/asks/scenes");
    private static final int EVERY = 3;

    @Test
    void should_answer_most_questions_rightly_and_support_nothing_without_evidence() throws Exception {
        Assumptions.assumeTrue(
                Files.isRegularFile(SCENES.resolve("asks.jsonl")), "no shared scenes beside the repository");
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        List<String> lines = Files.readAllLines(SCENES.resolve("asks.jsonl"));
        for (int i = 0; i < lines.size(); i += EVERY) {
            JsonNode ask = new ObjectMapper().readTree(lines.get(i));
            JsonNode expect = ask.path("expect");
            if (!expect.has("number") && !expect.has("yes") && !expect.has("text") && !expect.has("colour")) {
                continue;
            }
            Cli.Outcome outcome = RealModels.run(
                    "ask",
                    ask.path("question").asText(),
                    "--image",
                    SCENES.resolve(ask.path("image").asText()).toString(),
                    "--json");
            asked++;
            JsonNode reply = outcome.json();
            String answer = reply.path("answer").asText();
            if (!isRight(expect, answer)) {
                wrong.add(ask.path("id").asText() + ": " + ask.path("question").asText() + " -> " + answer);
            }
            for (JsonNode claim : reply.path("claims")) {
                if (claim.path("status").asText().equals("supported")) {
                    assertThat(claim.path("evidence")).as(claim.toString()).isNotEmpty();
                }
            }
        }
        assertThat(asked).isGreaterThan(5);
        assertThat(wrong).hasSizeLessThanOrEqualTo((int) (0.15 * asked));
    }

    private static boolean isRight(JsonNode expect, String answer) {
        String lower = answer.toLowerCase(Locale.ROOT);
        boolean negative = lower.matches("(?s).*\\b(no|not|none|nothing)\\b.*");
        if (expect.has("number")) {
            int number = expect.path("number").asInt();
            return number == 0 ? negative : lower.matches("(?s)\\D*\\b" + number + "\\b.*");
        }
        if (expect.has("yes")) {
            return negative != expect.path("yes").asBoolean();
        }
        if (expect.has("colour")) {
            return lower.contains(expect.path("colour").asText().replace("grey", "gr"));
        }
        return squeeze(lower).contains(squeeze(expect.path("text").asText().toLowerCase(Locale.ROOT)));
    }

    private static String squeeze(String text) {
        return text.replaceAll("[^a-z0-9]", "");
    }
}
