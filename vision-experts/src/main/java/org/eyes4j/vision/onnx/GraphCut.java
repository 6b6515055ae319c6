package org.eyes4j.vision.onnx;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model's file, read so that parts of its graph can be written as models of their own: what an encoder gives can then be
 * kept. Weights are copied, never read. Immutable; the file must not change meanwhile.
 */
public final class GraphCut {
    private static final int MODEL_GRAPH = 7;
    private static final Set<Integer> MODEL_KEPT = Set.of(1, 8, 25);
    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int SPARSE_INITIALIZER = 15;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int FLOAT32 = 1;

    private record Range(long from, long length) {}

    private record Node(Range range, List<String> inputs, List<String> outputs, String operator) {}

    private final Path file;
    private final List<Range> header = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Integer> producers = new HashMap<>();
    private final Map<String, Range> initializers = new HashMap<>();
    private final Map<String, Range> inputs = new HashMap<>();
    private final Map<String, Range> outputs = new HashMap<>();

    private GraphCut(Path file) {
        this.file = file;
    }

    /**
     * Reads a model.
     *
     * @throws IOException if it cannot be read, is no ONNX, or is of a form that is not cut here
     */
    public static GraphCut of(Path file) throws IOException {
        GraphCut cut = new GraphCut(file);
        try (FileChannel channel = FileChannel.open(file)) {
            ProtoFile in = new ProtoFile(channel);
            Fields model = new Fields(in, in.size());
            while (model.next()) {
                if (model.field == MODEL_GRAPH) {
                    cut.graph(in, model.end);
                } else if (MODEL_KEPT.contains(model.field)) {
                    cut.header.add(new Range(model.start, model.end - model.start));
                }
            }
        }
        return cut;
    }

    /** The first input of the operator that makes a tensor, if it is of this kind. */
    public Optional<String> firstInput(String tensor, String operator) {
        Integer producer = producers.get(tensor);
        return Optional.ofNullable(producer)
                .map(nodes::get)
                .filter(n -> n.operator.equals(operator) && !n.inputs.isEmpty())
                .map(n -> n.inputs.get(0));
    }

    /**
     * A part of the graph: all that makes some tensors out of its inputs.
     *
     * @param inputs names of what it needs: the graph's own inputs, and those it was cut at
     */
    public record Part(GraphCut of, Set<String> inputs, Collection<String> outputs, Map<String, Integer> cutAt) {}

    /**
     * The part that makes these tensors.
     *
     * @param cutAt float32 tensors, with their number of dimensions, that become inputs of the part
     * @throws IOException if the graph has no such tensor
     */
    public Part part(Collection<String> wanted, Map<String, Integer> cutAt) throws IOException {
        return new Part(this, reach(wanted, cutAt).inputs, List.copyOf(wanted), Map.copyOf(cutAt));
    }

    /** Writes a part as a model. */
    public static void write(Part part, Path out) throws IOException {
        part.of.write(part.outputs, part.cutAt, out);
    }

    private record Reach(Set<Integer> nodes, Set<String> initializers, Set<String> inputs) {}

    private Reach reach(Collection<String> wanted, Map<String, Integer> cutAt) throws IOException {
        Reach reach = new Reach(new TreeSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(wanted);
        while (!open.isEmpty()) {
            String tensor = open.pop();
            if (tensor.isEmpty() || !seen.add(tensor)) {
                continue;
            }
            Integer producer = producers.get(tensor);
            if (cutAt.containsKey(tensor) || producer == null && inputs.containsKey(tensor)) {
                reach.inputs.add(tensor);
            } else if (producer != null) {
                if (reach.nodes.add(producer)) {
                    nodes.get(producer).inputs.forEach(open::push);
                }
            } else if (initializers.containsKey(tensor)) {
                reach.initializers.add(tensor);
            } else if (wanted.contains(tensor)) {
                throw new IOException("the graph has no tensor \"" + tensor + "\"");
            }
            // Else a name from inside of a loop or a branch, which brings its own.
        }
        return reach;
    }

    private void write(Collection<String> wanted, Map<String, Integer> cutAt, Path out) throws IOException {
        Reach reach = reach(wanted, cutAt);
        List<Object> pieces = new ArrayList<>();
        reach.nodes.forEach(node -> pieces.add(nodes.get(node).range));
        pieces.add(field(2, "part".getBytes(StandardCharsets.UTF_8)));
        reach.initializers.forEach(name -> pieces.add(initializers.get(name)));
        for (String name : reach.inputs) {
            Integer rank = cutAt.get(name);
            pieces.add(rank == null ? inputs.get(name) : field(INPUT, declaration(name, rank)));
        }
        for (String name : wanted) {
            pieces.add(outputs.containsKey(name) ? outputs.get(name) : field(OUTPUT, declaration(name, -1)));
        }
        long length = 0;
        for (Object piece : pieces) {
            length += piece instanceof Range range ? range.length : ((byte[]) piece).length;
        }
        try (FileChannel in = FileChannel.open(file);
                FileChannel to = FileChannel.open(out, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (Range range : header) {
                copy(in, range, to);
            }
            put(to, tag(MODEL_GRAPH, length));
            for (Object piece : pieces) {
                if (piece instanceof Range range) {
                    copy(in, range, to);
                } else {
                    put(to, (byte[]) piece);
                }
            }
        } catch (IOException e) {
            Files.deleteIfExists(out);
            throw e;
        }
    }

    private void graph(ProtoFile in, long end) throws IOException {
        Fields graph = new Fields(in, end);
        while (graph.next()) {
            Range range = new Range(graph.start, graph.end - graph.start);
            switch (graph.field) {
                case NODE -> {
                    Node node = node(in, graph.end, range);
                    node.outputs.forEach(name -> producers.put(name, nodes.size()));
                    nodes.add(node);
                }
                case INITIALIZER -> initializers.put(name(in, graph.end, 8, true), range);
                case INPUT -> inputs.put(name(in, graph.end, 1, false), range);
                case OUTPUT -> outputs.put(name(in, graph.end, 1, false), range);
                case SPARSE_INITIALIZER -> throw new IOException("a graph with sparse weights is not cut");
                default -> {}
            }
        }
    }

    private static Node node(ProtoFile in, long end, Range range) throws IOException {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        String operator = "";
        Fields node = new Fields(in, end);
        while (node.next()) {
            switch (node.field) {
                case 1 -> inputs.add(node.text());
                case 2 -> outputs.add(node.text());
                case 4 -> operator = node.text();
                case 5 -> inner(in, node.end, inputs);
                default -> {}
            }
        }
        return new Node(range, inputs, outputs, operator);
    }

    /** What the nodes of a branch or a loop's body read may come from outside of it. */
    private static void inner(ProtoFile in, long end, List<String> inputs) throws IOException {
        Fields attribute = new Fields(in, end);
        while (attribute.next()) {
            if (attribute.field == 6 || attribute.field == 11) {
                Fields graph = new Fields(in, attribute.end);
                while (graph.next()) {
                    if (graph.field == NODE) {
                        inputs.addAll(node(in, graph.end, new Range(0, 0)).inputs);
                    } else if (graph.field == OUTPUT) {
                        inputs.add(name(in, graph.end, 1, false));
                    }
                }
            }
        }
    }

    private static String name(ProtoFile in, long end, int field, boolean weights) throws IOException {
        String name = "";
        Fields message = new Fields(in, end);
        while (message.next()) {
            if (message.field == field) {
                name = message.text();
            } else if (weights && message.field == 13) {
                throw new IOException("a graph with weights in other files is not cut");
            }
        }
        return name;
    }

    /** A ValueInfoProto of a float32 tensor; sizes are left open, and below 0 dimensions their number too. */
    private static byte[] declaration(String name, int dimensions) {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        tensor.write(1 << 3);
        tensor.write(FLOAT32);
        if (dimensions >= 0) {
            ByteArrayOutputStream shape = new ByteArrayOutputStream();
            for (int d = 0; d < dimensions; d++) {
                shape.writeBytes(field(1, new byte[0]));
            }
            tensor.writeBytes(field(2, shape.toByteArray()));
        }
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.writeBytes(field(1, name.getBytes(StandardCharsets.UTF_8)));
        info.writeBytes(field(2, field(1, tensor.toByteArray())));
        return info.toByteArray();
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(tag(number, content.length));
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    private static byte[] tag(int field, long length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(field << 3 | ProtoFile.LENGTH);
        long rest = length;
        for (; rest > 0x7f; rest >>>= 7) {
            bytes.write((int) (rest & 0x7f) | 0x80);
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }

    private static void put(FileChannel to, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    private static void copy(FileChannel in, Range range, FileChannel to) throws IOException {
        for (long done = 0; done < range.length; ) {
            long moved = in.transferTo(range.from + done, range.length - done, to);
            if (moved <= 0) {
                throw new EOFException("the file ends at " + (range.from + done));
            }
            done += moved;
        }
    }

    /** The fields of one message, one after another; what was not read of one is skipped. */
    private static final class Fields {
        private final ProtoFile in;
        private final long last;
        private int field;
        private long start;
        private long end;

        Fields(ProtoFile in, long last) {
            this.in = in;
            this.last = last;
            this.end = in.position();
        }

        boolean next() throws IOException {
            in.skip(end - in.position());
            if (in.position() >= last) {
                return false;
            }
            start = in.position();
            long tag = in.varint();
            field = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case ProtoFile.VARINT -> {
                    in.varint();
                    end = in.position();
                }
                case ProtoFile.FIXED64 -> end = in.position() + 8;
                case ProtoFile.FIXED32 -> end = in.position() + 4;
                case ProtoFile.LENGTH -> {
                    long length = in.varint();
                    end = in.position() + length;
                    if (length < 0 || end > last) {
                        throw new EOFException("field " + field + " reaches past its message");
                    }
                }
                default -> throw new IOException("field " + field + " is of a wire type that protobuf does not have");
            }
            return true;
        }

        String text() throws IOException {
            return in.text(Math.toIntExact(end - in.position()));
        }
    }
}
