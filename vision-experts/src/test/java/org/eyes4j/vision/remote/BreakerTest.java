package org.eyes4j.vision.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.remote.RemoteException.Kind;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final Endpoint endpoint = new Endpoint(
            "http://gpu",
            new RemoteGraph.Limits(Duration.ofSeconds(10), 0, 1, 1),
            new Breaker(2, Duration.ofSeconds(15), now::get));

    @Test
    void should_leave_alone_what_fails_again_and_again_until_it_recovers() {
        fail();
        fail();

        // THEN nobody is asked for a while
        assertThat(fail())
                .hasMessage("http://gpu is left alone for 15 s more after 2 failures one after the other, the last one:"
                        + " down");
        assertThat(asked).hasValue(2);

        // AND one call is a trial then, whose failure closes it for as long again
        now.set(Duration.ofSeconds(15).toNanos());
        assertThat(fail()).hasMessage("down");
        assertThat(asked).hasValue(3);
        assertThat(fail()).hasMessageStartingWith("http://gpu is left alone for 15 s more after 3 failures");

        // AND whose success opens it
        now.set(Duration.ofSeconds(30).toNanos());
        assertThat(succeed()).isEqualTo("yes");
        fail();
        assertThat(succeed()).isEqualTo("yes");
    }

    @Test
    void should_not_count_what_tells_nothing_of_the_other_side() {
        for (int i = 0; i < 5; i++) {
            RemoteException fault = catchThrowableOfType(
                    RemoteException.class,
                    () -> endpoint.call(true, new Cancellation(), deadline -> {
                        throw new RemoteException(Kind.REFUSED, "not that");
                    }));
            assertThat(fault).hasMessage("not that");
        }
        assertThat(succeed()).isEqualTo("yes");
    }

    private String succeed() {
        return endpoint.call(true, new Cancellation(), deadline -> "yes");
    }

    private RemoteException fail() {
        return catchThrowableOfType(
                RemoteException.class,
                () -> endpoint.call(true, new Cancellation(), deadline -> {
                    asked.incrementAndGet();
                    throw RemoteException.passing("down", Optional.empty(), null);
                }));
    }
}
