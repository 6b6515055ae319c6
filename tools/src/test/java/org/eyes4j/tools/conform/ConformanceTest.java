package org.eyes4j.tools.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Lack;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.ToolSpecification.Trait;
import org.eyes4j.tools.conform.Finding.Outcome;
import org.eyes4j.tools.conform.Report.Depth;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.geometry.Mask;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kit finds what is wrong with bad tools, says how to mend it, and lets good ones be. */
@Timeout(60)
class ConformanceTest {
    private static final String FIND_RED = "find_red";

    @Test
    void should_find_nothing_wrong_with_a_good_tool() {
        Report report = Conformance.full(Zoo.good());

        assertThat(report.toText()).isEqualTo("find_red (full): 15 passed, 0 failed, 0 skipped");
        assertThat(report.toJson().at("/checks/0").toString())
                .isEqualTo("{\"check\":\"specification_is_sane\",\"outcome\":\"passed\"}");
    }

    @Test
    void should_find_one_that_throws() {
        fails(Zoo.tool(Kind.TEXT, (a, c) -> null), "examples_run", "with [image] it gave no result at all");
        fails(
                Zoo.tool(Kind.TEXT, (a, c) -> {
                    throw new IllegalStateException("model.onnx is not open");
                }),
                "examples_run",
                "with [image] it threw IllegalStateException: model.onnx is not open");
    }

    @Test
    void should_find_one_that_hangs_and_call_it_no_more() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Tool hanging = Zoo.tool(Kind.TEXT, (a, c) -> {
            calls.incrementAndGet();
            never.await();
            return ToolResult.of(new Value.Text(""));
        });

        Report report = Conformance.of(hanging).patience(Duration.ofMillis(100)).full();

        assertThat(report.failures())
                .singleElement()
                .isEqualTo(new Finding(
                        "examples_run",
                        Outcome.FAILED,
                        "with [image] it did not end within 100 ms",
                        "Keep calls short, give up on whatever you wait for, and look at context.cancellation() while"
                                + " you work"));
        assertThat(calls).hasValue(1);
        assertThat(report.findings())
                .contains(Finding.skipped("survives_odd_values", "the sample call did not end in time"));
    }

    @Test
    void should_find_one_that_gives_what_it_may_not_give() {
        fails(
                Zoo.tool(Kind.TEXT, (a, c) -> ToolResult.of(new Value.Number(1))),
                "examples_run",
                "it declares text and gave number");
        fails(
                Zoo.tool(Kind.DEPTH_MAP, (a, c) -> {
                    Frame frame = a.image("image").frame();
                    float[] depth = new float[frame.width() * frame.height()];
                    depth[3] = Float.NaN;
                    return ToolResult.of(new Value.DepthMap(frame, depth, false));
                }),
                "examples_run",
                "it gave depth with NaN in it");
        fails(
                Zoo.tool(
                        Kind.DETECTIONS,
                        (a, c) -> ToolResult.of(new Value.Detections(Frame.of("cached", 320, 240), List.of()))),
                "examples_run",
                "it gave detections in the frame of 'cached', a picture that it was not given (it was given 'sample')");
        fails(
                Zoo.tool(
                        Kind.MASKS,
                        (a, c) ->
                                ToolResult.of(new Value.Masks(a.image("image").frame(), List.of(Mask.full(256, 256))))),
                "examples_run",
                "it gave a mask of 256 x 256 in a frame of 320 x 240");
        fails(
                Zoo.tool(
                        Kind.CLASSIFICATION,
                        (a, c) -> ToolResult.of(
                                new Value.Classification(List.of(new Value.Classification.Entry("cat", 12.5))))),
                "examples_run",
                "it gave 'cat' the score 12.5; scores are 0–1");
    }

    @Test
    void should_find_coordinates_that_are_not_the_pictures() {
        String share = "in the picture moved 32 pixels right and 15 down, 0 % of what it had found (1) is where it"
                + " should be";
        // GIVEN boxes in the pixels of a model's input, twice as small
        fails(
                Zoo.boxes(b -> new BoundingBox(b.x1() / 2, b.y1() / 2, b.x2() / 2, b.y2() / 2)),
                "moves_with_a_shifted_picture",
                share);
        // y before x
        fails(Zoo.boxes(b -> new BoundingBox(b.y1(), b.x1(), b.y2(), b.x2())), "moves_with_a_shifted_picture", share);
        // boxes that have nothing to do with the picture
        fails(
                Zoo.boxes(b -> new BoundingBox(20, 20, 60, 60)),
                "moves_with_a_shifted_picture",
                share + ", and 100 % where it was");
        fails(
                Zoo.boxes(b -> new BoundingBox(20, 20, 60, 60)),
                "moves_with_a_mirrored_picture",
                "in the picture moved mirrored left to right, 0 % of what it had found (1) is where it should be,"
                        + " and 100 % where it was");
        // parts of the picture's sides
        fails(
                Zoo.boxes(b -> new BoundingBox(b.x1() / 320, b.y1() / 240, b.x2() / 320, b.y2() / 240)),
                "moves_with_a_shifted_picture",
                "all coordinates lie between 0 and 1, in a picture of 320 x 240");
    }

    @Test
    void should_find_one_that_gives_something_else_each_time() {
        AtomicInteger calls = new AtomicInteger();
        Deed counting = (a, c) -> ToolResult.of(new Value.Number(calls.incrementAndGet()));

        Finding finding = fails(Zoo.tool(Kind.NUMBER, counting::call), "gives_the_same_again", null);
        assertThat(finding.message()).matches("called twice with the same arguments: it gave 1, then \\d");
        assertThat(finding.mend()).isEqualTo("Fix the seed and keep no state between calls, or declare Trait.RANDOM");
        Tool declared = Zoo.tool(
                ToolSpecification.named("dice")
                        .describedAs("Throws dice")
                        .traits(Trait.RANDOM)
                        .gives(Kind.NUMBER, "the eyes"),
                counting::call);
        assertThat(Conformance.full(declared).passed()).isTrue();
    }

    @Test
    void should_find_one_that_writes_into_its_picture() {
        fails(
                Zoo.tool(Kind.TEXT, (a, c) -> {
                    a.image("image").raster().data()[0]++;
                    return ToolResult.of(new Value.Text(""));
                }),
                "inputs_are_left_alone",
                "the pixels of 'image' are others after the call");
    }

    @Test
    void should_find_one_that_ignores_cancellation() {
        Tool deaf = new Tool() {
            @Override
            public ToolSpecification specification() {
                return Zoo.good().specification();
            }

            @Override
            public ToolResult call(Arguments arguments, ToolContext context) {
                return Zoo.good().call(arguments, ToolContext.detached());
            }
        };
        fails(deaf, "obeys_cancellation", "called when it was cancelled already, it gave detections");
    }

    @Test
    void should_find_one_that_breaks_on_odd_input() {
        fails(
                Zoo.tool(Kind.NUMBER, (a, c) -> {
                    var raster = a.image("image").raster();
                    return ToolResult.of(
                            new Value.Number(raster.at(raster.width() / 2 + 1, 0, 0) + raster.at(2, 2, 1)));
                }),
                "survives_odd_pictures",
                "with a picture of 1 x 1 it threw ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 3");
        fails(
                Zoo.tool(
                        Kind.TEXT,
                        (a, c) -> ToolResult.of(new Value.Text(Character.toString(
                                a.text("word").codePoints().findFirst().orElseThrow())))),
                "survives_odd_values",
                "with an empty text as 'word' it threw NoSuchElementException: No value present");
        fails(
                Zoo.tool(Kind.NUMBER, (a, c) -> ToolResult.of(new Value.Number(a.number("least") * a.number("least")))),
                "survives_odd_values",
                "with the smallest number as 'least' it threw IllegalArgumentException: A number must be finite, got"
                        + " Infinity; with the largest number as 'least' it threw IllegalArgumentException: A number must"
                        + " be finite, got Infinity");
    }

    @Test
    void should_find_one_that_keeps_what_it_was_given() {
        List<byte[]> kept = new ArrayList<>();
        Finding finding = fails(
                Zoo.tool(Kind.TEXT, (a, c) -> {
                    synchronized (kept) {
                        kept.add(new byte[600_000]);
                    }
                    return ToolResult.of(new Value.Text(""));
                }),
                "memory_and_threads_stay_flat",
                null);
        kept.clear();
        assertThat(finding.message()).matches("over 66 calls the memory in use grew by \\d+ MiB");
        assertThat(finding.mend()).isEqualTo("Keep nothing of a call beyond its end, or bound what you cache");
    }

    @Test
    void should_find_one_that_leaves_threads_running() {
        CountDownLatch end = new CountDownLatch(1);
        fails(
                Zoo.tool(Kind.TEXT, (a, c) -> {
                    Thread left = new Thread(() -> {
                        try {
                            end.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
                    left.setDaemon(true);
                    left.start();
                    return ToolResult.of(new Value.Text(""));
                }),
                "memory_and_threads_stay_flat",
                "100 calls left 99 threads running");
        end.countDown();
    }

    @Test
    void should_find_one_that_mixes_up_calls_of_several() {
        CyclicBarrier together = new CyclicBarrier(4);
        AtomicInteger calls = new AtomicInteger();
        Tool mixing = Zoo.tool(Kind.NUMBER, (a, c) -> {
            int call = calls.incrementAndGet();
            if (call > 1) {
                together.await(20, TimeUnit.SECONDS);
            }
            return ToolResult.of(new Value.Number(call));
        });
        Check check = Conformance.checks(Depth.FULL).stream()
                .filter(c -> c.name().equals("serves_several_at_once"))
                .findFirst()
                .orElseThrow();

        Finding finding = check.run(Conformance.of(mixing).trial(Depth.FULL));

        assertThat(finding.message()).matches("called four times at once, it gave 1, then \\d");
        assertThat(finding.mend())
                .isEqualTo("Keep what belongs to a call in local variables; one tool serves many calls at once");
    }

    @Test
    void should_find_what_is_wrong_with_a_specification() {
        Tool odd = Zoo.tool(
                ToolSpecification.named("odd")
                        .describedAs("Is odd")
                        .takes(
                                Port.optional("way", Kind.TEXT, "which way")
                                        .oneOf("up", "up")
                                        .or("down"),
                                Port.optional("much", Kind.NUMBER, "how much")
                                        .between(3, 2)
                                        .example("lots"))
                        .gives(Kind.TEXT, ""),
                (a, c) -> ToolResult.of(new Value.Text("")));
        fails(
                odd,
                "specification_is_sane",
                "the description of what it gives is empty; port 'way' offers a choice twice: [up, up]; the default of"
                        + " port 'way' is not allowed: Argument 'way' must be one of up, up, got 'down'; there are: up,"
                        + " up; port 'much' takes nothing: its least is 3.0, its most 2.0; the example of port 'much' is"
                        + " no number: Expected a number, found \"lots\"");
    }

    @Test
    void should_say_that_a_specification_cannot_be_had() {
        Tool none = new Tool() {
            @Override
            public ToolSpecification specification() {
                throw new IllegalStateException("not connected");
            }

            @Override
            public ToolResult call(Arguments arguments, ToolContext context) {
                return ToolResult.of(new Value.Text(""));
            }
        };

        assertThat(Conformance.quick(none).failures())
                .singleElement()
                .extracting(Finding::message)
                .isEqualTo("asked for its specification, it threw java.lang.IllegalStateException: not connected");
    }

    @Test
    void should_not_call_one_with_effects_unasked(@TempDir Path folder) {
        AtomicInteger calls = new AtomicInteger();
        Tool writing = Zoo.tool(
                ToolSpecification.named("send")
                        .describedAs("Sends a mail")
                        .takes(Port.required("text", Kind.TEXT, "what to send"))
                        .traits(Trait.EFFECT)
                        .gives(Kind.FLAG, "whether it was sent"),
                (a, c) -> {
                    calls.incrementAndGet();
                    return ToolResult.of(new Value.Flag(true));
                });

        Report report = Conformance.full(writing);

        assertThat(report.passed()).isTrue();
        assertThat(calls).hasValue(0);
        assertThat(report.findings())
                .contains(Finding.skipped(
                        "examples_run", "the tool has effects, and is not called without a folder for them"));
        assertThat(Conformance.of(writing).effectsIn(folder).quick().passed()).isTrue();
        assertThat(calls.get()).isPositive();
    }

    @Test
    void should_not_fetch_a_model_to_look_at_its_tool() {
        Tool lacking = new Tool() {
            @Override
            public ToolSpecification specification() {
                return Zoo.good().specification();
            }

            @Override
            public ToolResult call(Arguments arguments, ToolContext context) {
                throw new AssertionError("called");
            }

            @Override
            public java.util.Optional<Lack> lack() {
                return java.util.Optional.of(new Lack("big-model", "2 GB"));
            }
        };

        assertThat(Conformance.quick(lacking).findings())
                .contains(Finding.skipped("examples_run", "it lacks a model: `eyes4j models pull big-model` (2 GB)"));
    }

    @Test
    void should_blame_a_tool_for_examples_of_its_own_that_do_not_work() {
        Deed picky = (a, c) -> ToolResult.failed(FailureKind.BAD_INPUT, "This is no address");
        ToolSpecification.Builder go = ToolSpecification.named("go_to").describedAs("Goes there");
        Port plain = Port.required("address", Kind.TEXT, "where to");

        assertThat(Conformance.quick(Zoo.tool(go.takes(plain).gives(Kind.TEXT, "where"), picky::call))
                        .findings())
                .contains(Finding.skipped(
                        "examples_run",
                        "what was made up for its ports does not suit it: it failed (BAD_INPUT): This is no address. Give"
                                + " its ports examples"));
        fails(
                Zoo.tool(
                        ToolSpecification.named("go_to")
                                .describedAs("Goes there")
                                .takes(plain.example("High Street 1"))
                                .gives(Kind.TEXT, "where"),
                        picky::call),
                "examples_run",
                "with its own examples it failed (BAD_INPUT): This is no address");
        fails(
                Conformance.of(Zoo.tool(
                                ToolSpecification.named("go_to")
                                        .describedAs("Goes there")
                                        .takes(plain)
                                        .gives(Kind.TEXT, "where"),
                                picky::call))
                        .given(Map.of("address", new Value.Text("x"))),
                "examples_run",
                "with its own examples it failed (BAD_INPUT): This is no address");
    }

    private interface Deed extends Zoo.Deed {}

    private static Finding fails(Tool tool, String check, @org.jspecify.annotations.Nullable String message) {
        return fails(Conformance.of(tool), check, message);
    }

    private static Finding fails(Conformance look, String check, @org.jspecify.annotations.Nullable String message) {
        Report report = look.full();
        Finding found = report.failures().stream()
                .filter(f -> f.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "Expected " + check + " to fail of " + FIND_RED + ", got " + report.toText()));
        if (message != null) {
            assertThat(found.message()).isEqualTo(message);
        }
        assertThat(found.mend()).as("what to mend").isNotEmpty();
        return found;
    }
}
