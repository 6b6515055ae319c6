package org.eyes4j.vision.tfjs;

import java.io.IOException;

/** A tensor of the graph while it is translated. {@code shape} is always in the graph's own order, whatever the layout. */
sealed interface Operand {
    TfjsType type();

    Shape shape();

    /** How a computed tensor's elements are ordered in the ONNX graph. */
    enum Layout {
        /** As the TensorFlow.js graph has it; NHWC for pictures. */
        PLAIN,
        /** NCHW, as convolutions make it. Rank 4 only. */
        CHANNELS_FIRST
    }

    /** Reads the elements of a constant. */
    @FunctionalInterface
    interface Loader {
        TensorData load() throws IOException;
    }

    /** The value {@code name} of the ONNX graph. */
    record Computed(String name, TfjsType type, Shape shape, Layout layout) implements Operand {}

    /** A weight or a folded constant, which enters the ONNX graph in the form that its users want. */
    record Constant(String name, TfjsType type, Shape shape, Loader loader) implements Operand {}
}
