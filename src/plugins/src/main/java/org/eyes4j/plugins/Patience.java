package org.eyes4j.plugins;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Runs what comes from elsewhere on a thread of its own, and does not wait for ever. */
final class Patience {
    private Patience() {}

    /**
     * What a task gives.
     *
     * @param late given what comes after nobody waits any more
     * @throws TimeoutException if it took longer; it is interrupted then
     * @throws ExecutionException with whatever it threw, errors too
     */
    static <T> T wait(String name, Duration most, Callable<T> task, Consumer<T> late)
            throws TimeoutException, ExecutionException, InterruptedException {
        Handover<T> future = new Handover<>(task, late);
        Thread thread = new Thread(future, name);
        thread.setDaemon(true);
        thread.start();
        try {
            return future.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
            if (future.abandon()) {
                return future.get();
            }
            throw e;
        }
    }

    /** A task whose result is given away where it was abandoned before it came. */
    private static final class Handover<T> extends FutureTask<T> {
        private final Handed<T> handed;

        Handover(Callable<T> task, Consumer<T> late) {
            this(new Handed<>(task, late));
        }

        private Handover(Handed<T> handed) {
            super(handed);
            this.handed = handed;
        }

        /** Whether the result is there after all. */
        boolean abandon() {
            if (handed.abandon()) {
                cancel(true);
                return false;
            }
            return true;
        }
    }

    private static final class Handed<T> implements Callable<T> {
        private final Callable<T> task;
        private final Consumer<T> late;
        private boolean done;
        private boolean abandoned;

        Handed(Callable<T> task, Consumer<T> late) {
            this.task = task;
            this.late = late;
        }

        @Override
        public T call() throws Exception {
            T made = task.call();
            synchronized (this) {
                done = true;
                if (!abandoned) {
                    return made;
                }
            }
            late.accept(made);
            return made;
        }

        synchronized boolean abandon() {
            abandoned = !done;
            return abandoned;
        }
    }
}
