package org.eyes4j.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eyes4j.tools.Cancellation;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    private CompletableFuture<String> busy(Admission admission) throws InterruptedException {
        CompletableFuture<String> first =
                CompletableFuture.supplyAsync(() -> admission.admit(new Cancellation(), () -> {
                    begun.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    return "done";
                }));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        return first;
    }

    @Test
    void should_send_away_at_once_who_would_not_even_wait() throws Exception {
        Admission admission = new Admission(1, 0);
        CompletableFuture<String> first = busy(admission);

        Problem problem = catchThrowableOfType(Problem.class, () -> admission.admit(new Cancellation(), () -> "never"));

        assertThat(problem.type()).isEqualTo(Problem.Type.OVERLOADED);
        assertThat(problem.type().status()).isEqualTo(503);
        assertThat(problem).hasMessage("0 calls wait already; try again soon");
        assertThat(problem.retryAfter()).contains(Duration.ofSeconds(1));
        go.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(admission.admit(new Cancellation(), () -> "again")).isEqualTo("again");
    }

    @Test
    void should_let_who_waits_go_when_its_client_does() throws Exception {
        Admission admission = new Admission(1, 1);
        CompletableFuture<String> first = busy(admission);
        Cancellation gone = new Cancellation();
        gone.request();

        Problem problem = catchThrowableOfType(Problem.class, () -> admission.admit(gone, () -> "never"));

        assertThat(problem.type()).isEqualTo(Problem.Type.CANCELLED);
        assertThat(admission.waiting()).isZero();
        go.countDown();
        first.get(10, TimeUnit.SECONDS);
    }
}
