package org.eyes4j.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CelNamesTest {

    @Test
    void should_find_names_that_stand_free() {
        assertThat(CelNames.in("find.count > 0 && size(left.regions) == item.n + 1e3")
                        .variables())
                .containsExactlyInAnyOrder("find", "size", "left", "item");
    }

    @Test
    void should_leave_out_strings_comments_and_fields() {
        assertThat(CelNames.in("a == 'b' + \"c\\\"d\" // e\n + r'f\\' + '''g'h''' . i")
                        .variables())
                .isEqualTo(Set.of("a"));
    }

    @Test
    void should_find_inputs_by_field_and_by_index() {
        CelNames names = CelNames.in("inputs.n + inputs['m'] + inputs [ \"k\" ] + other.inputs.x + inputs[j]");

        assertThat(names.inputs()).containsExactlyInAnyOrder("n", "m", "k");
        assertThat(names.variables()).containsExactlyInAnyOrder("inputs", "other", "j");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'", "\"\\", "'''", "r'", "inputs.", "inputs['", ".", "//", "\\", "'a\\"})
    void should_come_to_an_end_on_broken_text(String cel) {
        assertThat(CelNames.in(cel).inputs()).isEmpty();
    }
}
