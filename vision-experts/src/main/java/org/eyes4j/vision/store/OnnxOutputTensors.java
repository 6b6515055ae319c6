package org.eyes4j.vision.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eyes4j.config.model.ModelImport;

/**
 * Makes inner float32 tensors of an ONNX graph outputs of it ({@code onnx-outputs}). Nothing of the file is changed or even
 * understood: in protobuf, a message that comes twice is merged, so a second graph that holds only the new outputs is written
 * behind the file. Each is an Identity of the inner tensor, under its new name.
 */
public final class OnnxOutputTensors implements Importer {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_OUTPUT = 12;
    private static final int FLOAT32 = 1;

    @Override
    public String format() {
        return "onnx-outputs";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void convert(Path main, ModelImport.Cut cut, Path out) throws IOException {
        if (!cut.inputs().isEmpty() || cut.outputs().isEmpty()) {
            throw new IOException("expected outputs and no inputs in the cut, found " + cut);
        }
        byte[] model = Files.readAllBytes(main);
        byte[] graph = {};
        for (ModelImport.Output output : cut.outputs()) {
            if (!contains(model, utf8(output.tensor()))) {
                throw new IOException("the graph has no tensor `" + output.tensor() + "`");
            }
            graph = concat(graph, field(GRAPH_NODE, identity(output)), field(GRAPH_OUTPUT, declaration(output)));
        }
        Files.write(out, model, StandardOpenOption.CREATE_NEW);
        Files.write(out, field(MODEL_GRAPH, graph), StandardOpenOption.APPEND);
    }

    /** A NodeProto: input 1, output 2, name 3, op_type 4. */
    private static byte[] identity(ModelImport.Output output) {
        return concat(
                field(1, utf8(output.tensor())),
                field(2, utf8(output.name())),
                field(3, utf8("eyes4j/" + output.name())),
                field(4, utf8("Identity")));
    }

    /** A ValueInfoProto: name 1, type 2 { tensor_type 1 { elem_type 1 } }; the shape is left to be inferred. */
    private static byte[] declaration(ModelImport.Output output) {
        return concat(field(1, utf8(output.name())), field(2, field(1, new byte[] {1 << 3, FLOAT32})));
    }

    /** A length-delimited field. */
    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(number << 3 | 2);
        int length = content.length;
        for (; length > 0x7f; length >>>= 7) {
            bytes.write(length & 0x7f | 0x80);
        }
        bytes.write(length);
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static boolean contains(byte[] all, byte[] part) {
        for (int at = 0; at <= all.length - part.length; at++) {
            int i = 0;
            while (i < part.length && all[at + i] == part[i]) {
                i++;
            }
            if (i == part.length) {
                return true;
            }
        }
        return false;
    }
}
