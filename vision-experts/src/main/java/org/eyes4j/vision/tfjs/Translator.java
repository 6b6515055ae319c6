package org.eyes4j.vision.tfjs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eyes4j.vision.tfjs.Operand.Computed;
import org.eyes4j.vision.tfjs.Operand.Layout;
import org.eyes4j.vision.tfjs.TfjsGraph.SignatureInput;

/** Translates the nodes between a cut's inputs and outputs, each after the nodes it needs. One use each. */
final class Translator {
    private final TfjsGraph graph;
    private final Weights weights;
    private final TfjsLimits limits;
    private final OnnxGraph onnx = new OnnxGraph();
    private final Layouts layouts = new Layouts(onnx);
    private final Map<String, Operand> tensors = new HashMap<>();

    Translator(TfjsGraph graph, Weights weights, TfjsLimits limits) {
        this.graph = graph;
        this.weights = weights;
        this.limits = limits;
    }

    OnnxGraph translate(TfjsCut cut) throws IOException {
        List<TfjsInput> inputs = cut.inputs().isEmpty() ? signatureInputs() : cut.inputs();
        List<TfjsOutput> outputs = cut.outputs().isEmpty() ? graph.outputs() : cut.outputs();
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new TfjsImportException(
                    "The model has no signature with inputs and outputs; give a cut that names them");
        }
        outputs.forEach(o -> onnx.name(o.name())); // reserves the names that callers will use
        for (TfjsInput input : inputs) {
            feed(input);
        }
        for (TfjsNode node : order(outputs)) {
            translate(node);
        }
        for (TfjsOutput output : outputs) {
            Operand value = tensors.get(Names.tensor(output.tensor()));
            if (value == null) {
                throw new TfjsImportException("The graph has no tensor '" + output.tensor() + "' to make the output '"
                        + output.name() + "' of");
            }
            onnx.output(output.name(), layouts.plain(value), value.type(), value.shape());
        }
        return onnx;
    }

    private List<TfjsInput> signatureInputs() throws TfjsImportException {
        List<TfjsInput> inputs = new ArrayList<>();
        for (SignatureInput input : graph.inputs()) {
            List<Integer> dims = new ArrayList<>(input.dims());
            if (!dims.isEmpty() && dims.get(0) == -1) {
                dims.set(0, 1);
            }
            if (dims.stream().anyMatch(d -> d < 1)) {
                throw new TfjsImportException("The signature leaves the shape " + input.dims() + " of the input '"
                        + input.name() + "' open; give a cut with a shape");
            }
            inputs.add(new TfjsInput(input.tensor(), input.name(), input.type(), dims));
        }
        return inputs;
    }

    private void feed(TfjsInput input) throws TfjsImportException {
        String tensor = Names.tensor(input.tensor());
        if (!graph.nodes().containsKey(Names.node(tensor))) {
            throw new TfjsImportException(
                    "The graph has no tensor '" + input.tensor() + "' to make the input '" + input.name() + "' of");
        }
        Shape shape = new Shape(input.shape());
        if (shape.elements() > limits.maxTensorElements()) {
            throw new TfjsImportException("The input '" + input.name() + "' has the shape " + shape + "; at most "
                    + limits.maxTensorElements() + " elements are supported");
        }
        String name = onnx.name(input.name());
        if (!name.equals(input.name())) {
            throw new TfjsImportException("The name '" + input.name() + "' is given to more than one input or output");
        }
        onnx.input(name, input.type(), shape);
        TfjsType wanted = typeInGraph(tensor).orElse(input.type());
        if (wanted != input.type()) {
            name = onnx.node(name, "Cast", List.of(name), OnnxAttribute.integer("to", wanted.onnxCode()));
        }
        tensors.put(tensor, new Computed(name, wanted, shape, Layout.PLAIN));
    }

    /** The element type that a tensor has inside the graph: what its placeholder, or else its first user, says. */
    private Optional<TfjsType> typeInGraph(String tensor) throws TfjsImportException {
        TfjsNode maker = graph.nodes().get(Names.node(tensor));
        try {
            if (maker != null
                    && maker.op().equals("Placeholder")
                    && maker.attributes().has("dtype")) {
                return Optional.of(maker.attributes().type("dtype"));
            }
            for (TfjsNode user : graph.nodes().values()) {
                String attribute = user.op().equals("Cast") ? "SrcT" : "T";
                if (user.inputs().contains(tensor) && user.attributes().has(attribute)) {
                    return Optional.of(user.attributes().type(attribute));
                }
            }
            return Optional.empty();
        } catch (UnsupportedGraph e) {
            throw new TfjsImportException("Tensor '" + tensor + "': " + e.getMessage(), e);
        }
    }

    /** The nodes that the outputs need, each after those it reads. */
    private List<TfjsNode> order(List<TfjsOutput> outputs) throws TfjsImportException {
        List<TfjsNode> order = new ArrayList<>();
        Set<String> done = new HashSet<>();
        Set<String> open = new HashSet<>();
        for (TfjsOutput output : outputs) {
            visit(node(Names.tensor(output.tensor()), "output '" + output.name() + "'"), order, done, open);
        }
        return order;
    }

    private void visit(Optional<TfjsNode> start, List<TfjsNode> order, Set<String> done, Set<String> open)
            throws TfjsImportException {
        Deque<TfjsNode> stack = new ArrayDeque<>();
        start.ifPresent(stack::push);
        while (!stack.isEmpty()) {
            TfjsNode node = stack.peek();
            if (done.contains(node.name())) {
                stack.pop();
            } else if (open.add(node.name())) {
                for (String input : node.inputs()) {
                    Optional<TfjsNode> maker = node(input, "node '" + node.name() + "' (" + node.op() + ")");
                    if (maker.isPresent()
                            && open.contains(maker.get().name())
                            && !done.contains(maker.get().name())) {
                        throw new TfjsImportException("The graph has a loop through node '"
                                + maker.get().name() + "' (" + maker.get().op()
                                + "); cut it off with inputs behind the loop");
                    }
                    maker.ifPresent(stack::push);
                }
            } else {
                stack.pop();
                done.add(node.name());
                order.add(node);
            }
        }
    }

    /** The node that makes a tensor; empty when the tensor is fed. */
    private Optional<TfjsNode> node(String tensor, String user) throws TfjsImportException {
        if (tensors.containsKey(tensor)) {
            return Optional.empty();
        }
        TfjsNode node = graph.nodes().get(Names.node(tensor));
        if (node == null) {
            throw new TfjsImportException("The " + user + " reads '" + tensor + "', but the graph has no such node");
        }
        return Optional.of(node);
    }

    private void translate(TfjsNode node) throws IOException {
        try {
            if (node.op().equals("Const")) {
                tensors.put(node.name() + ":0", weights.constant(node.name()));
                return;
            }
            Step step = new Step(node, tensors, onnx, layouts, limits);
            Optional<TensorData> folded = Folder.fold(step);
            if (folded.isPresent()) {
                step.constant(folded.get());
            } else {
                Rules.of(node.op()).apply(step);
            }
        } catch (UnsupportedGraph e) {
            throw new TfjsImportException(
                    "Cannot import node '" + node.name() + "' (" + node.op() + "): " + e.getMessage(), e);
        }
    }
}
