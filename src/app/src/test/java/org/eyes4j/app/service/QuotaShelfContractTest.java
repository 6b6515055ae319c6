package org.eyes4j.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link QuotaShelf} keeps to. */
public abstract class QuotaShelfContractTest {
    private static final Instant TODAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-11-24T00:00:00Z");

    /** An empty one; the same within a test. */
    protected abstract QuotaShelf shelf();

    @Test
    void should_count_by_name_and_period() {
        assertThat(shelf().used("calls of me", TODAY)).isZero();
        assertThat(shelf().add("calls of me", TODAY, 2)).isEqualTo(2);
        assertThat(shelf().add("calls of me", TODAY, 3)).isEqualTo(5);
        assertThat(shelf().add("calls of me", TOMORROW, 1)).isEqualTo(1);
        assertThat(shelf().add("calls of you", TODAY, 7)).isEqualTo(7);
        assertThat(shelf().add("calls of me", TODAY, -1)).isEqualTo(4);
        assertThat(shelf().used("calls of me", TODAY)).isEqualTo(4);
    }

    @Test
    void should_forget_periods_that_began_before() {
        shelf().add("a", TODAY, 1);
        shelf().add("a", TOMORROW, 2);

        shelf().forget(TOMORROW);

        assertThat(shelf().used("a", TODAY)).isZero();
        assertThat(shelf().used("a", TOMORROW)).isEqualTo(2);
    }

    @Test
    void should_lose_no_count_of_several_threads() {
        IntStream.range(0, 200).parallel().forEach(i -> shelf().add("a", TODAY, 1));

        assertThat(shelf().used("a", TODAY)).isEqualTo(200);
    }
}
