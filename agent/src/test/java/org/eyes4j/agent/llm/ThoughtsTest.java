package org.eyes4j.agent.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThoughtsTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "Two cats.|Two cats.",
                "<think>Hm.~</think>~~Two cats.|Two cats.",
                " ~<think></think>Two <think>cats</think>.|Two <think>cats</think>.",
                "<thinner> than <think>|<thinner> than <think>",
                "  Two.|  Two.",
                "<think>never done|''",
                "<thi|<thi"
            })
    void should_leave_out_thoughts_at_the_beginning(String line, String visible) {
        String text = line.replace('~', '\n');
        assertThat(Thoughts.without(text)).isEqualTo(visible);

        if (!text.equals("<thi")) {
            Thoughts thoughts = new Thoughts();
            StringBuilder heard = new StringBuilder();
            text.chars().forEach(c -> heard.append(thoughts.next(String.valueOf((char) c))));
            assertThat(heard.toString()).isEqualTo(visible);
        }
    }
}
