package org.eyes4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.annotation.AnnotatedTools;
import org.eyes4j.tools.annotation.VisionTool;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The contract fails where it should, and says why it skips. */
class ToolContractTestTest {

    /** Counts its calls, and says nothing of it. */
    static class Counting {
        private final AtomicInteger calls = new AtomicInteger();

        @VisionTool(description = "Counts")
        int count() {
            return calls.incrementAndGet();
        }
    }

    private static final class Contract extends ToolContractTest {
        @Override
        protected Tool tool() {
            return AnnotatedTools.of(new Counting()).get(0);
        }
    }

    @Test
    void should_be_a_test_a_check() {
        List<DynamicTest> tests = new Contract().contract().toList();

        assertThat(outcome(tests, "examples_run")).isNull();
        assertThat(outcome(tests, "gives_the_same_again"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageEndingWith("Fix the seed and keep no state between calls, or declare Trait.RANDOM");
        assertThat(outcome(tests, "moves_with_a_shifted_picture"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("it takes no picture");
    }

    private static Throwable outcome(List<DynamicTest> tests, String name) {
        return catchThrowable(() -> tests.stream()
                .filter(test -> test.getDisplayName().equals(name))
                .findFirst()
                .orElseThrow()
                .getExecutable()
                .execute());
    }
}
