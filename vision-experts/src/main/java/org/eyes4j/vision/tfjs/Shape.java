package org.eyes4j.vision.tfjs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The dimensions of a tensor, all known and none negative. Immutable. */
record Shape(List<Integer> dims) {
    static final Shape SCALAR = new Shape(List.of());

    Shape {
        dims = List.copyOf(dims);
        if (dims.stream().anyMatch(d -> d < 0)) {
            throw new UnsupportedGraph("a shape with unknown or negative dimensions, " + dims);
        }
    }

    static Shape of(int... dims) {
        return new Shape(Arrays.stream(dims).boxed().toList());
    }

    static Shape of(long... dims) {
        return new Shape(Arrays.stream(dims).mapToObj(Shape::dimension).toList());
    }

    private static Integer dimension(long value) {
        if (value != (int) value) {
            throw new UnsupportedGraph("a dimension of " + value);
        }
        return (int) value;
    }

    int rank() {
        return dims.size();
    }

    int dim(int axis) {
        return dims.get(axis);
    }

    long[] longs() {
        return dims.stream().mapToLong(Integer::longValue).toArray();
    }

    /** The number of elements; {@link Long#MAX_VALUE} when it does not fit. */
    long elements() {
        long product = 1;
        for (int d : dims) {
            if (d == 0) {
                return 0;
            }
            product = product > Long.MAX_VALUE / d ? Long.MAX_VALUE : product * d;
        }
        return product;
    }

    /** An axis counted from the front or, when negative, from the back; as an index from the front. */
    int axis(long axis) {
        return axis(axis, rank());
    }

    static int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new UnsupportedGraph("axis " + axis + " of a tensor of rank " + rank);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    Shape with(int axis, int size) {
        List<Integer> out = new ArrayList<>(dims);
        out.set(axis, size);
        return new Shape(out);
    }

    Shape without(int axis) {
        List<Integer> out = new ArrayList<>(dims);
        out.remove(axis);
        return new Shape(out);
    }

    Shape inserted(int axis, int size) {
        List<Integer> out = new ArrayList<>(dims);
        out.add(axis, size);
        return new Shape(out);
    }

    Shape permute(int... order) {
        return new Shape(Arrays.stream(order).mapToObj(dims::get).toList());
    }

    /** The same elements with ones put in front until the rank is reached. */
    Shape padded(int rank) {
        List<Integer> out = new ArrayList<>(dims);
        while (out.size() < rank) {
            out.add(0, 1);
        }
        return new Shape(out);
    }

    /** The shape of an element-wise result, by NumPy's broadcasting. */
    Shape broadcast(Shape other) {
        int rank = Math.max(rank(), other.rank());
        Shape a = padded(rank);
        Shape b = other.padded(rank);
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            int x = a.dim(i);
            int y = b.dim(i);
            if (x != y && x != 1 && y != 1) {
                throw new UnsupportedGraph("shapes " + this + " and " + other + " do not broadcast");
            }
            out.add(x == 1 ? y : x);
        }
        return new Shape(out);
    }

    @Override
    public String toString() {
        return dims.toString();
    }
}
