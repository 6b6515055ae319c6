package org.eyes4j.vision.parity;

import java.util.List;
import org.eyes4j.vision.onnx.Tensor;

/** One stage of a case: what differs is told with stage, tensor, index, expected and actual. */
record Stage(ParityCase of, String name) {

    /** Equal shapes, and no element further off than the case allows. */
    void same(String tensor, Tensor actual) {
        same(tensor, of.tensor(tensor), actual, of.tolerance(tensor));
    }

    void same(String tensor, Tensor expected, Tensor actual, double tolerance) {
        if (!expected.shape().equals(actual.shape())) {
            throw failure(tensor, "shape", expected.shape(), actual.shape());
        }
        double[] wanted = values(expected);
        double[] got = values(actual);
        int worst = -1;
        double largest = tolerance;
        for (int i = 0; i < wanted.length; i++) {
            boolean equal = wanted[i] == got[i] || Double.isNaN(wanted[i]) && Double.isNaN(got[i]);
            double off = equal ? 0 : Math.abs(wanted[i] - got[i]);
            if (off > largest || Double.isNaN(off)) {
                largest = off;
                worst = i;
            }
        }
        if (worst >= 0) {
            throw failure(
                    tensor,
                    "index " + index(worst, expected.shape()),
                    wanted[worst],
                    got[worst] + " (off by " + largest + ", allowed " + tolerance + ")");
        }
    }

    /** A number within a tolerance. */
    void near(String what, double expected, double actual, double tolerance) {
        if (!(Math.abs(expected - actual) <= tolerance)) {
            throw failure(what, "value", expected, actual + " (allowed " + tolerance + ")");
        }
    }

    /** Two things that must be equal. */
    void equal(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw failure(what, "value", expected, actual);
        }
    }

    AssertionError failure(String what, String where, Object expected, Object actual) {
        return new AssertionError(of.title() + ", stage " + name + ", " + what + ", " + where + ": expected " + expected
                + ", actual " + actual);
    }

    private static List<Long> index(int position, List<Long> shape) {
        Long[] index = new Long[shape.size()];
        long rest = position;
        for (int d = shape.size() - 1; d >= 0; d--) {
            index[d] = rest % shape.get(d);
            rest /= shape.get(d);
        }
        return List.of(index);
    }

    static double[] values(Tensor tensor) {
        double[] values = new double[tensor.size()];
        switch (tensor.type()) {
            case FLOAT32, FLOAT16 -> {
                float[] floats = tensor.toFloatArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] = floats[i];
                }
            }
            case INT64 -> {
                long[] longs = tensor.toLongArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] = longs[i];
                }
            }
            case INT32 -> {
                int[] ints = tensor.toIntArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] = ints[i];
                }
            }
            case UINT8, BOOL -> {
                byte[] bytes = tensor.toByteArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] = bytes[i] & 0xff;
                }
            }
            case INT8 -> {
                byte[] bytes = tensor.toByteArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] = bytes[i];
                }
            }
        }
        return values;
    }
}
