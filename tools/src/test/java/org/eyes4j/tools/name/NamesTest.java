package org.eyes4j.tools.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    private static final List<String> TOOLS = List.of("segment", "detect", "read_text", "count");

    @ParameterizedTest
    @CsvSource({"segmnt,segment", "sgement,segment", "readText,read_text", "Read-Text,read_text", "detcet,detect"})
    void should_find_the_name_that_was_meant(String wrong, String right) {
        assertThat(Names.nearest(wrong, TOOLS)).hasValue(right);
    }

    @Test
    void should_not_guess_wildly() {
        assertThat(Names.nearest("translate", TOOLS)).isEmpty();
        assertThat(Names.hint("translate", TOOLS)).isEqualTo("there are: count, detect, read_text, segment");
        assertThat(Names.nearest("x".repeat(100_000), TOOLS)).isEmpty();
    }

    @Test
    void should_count_a_swap_as_one_edit() {
        assertThat(Names.distance("ab", "ba")).isEqualTo(1);
        assertThat(Names.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Names.distance("", "abc")).isEqualTo(3);
    }
}
