package org.eyes4j.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.Port;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolSpecification;
import org.eyes4j.tools.basic.BasicTools;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.guard.GuardSettings;
import org.eyes4j.tools.guard.GuardedTool;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;

/**
 * What others feel of plugins that misbehave: the 99th percentile of a tool's calls while callers keep calling guarded tools
 * that hang, throw, give no numbers, give another picture's regions and leave threads, against the same without them. The
 * guards let them be tried again every half second, so that it never ends.
 */
final class IsolationBench {
    private static final int CALLS = 1500;
    private static final int ROUNDS = 6;

    private IsolationBench() {}

    static void run() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Value.Image picture = Value.Image.of("p", new Raster(320, 240, 3, new byte[320 * 240 * 3]));
        Value things = Value.Detections.of(
                picture.frame(), List.of(Detection.of("face", 1, new BoundingBox(40, 40, 120, 120))));
        try (ToolRegistry tools = ToolRegistry.of(BasicTools.all())) {
            GuardSettings settings = GuardSettings.DEFAULT
                    .withTimeout(Duration.ofMillis(100))
                    .leftAloneAfter(3, Duration.ofMillis(500))
                    .withThreads(8);
            List<Tool> bad = bad(end);
            bad.forEach(tool -> tools.register(new GuardedTool(tool, settings)));
            ToolCall good = new ToolCall("redact", Map.of("image", picture, "items", things));
            measure(tools, good);
            List<Long> quiet = new ArrayList<>();
            List<Long> beside = new ArrayList<>();
            AtomicLong made = new AtomicLong();
            for (int round = 0; round < ROUNDS; round++) {
                quiet.addAll(measure(tools, good));
                Disturbance disturbance = new Disturbance(tools, bad, picture, made);
                beside.addAll(measure(tools, good));
                disturbance.stop();
            }
            double alone = p99(quiet);
            double among = p99(beside);
            System.out.printf(
                    Locale.ROOT,
                    "isolation: p99 of redact %.3f ms alone, %.3f ms beside %d plugins that misbehave (%d calls of them): %.2f"
                            + " (wanted <= 1.2); medians %.3f and %.3f ms%n",
                    alone,
                    among,
                    bad.size(),
                    made.get(),
                    among / alone,
                    at(quiet, 0.5),
                    at(beside, 0.5));
        } finally {
            end.countDown();
        }
    }

    private static List<Long> measure(ToolRegistry tools, ToolCall call) {
        List<Long> nanos = new ArrayList<>(CALLS);
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            ToolResult result = tools.call(call, ToolContext.detached());
            nanos.add(System.nanoTime() - start);
            if (!(result instanceof ToolResult.Success)) {
                throw new IllegalStateException("The good tool failed: " + result);
            }
        }
        return nanos;
    }

    private static double p99(List<Long> nanos) {
        return at(nanos, 0.99);
    }

    private static double at(List<Long> nanos, double share) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }

    /** A caller a bad tool, ten calls a second each. */
    private static final class Disturbance {
        private final CountDownLatch stop = new CountDownLatch(1);
        private final List<Thread> callers = new ArrayList<>();

        Disturbance(ToolRegistry tools, List<Tool> bad, Value picture, AtomicLong made) {
            for (Tool tool : bad) {
                ToolCall call = new ToolCall(tool.specification().name(), Map.of("image", picture));
                Thread caller = new Thread(() -> {
                    try {
                        do {
                            tools.call(call, ToolContext.detached());
                            made.incrementAndGet();
                        } while (!stop.await(100, TimeUnit.MILLISECONDS));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                callers.add(caller);
                caller.start();
            }
        }

        void stop() throws InterruptedException {
            stop.countDown();
            for (Thread caller : callers) {
                caller.join();
            }
        }
    }

    private static List<Tool> bad(CountDownLatch end) {
        return List.of(
                tool("hangs", Kind.TEXT, () -> {
                    waitFor(end);
                    return ToolResult.of(new Value.Text(""));
                }),
                tool("throws", Kind.TEXT, () -> {
                    throw new LinkageError("no such method");
                }),
                tool(
                        "gives_nan",
                        Kind.EMBEDDING,
                        () -> ToolResult.of(new Value.Embedding(new float[] {Float.NaN}, "m"))),
                tool(
                        "gives_another",
                        Kind.DETECTIONS,
                        () -> ToolResult.of(new Value.Detections(Frame.of("other", 3, 3), List.of()))),
                tool("leaks", Kind.TEXT, () -> {
                    Thread left = new Thread(() -> waitFor(end));
                    left.setDaemon(true);
                    left.start();
                    return ToolResult.of(new Value.Text(""));
                }));
    }

    /** Minds no interrupt. */
    private static void waitFor(CountDownLatch end) {
        boolean waiting = true;
        while (waiting) {
            try {
                end.await();
                waiting = false;
            } catch (InterruptedException e) {
                // On with it: that is what hanging is.
            }
        }
    }

    private static Tool tool(String name, Kind output, Supplier<ToolResult> deed) {
        ToolSpecification specification = ToolSpecification.named(name)
                .describedAs("Misbehaves")
                .takes(Port.required("image", Kind.IMAGE, "a picture"))
                .gives(output, "nothing good");
        return new Tool() {
            @Override
            public ToolSpecification specification() {
                return specification;
            }

            @Override
            public ToolResult call(Arguments arguments, ToolContext context) {
                return deed.get();
            }
        };
    }
}
