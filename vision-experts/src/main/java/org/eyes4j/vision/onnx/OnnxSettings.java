package org.eyes4j.vision.onnx;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How models run.
 *
 * @param threads that one run of one model may use; each loaded model has its own such pool
 * @param spin whether idle threads of a model wait actively: quicker for one model alone, wasteful when several take turns
 * @param maxModelBytes models are unloaded, the least recently used first, so that the files of the loaded ones stay below this;
 *     one model alone may be larger
 * @param poolBytes how much unused memory of tensors is kept for the next picture
 * @param shrinkAfterRun whether a model's working memory goes back to the system after each run: slower, smaller
 * @param natives a folder to unpack the native library to once; without one, each process unpacks it anew to a temporary folder
 */
public record OnnxSettings(
        int threads, boolean spin, long maxModelBytes, long poolBytes, boolean shrinkAfterRun, Optional<Path> natives) {
    public OnnxSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("A model runs on 1 thread or more, got " + threads);
        }
        if (maxModelBytes < 1 || poolBytes < 0) {
            throw new IllegalArgumentException(
                    "maxModelBytes is 1 or more and poolBytes 0 or more, got " + maxModelBytes + " and " + poolBytes);
        }
    }

    /** All cores, 2 GiB of models, 64 MiB of unused tensors. */
    public static OnnxSettings defaults() {
        return new OnnxSettings(
                Runtime.getRuntime().availableProcessors(), true, 2L << 30, 64L << 20, false, Optional.empty());
    }

    public OnnxSettings withThreads(int newThreads) {
        return new OnnxSettings(newThreads, spin, maxModelBytes, poolBytes, shrinkAfterRun, natives);
    }

    public OnnxSettings withSpin(boolean newSpin) {
        return new OnnxSettings(threads, newSpin, maxModelBytes, poolBytes, shrinkAfterRun, natives);
    }

    public OnnxSettings withMaxModelBytes(long newMaxModelBytes) {
        return new OnnxSettings(threads, spin, newMaxModelBytes, poolBytes, shrinkAfterRun, natives);
    }

    public OnnxSettings withShrinkAfterRun(boolean newShrink) {
        return new OnnxSettings(threads, spin, maxModelBytes, poolBytes, newShrink, natives);
    }

    public OnnxSettings withNatives(Path folder) {
        return new OnnxSettings(threads, spin, maxModelBytes, poolBytes, shrinkAfterRun, Optional.of(folder));
    }
}
