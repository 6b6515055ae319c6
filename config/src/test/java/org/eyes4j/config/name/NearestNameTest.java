package org.eyes4j.config.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.eyes4j.config.quantity.Quantity;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void should_find_what_was_meant() {
        List<String> names = List.of("segment", "detect", "read_text");

        assertThat(NearestName.of("segmnt", names)).contains("segment");
        assertThat(NearestName.of("DETECT", names)).contains("detect");
        assertThat(NearestName.of("raed_text", names)).contains("read_text");
        assertThat(NearestName.of("fly", names)).isEmpty();
    }

    @Test
    void should_read_and_write_quantities() {
        assertThat(Quantity.bytes("64 MiB")).isEqualTo(64 << 20);
        assertThat(Quantity.time("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Quantity.human(28_085_517)).isEqualTo("28.1 MB");
        assertThat(Quantity.human(999)).isEqualTo("999 B");
        assertThat(Quantity.human(999_999)).isEqualTo("1.0 MB");
        assertThatThrownBy(() -> Quantity.bytes("64 MB"))
                .hasMessage("Expected an amount of bytes, as 64 MiB, got `64 MB`");
    }
}
