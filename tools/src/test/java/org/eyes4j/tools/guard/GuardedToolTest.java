package org.eyes4j.tools.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolResult.Success;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GuardedToolTest {
    private static final GuardSettings SETTINGS = GuardSettings.DEFAULT.withTimeout(Duration.ofSeconds(20));
    private static final Value.Image PICTURE = Value.Image.of("p", new Raster(8, 4, 3, new byte[8 * 4 * 3]));

    private final CountDownLatch released = new CountDownLatch(1);
    private final List<GuardedTool> guards = new ArrayList<>();
    private final Hand clock = new Hand();

    @AfterEach
    void letGo() {
        released.countDown();
        guards.forEach(GuardedTool::close);
    }

    @Test
    void should_give_what_the_tool_gives() {
        GuardedTool guard = guard(Kind.TEXT, SETTINGS, c -> {
            c.warn("half of it");
            return ToolResult.of(new Value.Text(Thread.currentThread().getName()), "m");
        });

        assertThat(call(guard)).isEqualTo(new Success(new Value.Text("tool-foreign"), "m", List.of("half of it")));
        assertThat(guard.availability().ready()).isTrue();
    }

    @Test
    void should_give_up_a_call_that_hangs_and_keep_its_place() {
        GuardSettings settings = SETTINGS.withTimeout(Duration.ofMillis(50)).withConcurrency(1);
        GuardedTool guard = guard(Kind.TEXT, settings, c -> hang());

        assertThat(call(guard))
                .isEqualTo(new Failure(
                        FailureKind.TIMEOUT, "'foreign' did not end within 50 ms", "Give it less to do, or more time"));
        assertThat(guard.leftBehind()).isEqualTo(1);
        assertThat(call(guard))
                .isEqualTo(new Failure(
                        FailureKind.UNAVAILABLE,
                        "All 1 places of 'foreign' are held by calls that were given up and do not end",
                        "Use another tool, or load the plugin again"));
        assertThat(guard.availability().reason())
                .isEqualTo("All 1 places of 'foreign' are held by calls that were given up and do not end");
    }

    @Test
    void should_be_ready_again_when_what_hung_has_ended() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Thread> worker = new AtomicReference<>();
        GuardSettings settings = SETTINGS.withTimeout(Duration.ofMillis(50)).withConcurrency(1);
        GuardedTool guard = guard(Kind.TEXT, settings, c -> {
            worker.set(Thread.currentThread());
            hang();
            ended.countDown();
            return ToolResult.of(new Value.Text("late"));
        });
        call(guard);

        released.countDown();
        ended.await();
        while (guard.leftBehind() > 0) {
            Thread.onSpinWait();
        }

        assertThat(guard.availability().ready()).isTrue();
    }

    @Test
    void should_obey_cancellation_though_the_tool_does_not() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        GuardedTool guard = guard(Kind.TEXT, SETTINGS, c -> {
            begun.countDown();
            return hang();
        });
        ToolContext context = ToolContext.detached();
        Thread canceller = new Thread(() -> {
            try {
                begun.await();
                context.cancellation().request();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        canceller.start();

        assertThat(call(guard, context)).isEqualTo(new Failure(FailureKind.CANCELLED, "'foreign' was cancelled", ""));
        canceller.join();
    }

    @Test
    void should_not_be_held_up_by_what_the_tool_does_when_told_to_stop() {
        GuardedTool guard = guard(Kind.TEXT, SETTINGS.withTimeout(Duration.ofMillis(50)), c -> {
            c.cancellation().onRequest(this::hang);
            return hang();
        });

        assertThat(((Failure) call(guard)).kind()).isEqualTo(FailureKind.TIMEOUT);
    }

    @Test
    void should_make_a_failure_of_whatever_is_thrown() {
        GuardedTool guard = guard(Kind.TEXT, SETTINGS, c -> {
            throw new NoClassDefFoundError("org/acme/Missing");
        });

        assertThat(call(guard))
                .isEqualTo(new Failure(
                        FailureKind.INTERNAL,
                        "Tool 'foreign' threw NoClassDefFoundError: org/acme/Missing",
                        "This is a fault of the plugin; its author is to mend it"));
    }

    @Test
    void should_make_a_failure_of_no_result() {
        assertThat(message(Kind.TEXT, null)).isEqualTo("Tool 'foreign' gave no result at all");
    }

    @Test
    void should_refuse_another_kind_than_declared() {
        assertThat(message(Kind.TEXT, ToolResult.of(new Value.Number(1))))
                .isEqualTo("Tool 'foreign' declares text and gave number");
    }

    @Test
    void should_refuse_numbers_that_are_none() {
        float[] depth = new float[32];
        depth[7] = Float.NaN;

        assertThat(message(Kind.DEPTH_MAP, ToolResult.of(new Value.DepthMap(PICTURE.frame(), depth, false))))
                .isEqualTo("Tool 'foreign' gave depth with NaN in it");
        assertThat(message(
                        Kind.EMBEDDING, ToolResult.of(new Value.Embedding(new float[] {Float.NEGATIVE_INFINITY}, "m"))))
                .isEqualTo("Tool 'foreign' gave embedding with -Infinity in it");
    }

    @Test
    void should_refuse_geometry_of_another_picture() {
        assertThat(message(Kind.DETECTIONS, ToolResult.of(new Value.Detections(Frame.of("other", 8, 4), List.of()))))
                .isEqualTo("Tool 'foreign' gave detections in the frame of 'other', a picture that it was not given"
                        + " (it was given 'p')");
        assertThat(message(Kind.MASKS, ToolResult.of(new Value.Masks(Frame.of("p", 4, 4), List.of()))))
                .isEqualTo("Tool 'foreign' gave the picture 'p' the size 4 x 4; it was given with 8 x 4, and a picture"
                        + " made of another needs a frame derived from it");
        assertThat(message(Kind.MASKS, ToolResult.of(new Value.Masks(PICTURE.frame(), List.of(Mask.full(4, 4))))))
                .isEqualTo("Tool 'foreign' gave a mask of 4 x 4 in a frame of 8 x 4");
    }

    @Test
    void should_refuse_coordinates_outside_of_the_picture() {
        Value far =
                Value.Detections.of(PICTURE.frame(), List.of(Detection.of("cat", 1, new BoundingBox(0, 0, 640, 4))));

        assertThat(message(Kind.DETECTIONS, ToolResult.of(far)))
                .isEqualTo("Tool 'foreign' gave the box [0.0, 0.0, 640.0, 4.0] of 'cat', outside its frame of 8 x 4");
    }

    @Test
    void should_refuse_more_than_anybody_can_use() {
        GuardSettings settings = SETTINGS.withOutput(new OutputLimits(3, 31, 5, 1));

        assertThat(message(Kind.TEXT, settings, ToolResult.of(new Value.Text("abcdef"))))
                .isEqualTo("Tool 'foreign' gave more than 5 characters");
        assertThat(message(Kind.listOf(Kind.TEXT), settings, ToolResult.of(Value.ListOf.texts(List.of("", "", "")))))
                .isEqualTo("Tool 'foreign' gave more than 3 items");
        assertThat(message(Kind.IMAGE, settings, ToolResult.of(PICTURE)))
                .isEqualTo("Tool 'foreign' gave a frame of 8 x 4, more than 31 pixels");
        Value deep = new Value.Record(Map.of("a", new Value.Record(Map.of("b", new Value.Record(Map.of())))));
        assertThat(message(Kind.RECORD, settings, ToolResult.of(deep)))
                .isEqualTo("Tool 'foreign' gave values more than 1 deep within one another");
    }

    @Test
    void should_leave_a_tool_alone_that_keeps_failing_until_a_trial_works() {
        AtomicInteger calls = new AtomicInteger();
        GuardedTool guard = guard(Kind.TEXT, SETTINGS.leftAloneAfter(2, Duration.ofSeconds(30)), c -> {
            if (calls.incrementAndGet() <= 3) {
                throw new IllegalStateException("no");
            }
            return ToolResult.of(new Value.Text("well"));
        });
        ToolRegistry registry = ToolRegistry.of(List.of(guard));
        String why = "'foreign' failed 2 times running and is left alone for another 30 s"
                + " (last: Tool 'foreign' threw IllegalStateException: no)";

        // WHEN it failed twice THEN nobody calls it, and planners do not see it
        call(guard);
        assertThat(registry.usable()).hasSize(1);
        call(guard);
        assertThat(call(guard))
                .isEqualTo(new Failure(FailureKind.UNAVAILABLE, why, "Use another tool, or try again later"));
        assertThat(calls).hasValue(2);
        assertThat(registry.usable()).isEmpty();
        assertThat(registry.outages()).isEqualTo(Map.of("foreign", why));

        // WHEN it is time THEN one call tries it; it fails, and it is left alone again
        clock.now = clock.now.plusSeconds(31);
        assertThat(registry.usable()).hasSize(1);
        call(guard);
        assertThat(calls).hasValue(3);
        assertThat(registry.usable()).isEmpty();

        // WHEN the next trial works THEN it is as any other
        clock.now = clock.now.plusSeconds(31);
        assertThat(call(guard)).isInstanceOf(Success.class);
        assertThat(call(guard)).isInstanceOf(Success.class);
        assertThat(registry.outages()).isEmpty();
    }

    @Test
    void should_not_blame_a_tool_for_what_it_was_given() {
        GuardedTool guard = guard(
                Kind.TEXT,
                SETTINGS.leftAloneAfter(1, Duration.ofSeconds(30)),
                c -> ToolResult.failed(FailureKind.BAD_INPUT, "This is no receipt"));

        assertThat(call(guard)).isEqualTo(new Failure(FailureKind.BAD_INPUT, "This is no receipt", ""));
        assertThat(guard.availability().ready()).isTrue();
    }

    @Test
    void should_leave_a_tool_alone_that_leaves_threads_running() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(3);
        GuardSettings settings =
                SETTINGS.leftAloneAfter(1, Duration.ofSeconds(30)).withThreads(2);
        GuardedTool guard = guard(Kind.TEXT, settings, c -> {
            for (int i = 0; i < 3; i++) {
                new Thread(() -> {
                            running.countDown();
                            hang();
                        })
                        .start();
            }
            running.await();
            return ToolResult.of(new Value.Text("leaky"));
        });

        assertThat(call(guard)).isInstanceOf(Success.class);
        assertThat(guard.availability().reason())
                .isEqualTo("'foreign' failed 1 time and is left alone for another 30 s"
                        + " (last: it left 3 threads running; 2 are allowed)");
    }

    @Test
    void should_close_though_the_tool_hangs() {
        GuardedTool guard = new GuardedTool(
                new Foreign(Kind.TEXT, c -> ToolResult.of(new Value.Text("x"))) {
                    @Override
                    public void close() {
                        hang();
                    }
                },
                SETTINGS.withTimeout(Duration.ofMillis(50)),
                clock);
        guard.close();

        assertThat(guard.availability().reason()).isEqualTo("'foreign' was taken away");
        assertThat(call(guard)).isEqualTo(new Failure(FailureKind.UNAVAILABLE, "'foreign' was taken away", ""));
    }

    private String message(Kind output, @org.jspecify.annotations.Nullable ToolResult given) {
        return message(output, SETTINGS, given);
    }

    private String message(Kind output, GuardSettings settings, @org.jspecify.annotations.Nullable ToolResult given) {
        Failure failure = (Failure) call(guard(output, settings, c -> given));
        assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
        return failure.message();
    }

    private GuardedTool guard(Kind output, GuardSettings settings, Deed deed) {
        GuardedTool guard = new GuardedTool(new Foreign(output, deed), settings, clock);
        guards.add(guard);
        return guard;
    }

    private static ToolResult call(GuardedTool guard) {
        return call(guard, ToolContext.detached());
    }

    private static ToolResult call(GuardedTool guard, ToolContext context) {
        return ToolRegistry.of(List.of(guard)).call(new ToolCall("foreign", Map.of("image", PICTURE)), context);
    }

    /** Minds neither cancellation nor interrupts. */
    private ToolResult hang() {
        boolean waiting = true;
        while (waiting) {
            try {
                released.await();
                waiting = false;
            } catch (InterruptedException e) {
                // That is what hanging is.
            }
        }
        return ToolResult.of(new Value.Text("at last"));
    }

    @FunctionalInterface
    private interface Deed {
        @org.jspecify.annotations.Nullable
        ToolResult call(ToolContext context) throws Exception;
    }

    private static class Foreign implements Tool {
        private final Kind output;
        private final Deed deed;

        Foreign(Kind output, Deed deed) {
            this.output = output;
            this.deed = deed;
        }

        @Override
        public ToolSpecification specification() {
            return ToolSpecification.named("foreign")
                    .describedAs("Does whatever it likes")
                    .takes(Port.optional("image", Kind.IMAGE, "a picture"))
                    .gives(output, "something");
        }

        @Override
        public ToolResult call(org.eyes4j.tools.Arguments arguments, ToolContext context) {
            try {
                return deed.call(context);
            } catch (Exception e) {
                throw e instanceof RuntimeException r ? r : new IllegalStateException(e);
            }
        }
    }

    /** A clock that is moved by hand. */
    private static final class Hand extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
