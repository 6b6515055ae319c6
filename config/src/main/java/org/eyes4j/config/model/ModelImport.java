package org.eyes4j.config.model;

import java.util.List;

/**
 * How downloaded parts become the file that is used.
 *
 * @param format the importer, as {@code tfjs-graph}
 * @param main path of the part that the importer opens; the other parts lie beside it
 * @param cut which part of the graph is kept; empty lists for the whole
 */
public record ModelImport(String format, String main, Cut cut) {
    /**
     * The borders of the part of a graph that is kept.
     *
     * @param inputs tensors that become inputs; empty for the graph's own
     * @param outputs tensors that become outputs; empty for the graph's own
     */
    public record Cut(List<Input> inputs, List<Output> outputs) {
        public Cut {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * A tensor that becomes an input.
     *
     * @param tensor its name in the source
     * @param name its name in the result
     * @param dtype element type, as {@code float32}
     * @param shape sizes; -1 for a free one
     */
    public record Input(String tensor, String name, String dtype, List<Integer> shape) {
        public Input {
            shape = List.copyOf(shape);
        }
    }

    /**
     * A tensor that becomes an output.
     *
     * @param tensor its name in the source
     * @param name its name in the result
     */
    public record Output(String tensor, String name) {}
}
