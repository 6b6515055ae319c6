package org.eyes4j.agent.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eyes4j.agent.answer.Claim;
import org.eyes4j.agent.answer.Claim.Status;
import org.eyes4j.agent.answer.Evidence;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimCheckerTest {
    private final Map<String, RunResult> scenes = ScriptedScenes.all();
    private final ClaimChecker checker = new ClaimChecker();

    private List<Claim> check(String scene, String draft) {
        return checker.check(draft, Objects.requireNonNull(scenes.get(scene))).claims();
    }

    @Test
    void should_give_what_is_supported_its_evidence() {
        List<Claim> claims = check("street", "There are two people.");

        assertThat(claims)
                .containsExactly(new Claim(
                        "There are two people.",
                        Status.SUPPORTED,
                        List.of(
                                new Evidence(Evidence.Type.REGION, "r1", "find"),
                                new Evidence(Evidence.Type.REGION, "r2", "find"),
                                new Evidence(Evidence.Type.NUMBER, "2", "people"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kitchen | There are two cups. | There are 3 cups.",
                "kitchen | The clock is at the bottom left. | The clock is at the top right, in the box (480, 20, 560, 100).",
                "kitchen | The cat is to the right of the clock. | The cat is to the left of the clock.",
                "kitchen | The cat is white. | The cat is mainly black.",
                "kitchen | The clock is bigger than the cat. | The clock is smaller than the cat.",
                "kitchen | The cat covers 35% of the picture. | The cat covers 12.0 % of the picture.",
                "kitchen | There is no clock. | There is 1 clock.",
                "street | The sign says \"OPEN 12 HOURS\". | The sign says “OPEN 24 HOURS”.",
                "street | There is a dog. | There are no dogs: the search came back empty.",
                "pets | The animal on the left is a dog. | The cat is a cat.",
                "pets | From left to right, there are a dog, a ball and a cat. | From left to right: a cat, a sports ball and a dog.",
                "kitchen | 圖中有兩個杯子。 | 有3個杯子。",
                "kitchen | 貓是白色的。 | 貓主要是黑色。",
                "kitchen | 貓在時鐘的右邊。 | 貓在時鐘的左邊。",
                "street | 招牌上寫著「OPEN 12 HOURS」。 | 牌子上寫著「OPEN 24 HOURS」。",
            })
    void should_put_right_what_the_values_contradict(String scene, String draft, String corrected) {
        Claim claim = check(scene, draft).get(0);

        assertThat(claim.status()).isEqualTo(Status.CONTRADICTED);
        assertThat(claim.text()).isEqualTo(corrected);
        assertThat(claim.draft()).isEqualTo(draft);
        assertThat(claim.evidence()).isNotEmpty();
    }

    @Test
    void should_judge_each_clause_by_itself() {
        assertThat(check("kitchen", "There are three cups, and the cat is white."))
                .extracting(Claim::status)
                .containsExactly(Status.SUPPORTED, Status.CONTRADICTED);
        assertThat(checker.check(
                                "There are two cups, and the cat is black.",
                                Objects.requireNonNull(scenes.get("kitchen")))
                        .text())
                .isEqualTo("There are 3 cups. The cat is black.");
    }

    @Test
    void should_not_let_a_detector_speak_of_what_it_cannot_know() {
        assertThat(check("bare", "There are no unicorns. There are no people."))
                .extracting(Claim::status)
                .containsExactly(Status.UNSUPPORTED, Status.SUPPORTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I cannot tell how old the cat is. | UNKNOWN",
                "It is not possible to determine the time. | UNKNOWN",
                "無法判斷貓的年齡。 | UNKNOWN",
                "Let me know if you need more. | UNSUPPORTED",
                "Would you like a crop of the cat? | UNSUPPORTED",
                "It might be raining outside. | UNSUPPORTED",
                "There seem to be three cups. | SUPPORTED",
            })
    void should_treat_what_asserts_nothing_and_what_is_guessed(String draft, Status status) {
        assertThat(check("kitchen", draft)).extracting(Claim::status).containsExactly(status);
    }

    @Test
    void should_hold_a_region_that_is_pointed_at_to_what_is_said_of_it() {
        assertThat(
                        check(
                                "kitchen",
                                "The cup [r2] is blue. The cup [r1] is blue. There is 1 cup [r1]. There are 3 cups [r1, r2, r3]."))
                .extracting(Claim::status)
                .containsExactly(Status.SUPPORTED, Status.CONTRADICTED, Status.CONTRADICTED, Status.SUPPORTED);
    }

    @Test
    void should_read_lists_and_marks_of_markdown() {
        assertThat(check("kitchen", "Here is what I found:\n- **3 cups**\n- 1 cat\n- 2 clocks\n"))
                .extracting(Claim::status)
                .containsExactly(Status.UNSUPPORTED, Status.SUPPORTED, Status.SUPPORTED, Status.CONTRADICTED);
    }

    @Test
    void should_know_what_it_means() {
        assertThat(check("pets", "There is a dog. It is on the right. It is larger than the cat. It is green."))
                .extracting(Claim::status)
                .containsExactly(Status.SUPPORTED, Status.SUPPORTED, Status.SUPPORTED, Status.CONTRADICTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bare | There are no people or animals in this image. | SUPPORTED",
                "kitchen | There are no people or cats in this image. | CONTRADICTED",
                "kitchen | The clock is missing. | CONTRADICTED",
                "bare | The QR code is missing. | SUPPORTED",
                "kitchen | I blurred the cat. | CONTRADICTED",
            })
    void should_know_denials_and_deeds(String scene, String draft, Status status) {
        assertThat(check(scene, draft)).extracting(Claim::status).containsExactly(status);
    }

    @Test
    void should_tell_colours_of_pixels_where_no_step_noted_them() {
        // GIVEN a picture that is all green, and a thing in it that nobody asked the colour of
        RunResult bare = Objects.requireNonNull(scenes.get("bare"));
        Value.Detections found = Value.Detections.of(
                ((Value.Image) Objects.requireNonNull(bare.inputs().get("image1"))).frame(),
                List.of(Detection.of("leaf", 0.9, new BoundingBox(50, 50, 150, 150))));
        Value named = found.with(List.of(found.regions().get(0).named("r1")));
        RunResult result = new RunResult("", bare.plan(), bare.inputs(), Map.of("find", named), List.of(), List.of());

        assertThat(checker.check("The leaf is green. The leaf is red.", result).claims())
                .extracting(Claim::status)
                .containsExactly(Status.SUPPORTED, Status.CONTRADICTED);
    }

    @Test
    void should_know_what_it_means_of_lettering() {
        assertThat(check("street", "The sign says \"BAKERY\", and it is at the top."))
                .extracting(Claim::status)
                .containsExactly(Status.SUPPORTED, Status.SUPPORTED);
        assertThat(check("street", "招牌上寫著「BAKERY」，在圖片的下方。"))
                .extracting(Claim::status)
                .containsExactly(Status.SUPPORTED, Status.CONTRADICTED);
    }

    @Test
    void should_bear_drafts_of_any_make() {
        String[] drafts = {
            "",
            "   ",
            "...",
            "“",
            "的的的的",
            "1 2 3 4 5 and and and",
            "(((",
            "a".repeat(50_000),
            "The the the of of.",
            "圖中有",
            "There are",
            "\"\"",
            "and, but, while",
            "，，，。"
        };
        for (String draft : drafts) {
            assertThat(check("kitchen", draft)).as(draft).noneMatch(claim -> claim.status() == Status.SUPPORTED);
        }
    }
}
