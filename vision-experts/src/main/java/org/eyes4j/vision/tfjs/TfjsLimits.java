package org.eyes4j.vision.tfjs;

/**
 * Bounds on what the importer reads and on what the imported graph may hold.
 *
 * @param maxJsonBytes size of {@code model.json}
 * @param maxNodes nodes of the graph
 * @param maxWeights named weights
 * @param maxWeightBytes bytes of all weights together, after dequantisation
 * @param maxTensorElements elements of any one tensor, computed ones included
 */
public record TfjsLimits(long maxJsonBytes, int maxNodes, int maxWeights, long maxWeightBytes, long maxTensorElements) {
    /** Enough for models of mobile size: 16 MiB of graph, 512 MiB of weights, 2^26 elements a tensor. */
    public static final TfjsLimits DEFAULT = new TfjsLimits(16L << 20, 50_000, 50_000, 512L << 20, 1L << 26);

    public TfjsLimits {
        positive("maxJsonBytes", maxJsonBytes);
        positive("maxNodes", maxNodes);
        positive("maxWeights", maxWeights);
        positive("maxWeightBytes", maxWeightBytes);
        positive("maxTensorElements", maxTensorElements);
        if (maxTensorElements > Integer.MAX_VALUE / 4) {
            throw new IllegalArgumentException(
                    "maxTensorElements must be at most " + Integer.MAX_VALUE / 4 + ", but it is " + maxTensorElements);
        }
        if (maxWeightBytes > Integer.MAX_VALUE - (64 << 20)) {
            throw new IllegalArgumentException(
                    "maxWeightBytes must leave the ONNX file under 2 GiB, but it is " + maxWeightBytes);
        }
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but it is " + value);
        }
    }
}
