package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.vision.tfjs.TfjsGraph.WeightGroup;

/** Finds weights by name and reads them one at a time, as plain numbers. Where each lies is checked at construction. */
final class Weights {
    private record Place(WeightSpec spec, ShardFiles files, long offset) {}

    private final Map<String, Place> places = new HashMap<>();

    Weights(Path folder, List<WeightGroup> groups, TfjsLimits limits) throws IOException {
        long total = 0;
        for (WeightGroup group : groups) {
            ShardFiles files = new ShardFiles(folder, group.paths());
            long offset = 0;
            for (WeightSpec spec : group.specs()) {
                check(spec, files, offset, limits);
                total += spec.shape().elements() * spec.type().bytes();
                if (total > limits.maxWeightBytes()) {
                    throw new TfjsImportException("The weights take more than " + limits.maxWeightBytes() + " bytes");
                }
                if (places.put(spec.name(), new Place(spec, files, offset)) != null) {
                    throw new TfjsImportException("Two weights are named '" + spec.name() + "'");
                }
                offset += spec.storedBytes();
            }
        }
    }

    private static void check(WeightSpec spec, ShardFiles files, long offset, TfjsLimits limits)
            throws TfjsImportException {
        if (spec.shape().elements() > limits.maxTensorElements()) {
            throw new TfjsImportException("Weight '" + spec.name() + "' has the shape " + spec.shape() + "; at most "
                    + limits.maxTensorElements() + " elements are read");
        }
        if (offset + spec.storedBytes() > files.length()) {
            throw new TfjsImportException(
                    "Weight '" + spec.name() + "' of shape " + spec.shape() + " should lie at bytes " + offset + " to "
                            + (offset + spec.storedBytes()) + ", but its files hold " + files.length());
        }
    }

    /** The weight of a {@code Const} node, read when asked for. */
    Operand.Constant constant(String name) {
        Place place = places.get(name);
        if (place == null) {
            throw new UnsupportedGraph("no weight of this name in 'weightsManifest'");
        }
        return new Operand.Constant(name, place.spec.type(), place.spec.shape(), () -> load(place));
    }

    private static TensorData load(Place place) throws IOException {
        WeightSpec spec = place.spec;
        ByteBuffer bytes = place.files.read(place.offset, (int) spec.storedBytes());
        int[] bits = new int[(int) spec.shape().elements()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = element(spec, bytes);
        }
        return new TensorData(spec.type(), spec.shape(), bits);
    }

    private static int element(WeightSpec spec, ByteBuffer bytes) {
        return switch (spec.storage()) {
            case PLAIN -> spec.type().bytes() == 1 ? bytes.get() : bytes.getInt();
            case FLOAT16 -> Float.floatToRawIntBits(half(bytes.getShort()));
            case UINT8 -> dequantised(spec, bytes.get() & 0xff);
            case UINT16 -> dequantised(spec, bytes.getShort() & 0xffff);
        };
    }

    private static int dequantised(WeightSpec spec, int q) {
        double value = q * spec.scale() + spec.min();
        return spec.type() == TfjsType.FLOAT32 ? Float.floatToRawIntBits((float) value) : (int) Math.round(value);
    }

    /** IEEE 754 binary16 to binary32; Java has this conversion of its own only from 20 on. */
    static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude;
        if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else if (exponent == 31) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            magnitude = Float.intBitsToFloat((exponent + 112) << 23 | fraction << 13);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
