package org.eyes4j.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eyes4j.tools.name.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs of every kind: taken on as long as there is room, begun in order, kept with their events, cancelled when asked. A
 * server that ends parks what is not over; the next one that opens the same shelf goes on with it. Thread-safe.
 */
public final class Runs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * How much at once.
     *
     * @param parallel runs that work
     * @param queue runs that wait
     */
    public record Limits(int parallel, int queue) {}

    /** A run on which servers die is perhaps what they die of. */
    private static final int MOST_DEATHS = 3;

    private final Map<String, Worker> workers = new TreeMap<>();
    private final Map<String, Run> live = new ConcurrentHashMap<>();
    private final RunShelf shelf;
    private final Quotas quotas;
    private final Supplier<String> ids;
    private final Clock clock;
    private final Limits limits;
    private final ThreadPoolExecutor threads;
    private volatile boolean closing;

    public Runs(List<Worker> workers, RunShelf shelf, Quotas quotas, Supplier<String> ids, Limits limits, Clock clock) {
        workers.forEach(w -> this.workers.put(w.kind(), w));
        this.shelf = shelf;
        this.quotas = quotas;
        this.ids = ids;
        this.clock = clock;
        this.limits = limits;
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                limits.parallel(),
                limits.parallel(),
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(Math.max(1, limits.queue())),
                work -> {
                    Thread thread = new Thread(work, "run-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Goes on with runs that no living server has: parked ones, and those of a server that ended by force. As many as there
     * is room for; the others another time. A run on which servers died again and again is ended instead.
     *
     * @return how many it took
     */
    public int resume() {
        if (closing) {
            return 0;
        }
        int room = limits.queue() - threads.getQueue().size();
        List<RunShelf.Orphan> taken = room <= 0 ? List.of() : shelf.takeOver(room);
        for (RunShelf.Orphan orphan : taken) {
            Run run =
                    new Run(orphan.row().requeued(), EventLog.open(orphan.row().id(), shelf, clock));
            live.put(run.id(), run);
            ObjectNode told = JSON.objectNode().put("run", run.id()).put("interrupted", orphan.deaths() > 0);
            run.events().append("run.resumed", told);
            if (orphan.deaths() >= MOST_DEATHS) {
                end(
                        run,
                        RunStatus.FAILED,
                        null,
                        Problem.of(
                                Problem.Type.INTERNAL,
                                "The server ended by force " + orphan.deaths()
                                        + " times while it worked on this run; it is not begun again"));
            } else {
                begin(run);
            }
        }
        return taken.size();
    }

    /**
     * Takes a run on.
     *
     * @param order what its kind asks for
     * @throws Problem if the order is wrong, or there is no room
     */
    public Run submit(String kind, JsonNode order, Caller caller) {
        caller.demand(Caller.Scope.CALL);
        Worker worker = workers.get(kind);
        if (worker == null) {
            throw Problem.at("/kind", "There is no kind of run '" + kind + "'; " + Names.hint(kind, workers.keySet()));
        }
        worker.check(order, caller);
        if (kind.equals("ask") || kind.equals("plan")) {
            quotas.demand(Quotas.Kind.MODEL_TOKENS, caller);
        }
        refuseWhenFull();
        Run run = newRun(RunRow.queued(ids.get(), kind, caller.name(), clock.instant(), worker.settled(order, caller)));
        begin(run);
        return run;
    }

    private Run newRun(RunRow row) {
        shelf.save(row);
        Run run = new Run(row, EventLog.open(row.id(), shelf, clock));
        live.put(row.id(), run);
        run.events().append("run.queued", JSON.objectNode().put("run", row.id()).put("kind", row.kind()));
        return run;
    }

    private void refuseWhenFull() {
        if (closing) {
            throw Problem.later(Problem.Type.OVERLOADED, "The server is ending", Duration.ofSeconds(5));
        }
        if (threads.getQueue().size() >= limits.queue()) {
            throw full();
        }
    }

    private Problem full() {
        return Problem.later(
                Problem.Type.OVERLOADED,
                limits.parallel() + " runs work and " + limits.queue() + " wait; try again soon",
                Duration.ofSeconds(2));
    }

    private void begin(Run run) {
        try {
            threads.execute(() -> work(run));
        } catch (RejectedExecutionException e) {
            end(run, RunStatus.FAILED, null, full());
            throw full();
        }
    }

    private void work(Run run) {
        RunRow row = run.row();
        if (run.cancellation().isRequested() && !run.isParking()) {
            end(run, RunStatus.CANCELLED, null, null);
            return;
        }
        if (closing) {
            park(run);
            return;
        }
        change(run, row.running(clock.instant()));
        run.events().append("run.running", JSON.objectNode().put("run", run.id()));
        Worker worker = workers.get(row.kind());
        try {
            if (worker == null) {
                throw Problem.of(Problem.Type.INTERNAL, "This version does not know runs of the kind " + row.kind());
            }
            // Scopes were asked for when it was taken on.
            Caller owner = new Caller(row.owner(), java.util.EnumSet.of(Caller.Scope.READ, Caller.Scope.CALL));
            JsonNode result =
                    worker.perform(row.order(), new Task(run.id(), owner, run.cancellation(), run.events()::append));
            if (run.isParking()) {
                park(run);
            } else if (run.cancellation().isRequested()) {
                end(run, RunStatus.CANCELLED, result, null);
            } else {
                end(run, RunStatus.DONE, result, null);
            }
        } catch (Problem e) {
            if (run.isParking()) {
                park(run);
            } else {
                boolean cancelled = run.cancellation().isRequested() || e.type() == Problem.Type.CANCELLED;
                end(run, cancelled ? RunStatus.CANCELLED : RunStatus.FAILED, null, e);
            }
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            if (run.isParking()) {
                park(run);
                return;
            }
            Problem told = Problem.of(e).orElseGet(() -> {
                LOG.error("Run {} failed unexpectedly", run.id(), e);
                return Problem.of(Problem.Type.INTERNAL, "Stopped by a bug; the log has the details under " + run.id());
            });
            end(run, RunStatus.FAILED, null, told);
        }
    }

    private void change(Run run, RunRow next) {
        shelf.save(next);
        run.become(next);
    }

    private void end(
            Run run,
            RunStatus how,
            @org.jspecify.annotations.Nullable JsonNode result,
            @org.jspecify.annotations.Nullable Problem why) {
        if (result != null) {
            JsonNode usage = result.path("usage");
            quotas.spend(
                    Quotas.Kind.MODEL_TOKENS,
                    run.row().owner(),
                    usage.path("input_tokens").asLong()
                            + usage.path("output_tokens").asLong());
        }
        JsonNode problem = why == null ? null : ProblemJson.of(why);
        ObjectNode last = JSON.objectNode().put("run", run.id()).put("status", how.word());
        if (result != null) {
            last.set("result", result);
        }
        if (problem != null) {
            last.set("problem", problem);
        }
        try {
            change(run, run.row().ended(how, clock.instant(), result, problem));
            run.events().end("run.ended", last);
        } catch (RuntimeException e) {
            // Where it is kept it has not ended: whoever can write there again goes on with it.
            LOG.error("How the run {} ended could not be kept: {}", run.id(), e.getMessage());
            run.events().pause(() -> {});
        } finally {
            live.remove(run.id());
            run.ended();
        }
    }

    /** Leaves a run for the next server. */
    private void park(Run run) {
        RunRow parked = run.row().requeued();
        try {
            run.events().pause(() -> shelf.park(parked));
            run.become(parked);
        } finally {
            live.remove(run.id());
            run.ended();
        }
    }

    /**
     * A run of theirs.
     *
     * @throws Problem if there is none of this id that they may see
     */
    public Run find(String id, Caller caller) {
        Run now = live.get(id);
        Run run = now != null
                ? now
                : shelf.find(id)
                        .map(row -> new Run(row, EventLog.over(id, shelf, clock)))
                        .orElse(null);
        if (run == null || !caller.sees(run.row().owner())) {
            throw Problem.notFound("run", id);
        }
        return run;
    }

    /** Their runs, the latest first. */
    public List<RunRow> list(Caller caller, Instant before, int most) {
        return shelf.list(caller.may(Caller.Scope.ADMIN) ? Optional.empty() : Optional.of(caller.name()), before, most);
    }

    /** Asks a run to stop; it is over soon, or was already. */
    public Run cancel(String id, Caller caller) {
        caller.demand(Caller.Scope.CALL);
        Run run = find(id, caller);
        run.cancellation().request();
        return run;
    }

    /** Forgets a run that is over. */
    public void remove(String id, Caller caller) {
        caller.demand(Caller.Scope.CALL);
        Run run = find(id, caller);
        if (!run.row().status().isOver()) {
            throw Problem.of(Problem.Type.CONFLICT, "The run '" + id + "' is not over; cancel it first");
        }
        shelf.remove(id);
    }

    /** Runs that work now. */
    public int working() {
        return threads.getActiveCount();
    }

    /** Runs that wait. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Takes no more on, gives those that work some time to end, and parks the rest. */
    public void close(Duration grace) {
        if (closing) {
            return;
        }
        closing = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                live.values().forEach(Run::askToPark);
                threads.awaitTermination(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(20));
    }
}
