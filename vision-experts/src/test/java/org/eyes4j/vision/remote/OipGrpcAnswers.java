package org.eyes4j.vision.remote;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.onnx.ElementType;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;

/** What the protocol's gRPC methods answer; reads and writes messages with protobuf's own library, as the client does not. */
final class OipGrpcAnswers {
    private record Input(String name, String datatype, List<Long> shape) {}

    private final OipServer.Models models;

    OipGrpcAnswers(OipServer.Models models) {
        this.models = models;
    }

    byte[] yes(byte[] request) {
        return new byte[] {8, 1};
    }

    byte[] metadata(byte[] request) {
        return reading(request, in -> {
            String name = "";
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == 1) {
                    name = in.readString();
                } else {
                    in.skipField(tag);
                }
            }
            OnnxModel model = models.find(name);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeString(1, name);
            out.writeString(2, "1");
            out.writeString(3, "onnxruntime_onnx");
            for (TensorSpec spec : model.inputs()) {
                out.writeByteArray(4, port(spec.name(), OipHttpServer.DATATYPES.get(spec.type()), spec.shape()));
            }
            for (TensorSpec spec : model.outputs()) {
                out.writeByteArray(5, port(spec.name(), OipHttpServer.DATATYPES.get(spec.type()), spec.shape()));
            }
            out.flush();
            return bytes.toByteArray();
        });
    }

    private static byte[] port(String name, String datatype, List<Long> shape) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeString(1, name);
        out.writeString(2, datatype);
        for (long size : shape) {
            out.writeInt64(3, size);
        }
        out.flush();
        return bytes.toByteArray();
    }

    byte[] infer(byte[] request) {
        return reading(request, in -> {
            String name = "";
            List<Input> inputs = new ArrayList<>();
            List<String> wanted = new ArrayList<>();
            List<ByteBuffer> raw = new ArrayList<>();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> name = in.readString();
                    case 5 -> inputs.add(input(in.readByteArray()));
                    case 6 -> wanted.add(input(in.readByteArray()).name());
                    case 7 -> {
                        int size = in.readRawVarint32();
                        raw.add(ByteBuffer.wrap(request, in.getTotalBytesRead(), size));
                        in.skipRawBytes(size);
                    }
                    default -> in.skipField(tag);
                }
            }
            Map<String, Tensor> fed = new LinkedHashMap<>();
            for (int i = 0; i < inputs.size(); i++) {
                Input input = inputs.get(i);
                ElementType type = OipHttpServer.DATATYPES.entrySet().stream()
                        .filter(e -> e.getValue().equals(input.datatype()))
                        .findFirst()
                        .orElseThrow()
                        .getKey();
                fed.put(input.name(), Tensor.ofRaw(type, input.shape(), raw.get(i)));
            }
            return response(name, models.find(name).run(fed, wanted, new Cancellation()));
        });
    }

    private static Input input(byte[] message) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        String name = "";
        String datatype = "";
        List<Long> shape = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> name = in.readString();
                case 2 -> datatype = in.readString();
                case 3 -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    while (in.getBytesUntilLimit() > 0) {
                        shape.add(in.readInt64());
                    }
                    in.popLimit(limit);
                }
                default -> in.skipField(tag);
            }
        }
        return new Input(name, datatype, shape);
    }

    private static byte[] response(String name, OnnxOutputs outputs) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(head);
        out.writeString(1, name);
        out.writeString(2, "1");
        int size = 0;
        for (Map.Entry<String, Tensor> entry : outputs.asMap().entrySet()) {
            Tensor tensor = entry.getValue();
            out.writeByteArray(5, port(entry.getKey(), OipHttpServer.DATATYPES.get(tensor.type()), tensor.shape()));
            size += (int) tensor.byteSize() + 6;
        }
        out.flush();
        ByteBuffer message = ByteBuffer.allocate(head.size() + size).put(head.toByteArray());
        for (Tensor tensor : outputs.asMap().values()) {
            ByteArrayOutputStream length = new ByteArrayOutputStream();
            CodedOutputStream field = CodedOutputStream.newInstance(length);
            field.writeTag(6, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            field.writeUInt32NoTag((int) tensor.byteSize());
            field.flush();
            message.put(length.toByteArray());
            tensor.writeRaw(tensor.type(), message);
        }
        return java.util.Arrays.copyOf(message.array(), message.position());
    }

    @FunctionalInterface
    private interface Reading {
        byte[] apply(CodedInputStream in) throws IOException;
    }

    private static byte[] reading(byte[] request, Reading answer) {
        try {
            return answer.apply(CodedInputStream.newInstance(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
