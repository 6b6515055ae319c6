package org.eyes4j.vision.onnx;

/**
 * Memory that models hold outside the Java heap.
 *
 * @param models loaded now
 * @param modelBytes of their files
 * @param residentBytes by how much the process grew while they were loaded and first run: weights and working memory. The
 *     system's own count, so an estimate where other things happened at the same time; 0 where the system tells nothing
 * @param pooledBytes of unused tensors kept for the next run
 */
public record MemoryUse(int models, long modelBytes, long residentBytes, long pooledBytes) {
    MemoryUse plus(MemoryUse other) {
        return new MemoryUse(
                models + other.models,
                modelBytes + other.modelBytes,
                residentBytes + other.residentBytes,
                pooledBytes + other.pooledBytes);
    }
}
