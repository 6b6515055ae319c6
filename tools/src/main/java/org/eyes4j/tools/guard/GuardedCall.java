package org.eyes4j.tools.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One call of a foreign tool on a thread of its guard. It ends once: with what the tool gave or threw, or by being given
 * up. What the tool says after that reaches nobody.
 */
final class GuardedCall implements Runnable {
    private static final int MOST_WARNINGS = 20;
    private static final int MOST_PROGRESS = 1000;

    /** The tool's own part. */
    @FunctionalInterface
    interface Work {
        @Nullable
        ToolResult run(ToolContext context) throws Throwable;
    }

    /** How it ended. */
    sealed interface End {
        record Gave(@Nullable ToolResult result) implements End {}

        record Threw(Throwable thrown) implements End {}

        record TimedOut() implements End {}

        record Cancelled() implements End {}
    }

    private final Work work;
    private final ToolContext outer;
    private final Places places;
    private final ThreadGroup threads;
    private final @Nullable ClassLoader loader;
    private final Cancellation inner = new Cancellation();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final @Nullable Map<String, String> logged = MDC.getCopyOfContextMap();
    private final List<String> warnings = new ArrayList<>();
    private int told;
    private @Nullable Thread runner;

    /** @param loader whose classes and services the tool's thread finds */
    GuardedCall(Work work, ToolContext outer, Places places, ThreadGroup threads, @Nullable ClassLoader loader) {
        this.work = work;
        this.outer = outer;
        this.places = places;
        this.threads = threads;
        this.loader = loader;
    }

    @Override
    public void run() {
        boolean awaited = begin() && end.complete(work());
        places.giveBack(!awaited);
    }

    private synchronized boolean begin() {
        runner = end.isDone() ? null : Thread.currentThread();
        return runner != null;
    }

    private End work() {
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(loader);
        if (logged != null) {
            MDC.setContextMap(logged);
        }
        try {
            return new End.Gave(work.run(new ToolContext(
                    inner,
                    this::progress,
                    this::warn,
                    outer.wishedModel(),
                    outer.outputFolder(),
                    outer.depth(),
                    outer.surroundings())));
        } catch (Throwable e) {
            return new End.Threw(e);
        } finally {
            MDC.clear();
            synchronized (this) {
                runner = null;
                // An interrupt that came late is nothing to the next call on this thread.
                Thread.interrupted();
            }
        }
    }

    /** Waits for its end until a moment, or until the caller is told to stop. */
    End await(long untilNanos) {
        try (Cancellation.Registration heard = outer.cancellation().onRequest(() -> giveUp(new End.Cancelled()))) {
            return end.get(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            giveUp(new End.TimedOut());
        } catch (InterruptedException e) {
            giveUp(new End.Cancelled());
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A call's end is always a value", e);
        }
        return end.join();
    }

    /** Gives it up, if it has not ended: its tool is told to stop, its thread interrupted, and nobody waits for either. */
    void giveUp(End as) {
        if (!end.complete(as)) {
            return;
        }
        places.lose();
        // The tool's own listeners hear of it on a thread of the tool's: they may hang as well.
        Thread messenger = new Thread(threads, inner::request, threads.getName() + "-stop");
        messenger.setDaemon(true);
        messenger.start();
        synchronized (this) {
            if (runner != null) {
                runner.interrupt();
            }
        }
    }

    /** What it warned of while it was waited for. */
    synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    private synchronized void warn(@Nullable String warning) {
        if (warning != null && !end.isDone() && warnings.size() < MOST_WARNINGS) {
            warnings.add(Said.brief(warning));
        }
    }

    private void progress(@Nullable String text) {
        synchronized (this) {
            if (text == null || end.isDone() || ++told > MOST_PROGRESS) {
                return;
            }
        }
        outer.report(Said.brief(text));
    }
}
