package org.eyes4j.vision.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One node of a graph, as its file writes it; weights are not read.
 *
 * @param op its operator
 * @param inputs names of tensors; empty where an optional one is left out
 * @param outputs names of tensors
 * @param attributes the fields of its attributes and domain, as they are in the file
 */
public record OnnxNode(String op, List<String> inputs, List<String> outputs, byte[] attributes) {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int NAME = 3;
    private static final int OP = 4;
    private static final int MAX_NODES = 200_000;
    private static final int MAX_FIELD = 64 << 20;

    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * The nodes of a model's graph, in the file's order.
     *
     * @throws IOException if the file is no ONNX model
     */
    public static List<OnnxNode> read(Path file) throws IOException {
        List<OnnxNode> nodes = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            ProtoFile in = new ProtoFile(channel);
            while (in.position() < in.size()) {
                long tag = in.varint();
                if (tag == (MODEL_GRAPH << 3 | ProtoFile.LENGTH)) {
                    graph(in, in.varint(), nodes);
                } else {
                    skip(in, tag);
                }
            }
        }
        return nodes;
    }

    private static void graph(ProtoFile in, long length, List<OnnxNode> nodes) throws IOException {
        long end = in.position() + length;
        while (in.position() < end) {
            long tag = in.varint();
            if (tag == (GRAPH_NODE << 3 | ProtoFile.LENGTH)) {
                if (nodes.size() >= MAX_NODES) {
                    throw new IOException("it has more than " + MAX_NODES + " nodes");
                }
                nodes.add(node(in, in.varint()));
            } else {
                skip(in, tag);
            }
        }
    }

    private static OnnxNode node(ProtoFile in, long length) throws IOException {
        long end = in.position() + length;
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        String op = "";
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        while (in.position() < end) {
            long tag = in.varint();
            if ((tag & 7) != ProtoFile.LENGTH) {
                throw new IOException("a node at offset " + in.position() + " is not as ONNX writes it");
            }
            long size = in.varint();
            if (size < 0 || size > MAX_FIELD || size > in.size() - in.position()) {
                throw new IOException("a field of a node at offset " + in.position() + " claims " + size + " bytes");
            }
            switch ((int) (tag >>> 3)) {
                case INPUT -> inputs.add(in.text((int) size));
                case OUTPUT -> outputs.add(in.text((int) size));
                case OP -> op = in.text((int) size);
                case NAME -> in.skip(size);
                default -> write(rest, (int) (tag >>> 3), in.bytes((int) size));
            }
        }
        return new OnnxNode(op, inputs, outputs, rest.toByteArray());
    }

    private static void skip(ProtoFile in, long tag) throws IOException {
        switch ((int) (tag & 7)) {
            case ProtoFile.VARINT -> in.varint();
            case ProtoFile.FIXED64 -> in.skip(8);
            case ProtoFile.LENGTH -> in.skip(in.varint());
            case ProtoFile.FIXED32 -> in.skip(4);
            default -> throw new IOException("an unknown field at offset " + in.position());
        }
    }

    /**
     * Fields that, written behind a model's file, add nodes and one float32 output to its graph: in protobuf a message that
     * comes twice is merged.
     *
     * @param nodes in an order in which each uses only what earlier ones or the graph give
     * @param output one of their outputs
     */
    public static byte[] addition(List<OnnxNode> nodes, String output) {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        for (OnnxNode node : nodes) {
            write(graph, GRAPH_NODE, node.toBytes());
        }
        // A ValueInfoProto: name 1, type 2 { tensor_type 1 { elem_type 1: float32 } }; the shape is left to be
        // inferred.
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        write(type, 1, new byte[] {1 << 3, 1});
        ByteArrayOutputStream declared = new ByteArrayOutputStream();
        write(declared, 1, output.getBytes(StandardCharsets.UTF_8));
        write(declared, 2, type.toByteArray());
        write(graph, 12, declared.toByteArray());
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        write(model, MODEL_GRAPH, graph.toByteArray());
        return model.toByteArray();
    }

    private byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        inputs.forEach(input -> write(out, INPUT, input.getBytes(StandardCharsets.UTF_8)));
        outputs.forEach(output -> write(out, OUTPUT, output.getBytes(StandardCharsets.UTF_8)));
        write(out, NAME, ("eyes4j/" + outputs.get(0)).getBytes(StandardCharsets.UTF_8));
        write(out, OP, op.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(attributes);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int field, byte[] content) {
        varint(out, (long) field << 3 | ProtoFile.LENGTH);
        varint(out, content.length);
        out.writeBytes(content);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write((int) (rest & 0x7f) | 0x80);
        }
        out.write((int) rest);
    }
}
