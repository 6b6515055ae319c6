package org.eyes4j.agent.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eyes4j.agent.answer.Answer;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.language.Lines;
import org.eyes4j.agent.run.RunResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drafts true and false in one respect, held against scripted runs. */
class DraftsTest {
    private final Map<String, RunResult> scenes = ScriptedScenes.all();
    private final ClaimChecker checker = new ClaimChecker();

    private record Draft(String scene, String expected, String respect, String text) {
        static Draft of(String line) {
            String[] parts = line.split(" \\| ", 4);
            return new Draft(parts[0].strip(), parts[1].strip(), parts[2].strip(), parts[3].strip());
        }
    }

    @ParameterizedTest
    @CsvSource({"drafts.txt, 0.95, 0.02", "drafts-held-out.txt, 0.95, 0.12", "drafts-second-look.txt, 0.95, 0.07"})
    void should_catch_what_is_false_and_pass_what_is_true(String resource, double caughtAtLeast, double refusedAtMost) {
        List<String> missed = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        int wrong = 0;
        int right = 0;
        for (String line : Lines.of(DraftsTest.class, resource)) {
            Draft draft = Draft.of(line);
            Answer answer = checker.check(draft.text(), Objects.requireNonNull(scenes.get(draft.scene())));
            boolean supported = !answer.claims().isEmpty()
                    && answer.claims().stream().allMatch(c -> c.status() == Claim.Status.SUPPORTED);
            if (draft.expected().equals("+")) {
                right++;
                if (!supported) {
                    refused.add(line + " -> " + answer.claims());
                }
            } else {
                wrong++;
                if (supported) {
                    missed.add(line + " -> " + answer.claims());
                }
            }
        }
        assertThat((double) (wrong - missed.size()) / wrong)
                .as("caught; supported though false: %s", missed)
                .isGreaterThanOrEqualTo(caughtAtLeast);
        assertThat((double) refused.size() / right)
                .as("refused though true: %s", refused)
                .isLessThanOrEqualTo(refusedAtMost);
    }
}
