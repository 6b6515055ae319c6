package org.eyes4j.app.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eyes4j.agent.run.RunResult;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.tools.ToolResult.Failure;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.value.Value;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a workflow over items, a few at a time. Those in flight are all that is in memory. An item that fails fails alone; a folder
 * that takes no more results ends the batch. Used once, by one thread.
 */
public final class Batch {
    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
    private static final int MOST_WARNINGS = 20;

    private final BatchOrder order;
    private final Plans plans;
    private final int parallel;
    private final Cancellation cancellation;
    private final @Nullable BatchFolder folder;
    private final Consumer<Progress> listener;

    private final Map<FailureKind, Long> failures = new EnumMap<>(FailureKind.class);
    private final Set<String> warnings = new LinkedHashSet<>();
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    private OptionalLong count = OptionalLong.empty();
    private long met;
    private long done;
    private long earlier;
    private long otherWorkflow;
    private long otherPicture;
    private long triedAgain;

    /** Runs one item's plan. */
    public interface Plans {
        /**
         * Runs it to its end, whatever goes wrong.
         *
         * @param item its name
         * @param key the same for the same item, unchanged, of the same workflow, also in another process
         */
        RunResult run(String item, String key, Map<String, Value> inputs, Cancellation cancellation);

        /** What came of an item is on the disk. */
        default void settled(String key) {}
    }

    /**
     * How far it is after an item.
     *
     * @param result what the item came to; empty for one that an earlier run had settled
     */
    public record Progress(long settled, long failed, OptionalLong count, Optional<ItemResult> result) {}

    /**
     * One that is about to run.
     *
     * @param parallel most items at a time
     * @param cancellation ends it: what is in flight is given up, what is done stays
     * @param folder where results go; null for nowhere but to the listener
     * @param listener told after each item, from one thread at a time
     */
    public Batch(
            BatchOrder order,
            Plans plans,
            int parallel,
            Cancellation cancellation,
            @Nullable BatchFolder folder,
            Consumer<Progress> listener) {
        this.order = order;
        this.plans = plans;
        this.parallel = parallel;
        this.cancellation = cancellation;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * Runs all.
     *
     * @throws BatchException if the folder takes no more
     */
    public Summary run(Items items) {
        long start = System.nanoTime();
        count = items.count();
        feed(items);
        Throwable thrown = fatal.get();
        if (thrown instanceof IOException io && folder != null) {
            throw BatchFolder.fault(folder.path(), io);
        } else if (thrown != null) {
            throw new IllegalStateException("A batch has a bug", thrown);
        }
        Summary summary = summary(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        if (folder != null) {
            try {
                folder.finish(summary, List.copyOf(order.plan().outputs().keySet()));
            } catch (IOException e) {
                throw BatchFolder.fault(folder.path(), e);
            }
        }
        return summary;
    }

    private void feed(Items items) {
        ExecutorService threads = Executors.newFixedThreadPool(parallel, task -> {
            Thread thread = new Thread(task, "eyes4j-batch");
            thread.setDaemon(true);
            return thread;
        });
        Semaphore room = new Semaphore(parallel);
        try {
            long number = 0;
            while (!isOver()) {
                // Room first: a video's next frame is a decoded picture.
                room.acquireUninterruptibly();
                if (isOver() || !hasNext(items)) {
                    room.release();
                    break;
                }
                Item item = items.next();
                long place = number++;
                threads.execute(() -> {
                    try {
                        work(item, place);
                    } catch (IOException | RuntimeException | Error e) {
                        fatal.compareAndSet(null, e);
                        cancellation.request();
                    } finally {
                        room.release();
                    }
                });
            }
            room.acquireUninterruptibly(parallel);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Where the rest cannot be had, what was had stays. */
    private boolean hasNext(Items items) {
        try {
            return items.hasNext();
        } catch (RuntimeException e) {
            Optional<Failure> told = Failures.of(e);
            if (told.isEmpty()) {
                throw e;
            }
            synchronized (this) {
                failures.merge(told.get().kind(), 1L, Long::sum);
                met++;
                warnings.add(told.get().explain());
            }
            return false;
        }
    }

    private boolean isOver() {
        return cancellation.isRequested() || fatal.get() != null;
    }

    private void work(Item item, long place) throws IOException {
        if (isOver()) {
            return;
        }
        String digest = "";
        ItemResult result;
        try {
            Item.Content content = item.opening().get();
            digest = content.digest();
            if (isSettled(item, digest, place)) {
                return;
            }
            result = ItemResult.of(item.name(), run(item, content));
        } catch (RuntimeException | OutOfMemoryError e) {
            if (digest.isEmpty() && isSettled(item, digest, place)) {
                return;
            }
            result = ItemResult.failed(item.name(), Failures.of(e).orElseGet(() -> {
                LOG.error("Item {} failed unexpectedly", item.name(), e);
                return new Failure(FailureKind.INTERNAL, "Stopped by a bug: " + e, "The log has the details");
            }));
        }
        if (result.wasCancelled() && cancellation.isRequested()) {
            return;
        }
        if (folder != null) {
            folder.keep(result, line(result, digest), place);
        }
        plans.settled(key(item, digest));
        settled(result);
    }

    private RunResult run(Item item, Item.Content content) {
        Map<String, Value> inputs = new LinkedHashMap<>(order.fixed());
        Optional<Frame> frame = content.image().map(image -> {
            Value.Image picture = image.apply(order.streamed());
            inputs.put(order.streamed(), picture);
            return picture.frame();
        });
        inputs.putAll(order.framed().apply(frame));
        return plans.run(item.name(), key(item, content.digest()), inputs, cancellation);
    }

    private String key(Item item, String digest) {
        return Sha256.of(
                String.join("\n", order.identity(), digest, item.name()).getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode line(ItemResult result, String digest) {
        return result.json().put("sha256", digest).put("workflow", order.identity());
    }

    /** Whether an earlier run settled an item for good: same workflow, same bytes, done or failed in a way that lasts. */
    private boolean isSettled(Item item, String digest, long place) {
        if (folder == null) {
            return false;
        }
        Journal.Known known = folder.journal().find(item.name()).orElse(null);
        if (known == null) {
            return false;
        }
        synchronized (this) {
            if (!known.workflow().equals(order.identity())) {
                otherWorkflow++;
                return false;
            } else if (!known.digest().equals(digest)) {
                otherPicture++;
                return false;
            }
            FailureKind failure = known.failure();
            if (!known.done() && (failure == null || !Failures.isLasting(failure) || digest.isEmpty())) {
                triedAgain++;
                return false;
            }
            folder.journal().keep(item.name(), place);
            met++;
            earlier++;
            if (known.done()) {
                done++;
            } else if (failure != null) {
                failures.merge(failure, 1L, Long::sum);
            }
            listener.accept(progress(Optional.empty()));
            return true;
        }
    }

    private synchronized void settled(ItemResult result) {
        met++;
        if (result.isDone()) {
            done++;
        } else {
            result.failure().ifPresent(f -> failures.merge(f.failure().kind(), 1L, Long::sum));
        }
        result.result().stream().flatMap(r -> r.warnings().stream()).forEach(this::warn);
        listener.accept(progress(Optional.of(result)));
    }

    private void warn(String warning) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(warning);
        } else if (warnings.size() == MOST_WARNINGS) {
            warnings.add("There is more to know of single items; it stands beside each of them");
        }
    }

    private Progress progress(Optional<ItemResult> result) {
        long failed = failures.values().stream().mapToLong(n -> n).sum();
        return new Progress(done + failed, failed, count, result);
    }

    private synchronized Summary summary(long millis) {
        if (folder != null && folder.goesOn()) {
            noteChanges(folder);
        }
        boolean stopped = cancellation.isRequested();
        return new Summary(
                order.name(),
                met,
                done,
                failures,
                earlier,
                stopped && count.isPresent() ? OptionalLong.of(count.getAsLong() - met) : OptionalLong.empty(),
                stopped,
                millis,
                List.copyOf(warnings));
    }

    private void noteChanges(BatchFolder results) {
        note(otherWorkflow, "of an earlier form of this workflow or of its inputs, and were made anew");
        note(otherPicture, "of pictures that have changed since, and were made anew");
        note(triedAgain, "failures that may pass, and were tried again");
        long unmet = results.journal().unmet();
        if (!cancellation.isRequested()) {
            note(unmet, "of what is not among the inputs any more; they are kept");
        }
        note(results.journal().unreadable(), "lines that cannot be read, and are left out");
    }

    private void note(long number, String what) {
        if (number > 0) {
            warnings.add(number + " earlier results were " + what);
        }
    }
}
