package org.eyes4j.tools.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KindTest {
    @ParameterizedTest
    @EnumSource(Kind.Plain.class)
    void should_read_what_it_writes(Kind kind) {
        assertThat(Kind.parse(kind.toString())).isEqualTo(kind);
        assertThat(Kind.parse(Kind.listOf(Kind.listOf(kind)).toString())).isEqualTo(Kind.listOf(Kind.listOf(kind)));
        assertThat(Kind.ANY.accepts(kind)).isTrue();
        assertThat(kind.accepts(kind)).isTrue();
    }

    @Test
    void should_convert_nothing_by_itself() {
        assertThat(Kind.TEXT.accepts(Kind.NUMBER)).isFalse();
        assertThat(Kind.TEXT.accepts(Kind.ANY)).isFalse();
        assertThat(Kind.IMAGE.accepts(Kind.listOf(Kind.IMAGE))).isFalse();
        assertThat(Kind.listOf(Kind.ANY).accepts(Kind.listOf(Kind.IMAGE))).isTrue();
        assertThat(Kind.listOf(Kind.IMAGE).accepts(Kind.listOf(Kind.ANY))).isFalse();
    }

    @Test
    void should_list_the_kinds_there_are() {
        assertThatThrownBy(() -> Kind.parse("picture"))
                .hasMessage("There is no kind 'picture'; kinds are any, text, number, flag, image, video, audio,"
                        + " detections, masks, keypoints, classification, embedding, depth_map, visual_prompts,"
                        + " record and list<KIND>");
        assertThatThrownBy(() -> Kind.parse("list<".repeat(100) + "text" + ">".repeat(100)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
