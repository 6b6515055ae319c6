package org.eyes4j.vision.onnx;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.eyes4j.tools.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * A model that is loaded when it is first needed. Any number of threads may run it at the same time. Closing unloads it, when
 * its runs are over; the next use loads it again.
 */
public final class OnnxModel implements AutoCloseable {
    private final OnnxEngine engine;
    private final Path path;
    private final boolean planned;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicInteger runs = new AtomicInteger();
    private final Optional<DistantGraph> distant;
    private volatile @Nullable Runner session;
    private volatile long modelBytes;
    private volatile long residentBytes;
    private volatile long lastUsed = System.nanoTime();

    OnnxModel(OnnxEngine engine, Path path, boolean planned) {
        this.engine = engine;
        this.path = path;
        this.planned = planned;
        this.distant = Optional.empty();
    }

    OnnxModel(OnnxEngine engine, Path path, DistantGraph distant) {
        this.engine = engine;
        this.path = path;
        this.planned = false;
        this.distant = Optional.of(distant);
    }

    /** Where its file lies, or would lie if it did not run elsewhere. */
    public Path path() {
        return path;
    }

    /** Whether it runs elsewhere. */
    public boolean isDistant() {
        return distant.isPresent();
    }

    /** The inputs that the model declares. Loads it. */
    public List<TensorSpec> inputs() {
        return use(Runner::inputs);
    }

    /** The outputs that the model declares. Loads it. */
    public List<TensorSpec> outputs() {
        return use(Runner::outputs);
    }

    /** What its exporter wrote beside the graph, as names of classes. Loads it. */
    public Map<String, String> metadata() {
        return use(Runner::metadata);
    }

    /** Loads the model now, for those who rather wait before the first run than in it. */
    public void load() {
        use(Runner::bytes);
    }

    public boolean isLoaded() {
        return session != null;
    }

    /** Runs the model for all of its outputs. */
    public OnnxOutputs run(Map<String, Tensor> inputs) {
        return run(inputs, List.of(), new Cancellation());
    }

    /**
     * Runs the model.
     *
     * @param inputs by name; each input that the model declares, and no other
     * @param wanted names of outputs; empty for all. What is not asked for may not even be computed
     * @param cancellation stops the run within some milliseconds
     * @throws OnnxException if the model cannot be loaded, the inputs do not fit it, it fails or is cancelled
     */
    public OnnxOutputs run(Map<String, Tensor> inputs, Collection<String> wanted, Cancellation cancellation) {
        return measured(loaded -> loaded.run(inputs, wanted, cancellation));
    }

    /**
     * Runs the model and has it write into memory of the engine's pool where it can, which spares copying a large output.
     *
     * @return as {@link #run(Map, Collection, Cancellation)}, to be closed after use
     */
    public OnnxOutputs runPooled(Map<String, Tensor> inputs, Collection<String> wanted, Cancellation cancellation) {
        return measured(loaded -> loaded.runInto(engine.pool(), inputs, wanted, cancellation));
    }

    /**
     * Runs the model and leaves its outputs in the runtime's memory.
     *
     * @param inputs by name
     * @param held more inputs by name, from earlier runs; they are not copied and stay open
     * @param wanted names of outputs; empty for all
     * @param cancellation stops the run within some milliseconds
     * @return the wanted outputs; the caller closes them
     * @throws OnnxException as {@link #run(Map, Collection, Cancellation)}
     */
    public Map<String, HeldTensor> hold(
            Map<String, Tensor> inputs,
            Map<String, HeldTensor> held,
            Collection<String> wanted,
            Cancellation cancellation) {
        return measured(loaded -> loaded.hold(inputs, held, wanted, engine, cancellation));
    }

    private <T> T measured(Function<Runner, T> run) {
        return use(loaded -> {
            boolean first = runs.getAndIncrement() == 0;
            long before = first ? ResidentMemory.bytes() : 0;
            T outputs = run.apply(loaded);
            if (first) {
                residentBytes += ResidentMemory.since(before);
            }
            return outputs;
        });
    }

    /** What this model holds, also while it is being loaded; all 0 when it is not. Never waits. */
    public MemoryUse memory() {
        long bytes = modelBytes;
        return bytes == 0 ? new MemoryUse(0, 0, 0, 0) : new MemoryUse(1, bytes, residentBytes, 0);
    }

    /** Unloads the model when its runs are over. Not to be called from within one of its runs. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            unload();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Unloads unless it runs; the bytes of its files, or 0. */
    long unloadIfIdle() {
        if (!lock.writeLock().tryLock()) {
            return 0;
        }
        try {
            return unload();
        } finally {
            lock.writeLock().unlock();
        }
    }

    long lastUsed() {
        return lastUsed;
    }

    private long unload() {
        Runner loaded = session;
        if (loaded == null) {
            return 0;
        }
        session = null;
        modelBytes = 0;
        residentBytes = 0;
        runs.set(0);
        loaded.close();
        return loaded.bytes();
    }

    private <T> T use(Function<Runner, T> action) {
        lastUsed = System.nanoTime();
        lock.readLock().lock();
        try {
            Runner loaded = session;
            if (loaded != null) {
                return action.apply(loaded);
            }
        } finally {
            lock.readLock().unlock();
        }
        Runner loaded;
        lock.writeLock().lock();
        try {
            loaded = loadedSession();
            lock.readLock().lock();
        } finally {
            lock.writeLock().unlock();
        }
        try {
            return action.apply(loaded);
        } finally {
            lock.readLock().unlock();
        }
    }

    private Runner loadedSession() {
        Runner loaded = session;
        if (loaded == null) {
            engine.requireOpen();
            if (distant.isPresent()) {
                loaded = new DistantRunner(distant.get());
                session = loaded;
                return loaded;
            }
            ModelFile file = ModelFile.scan(path);
            modelBytes = file.bytes();
            try {
                engine.makeRoomFor(this);
                long before = ResidentMemory.bytes();
                loaded = Session.open(file, engine.environment(), engine.settings(), planned, engine.runNanos());
                residentBytes = ResidentMemory.since(before);
                session = loaded;
            } finally {
                if (loaded == null) {
                    modelBytes = 0;
                }
            }
        }
        return loaded;
    }

    @Override
    public String toString() {
        return "OnnxModel[" + path + "]";
    }
}
