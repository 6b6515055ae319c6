package org.eyes4j.vision.tfjs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The examples of protobuf.dev's page on the wire form, and its edges. */
class ProtoWriterTest {
    @Test
    void should_write_a_varint_in_groups_of_seven_bits() {
        assertThat(new ProtoWriter().integer(1, 150).toBytes()).containsExactly(0x08, 0x96, 0x01);
    }

    @Test
    void should_write_a_negative_number_in_ten_bytes() {
        assertThat(new ProtoWriter().integer(1, -1).toBytes())
                .containsExactly(0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01);
    }

    @Test
    void should_write_a_text_after_its_length() {
        assertThat(new ProtoWriter().text(2, "testing").toBytes())
                .containsExactly(0x12, 7, 't', 'e', 's', 't', 'i', 'n', 'g');
    }

    @Test
    void should_write_a_message_within_a_message() {
        assertThat(new ProtoWriter()
                        .message(3, new ProtoWriter().integer(1, 150))
                        .toBytes())
                .containsExactly(0x1a, 3, 0x08, 0x96, 0x01);
    }

    @Test
    void should_write_a_float_and_a_field_number_of_two_bytes() {
        assertThat(new ProtoWriter().real(2, 1f).integer(20, 2).toBytes())
                .containsExactly(0x15, 0, 0, 0x80, 0x3f, 0xa0, 0x01, 2);
    }
}
