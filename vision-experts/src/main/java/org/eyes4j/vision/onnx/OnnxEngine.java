package org.eyes4j.vision.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * All models of a process: each is loaded once, on its first use, and shared. Thread-safe. Making an engine costs nothing; the
 * native library comes with the first model.
 */
public final class OnnxEngine implements AutoCloseable {
    private record Key(Path file, String version) {}

    private final OnnxSettings settings;
    private final TensorPool pool;
    private final Map<Key, OnnxModel> models = new ConcurrentHashMap<>();
    private final Map<Path, OnnxModel> distant = new ConcurrentHashMap<>();
    private final LongAdder runNanos = new LongAdder();
    private @Nullable OrtEnvironment environment;
    private @Nullable RowPicker picker;
    private volatile boolean closed;

    public OnnxEngine(OnnxSettings settings) {
        this.settings = settings;
        this.pool = new TensorPool(settings.poolBytes());
    }

    /**
     * A model by its file. The file is not touched yet. Asked again, with the file unchanged, it is the same model with the
     * same session.
     */
    public OnnxModel model(Path file) {
        Path path = file.toAbsolutePath().normalize();
        return model(path, fingerprint(path));
    }

    /** A model by its file and the hash of its content, as a model store knows it. */
    public OnnxModel model(Path file, String hash) {
        requireOpen();
        Path path = file.toAbsolutePath().normalize();
        OnnxModel elsewhere = distant.get(path);
        return elsewhere != null
                ? elsewhere
                : models.computeIfAbsent(new Key(path, hash), key -> new OnnxModel(this, path, false));
    }

    /**
     * A model by its file that works in little memory. All of it is then taken at once, to a plan made in its first run, which is
     * quicker.
     */
    public OnnxModel smallModel(Path file) {
        requireOpen();
        Path path = file.toAbsolutePath().normalize();
        OnnxModel elsewhere = distant.get(path);
        return elsewhere != null
                ? elsewhere
                : models.computeIfAbsent(new Key(path, fingerprint(path)), key -> new OnnxModel(this, path, true));
    }

    /**
     * Says that a model runs elsewhere: whoever asks for the model of this file is given it. Said again, the later graph counts.
     *
     * @param file where the model's file would lie; it need not exist
     */
    public OnnxModel distant(Path file, DistantGraph graph) {
        requireOpen();
        Path path = file.toAbsolutePath().normalize();
        OnnxModel model = new OnnxModel(this, path, graph);
        distant.put(path, model);
        return model;
    }

    private static String fingerprint(Path path) {
        return path.toFile().length() + "@" + path.toFile().lastModified();
    }

    /** Where tensors of hot paths come from. */
    public TensorPool pool() {
        return pool;
    }

    public OnnxSettings settings() {
        return settings;
    }

    /**
     * The native library's version; loads it.
     *
     * @throws LinkageError if it cannot be loaded here
     */
    public String nativeVersion() {
        return environment().getVersion();
    }

    /** How long the runtime itself ran for all models, one run after another: what else passed is the work around them. */
    public Duration timeInRuns() {
        return Duration.ofNanos(runNanos.sum());
    }

    LongAdder runNanos() {
        return runNanos;
    }

    /** What all loaded models hold. */
    public MemoryUse memory() {
        return models.values().stream()
                .map(OnnxModel::memory)
                .reduce(new MemoryUse(0, 0, 0, pool.freeBytes()), MemoryUse::plus);
    }

    /** What loaded models hold whose files lie below a folder. */
    public MemoryUse memory(Path folder) {
        Path below = folder.toAbsolutePath().normalize();
        return models.entrySet().stream()
                .filter(e -> e.getKey().file().startsWith(below))
                .map(e -> e.getValue().memory())
                .reduce(new MemoryUse(0, 0, 0, 0), MemoryUse::plus);
    }

    /** Unloads every model, waiting for runs to end; afterwards nothing loads any more. */
    @Override
    public void close() {
        closed = true;
        models.values().forEach(OnnxModel::close);
        models.clear();
        distant.clear();
        pool.clear();
        closePicker();
    }

    /**
     * A tensor as an input of {@link OnnxModel#hold}, without a copy where its memory is direct.
     *
     * @param name what messages call it
     */
    public HeldTensor hold(String name, Tensor tensor) {
        return new HeldTensor(name, Session.toOnnx(environment(), tensor), picker());
    }

    private synchronized void closePicker() {
        RowPicker known = picker;
        if (known != null) {
            known.close();
            picker = null;
        }
    }

    synchronized RowPicker picker() {
        RowPicker known = picker;
        if (known == null) {
            known = new RowPicker(environment(), settings.threads());
            picker = known;
        }
        return known;
    }

    synchronized OrtEnvironment environment() {
        requireOpen();
        OrtEnvironment known = environment;
        if (known == null) {
            known = OnnxNatives.environment(settings.natives());
            environment = known;
        }
        return known;
    }

    void requireOpen() {
        if (closed) {
            throw new OnnxException(OnnxException.Kind.CLOSED, "This engine is closed; no model runs on it any more");
        }
    }

    /** Unloads idle models, the least recently used first, until all that remain fit together. */
    void makeRoomFor(OnnxModel next) {
        List<OnnxModel> others = models.values().stream()
                .filter(model -> model != next)
                .sorted(Comparator.comparingLong(OnnxModel::lastUsed))
                .toList();
        long held = next.memory().modelBytes()
                + others.stream()
                        .mapToLong(model -> model.memory().modelBytes())
                        .sum();
        for (OnnxModel model : others) {
            if (held <= settings.maxModelBytes()) {
                return;
            }
            held -= model.unloadIfIdle();
        }
    }
}
