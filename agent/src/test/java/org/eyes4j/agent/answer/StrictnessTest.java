package org.eyes4j.agent.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StrictnessTest {
    private static final List<Evidence> FOUND = List.of(new Evidence(Evidence.Type.REGION, "r1", "find"));

    private final Strictness strictness = new Strictness();

    @Test
    void should_leave_out_what_is_not_supported_and_say_how_many() {
        // GIVEN
        Answer answer = new Answer(List.of(
                Claims.supported("There is 1 cup.", FOUND),
                new Claim("It is hot,", Claim.Status.UNSUPPORTED, List.of()),
                Claims.supported("and it is red.", FOUND),
                new Claim("It is made of glass.", Claim.Status.CONTRADICTED, FOUND),
                Claims.unknown("I cannot tell whose it is.", List.of())));
        // WHEN
        Answer strict = strictness.apply(answer);
        // THEN
        assertThat(strict.text())
                .isEqualTo("There is 1 cup. It is red. I cannot tell whose it is."
                        + " (2 sentences without support were left out.)");
        assertThat(strict.removed()).isEqualTo(2);
    }

    @Test
    void should_keep_what_was_put_right_as_what_it_is_now() {
        Answer answer = new Answer(
                List.of(new Claim("There are 2 cups.", Claim.Status.CONTRADICTED, FOUND, "There are 3 cups.")));

        Answer strict = strictness.apply(answer);

        assertThat(strict.claims()).containsExactly(new Claim("There are 2 cups.", Claim.Status.SUPPORTED, FOUND));
        assertThat(strict.notice()).isEmpty();
    }

    @Test
    void should_say_so_when_nothing_is_left() {
        Answer answer = new Answer(List.of(new Claim("房間很溫暖。", Claim.Status.UNSUPPORTED, List.of())));

        assertThat(strictness.apply(answer).text()).isEqualTo("答案沒有一句有依據，已全部略去（1 句）。");
    }

    @Test
    void should_leave_an_answer_alone_that_is_supported() {
        Answer answer = new Answer(List.of(Claims.supported("There is 1 cup.", FOUND)));

        assertThat(strictness.apply(answer)).isEqualTo(answer);
    }
}
