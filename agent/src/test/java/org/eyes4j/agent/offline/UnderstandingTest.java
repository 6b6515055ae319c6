package org.eyes4j.agent.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.eyes4j.agent.language.Lines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions as people word them. The held-out part was written before any tuning and is only ever counted. */
class UnderstandingTest {
    private record Asking(String language, String meaning, String question) {}

    private final QuestionReader reader = new QuestionReader();

    @Test
    void should_understand_the_questions_it_was_developed_on() {
        assertThat(wrong(asked("questions-dev.tsv"))).isEmpty();
    }

    @Test
    void should_understand_questions_as_people_type_them() {
        assertThat(wrong(asked("questions-typed.tsv"))).isEmpty();
    }

    @Test
    void should_understand_questions_it_never_saw() {
        assertThat(accuracy(asked("questions-heldout.tsv"))).isGreaterThanOrEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-Hans", "zh-Hant"})
    void should_understand_each_language_nearly_as_well(String language) {
        List<Asking> some = asked("questions-heldout.tsv").stream()
                .filter(a -> a.language().equals(language))
                .toList();
        assertThat(accuracy(some)).isGreaterThanOrEqualTo(0.85);
    }

    private double accuracy(List<Asking> asked) {
        return 1 - wrong(asked).size() / (double) asked.size();
    }

    private List<String> wrong(List<Asking> asked) {
        List<String> wrong = new ArrayList<>();
        for (Asking a : asked) {
            Question read = reader.read(a.question());
            String got = read.sure() ? read.toString() : "?";
            if (!got.equals(a.meaning())) {
                wrong.add(a.question() + " -> " + got + ", expected " + a.meaning());
            }
        }
        return wrong;
    }

    private static List<Asking> asked(String resource) {
        List<Asking> asked = new ArrayList<>();
        for (String line : Lines.of(UnderstandingTest.class, resource)) {
            String[] parts = line.split("\t");
            assertThat(parts).as(line).hasSize(3);
            asked.add(new Asking(parts[0], parts[1], parts[2]));
        }
        return asked;
    }
}
