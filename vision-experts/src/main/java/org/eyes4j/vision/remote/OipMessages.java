package org.eyes4j.vision.remote;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.vision.onnx.ElementType;

/**
 * The messages of the protocol's gRPC service {@code inference.GRPCInferenceService}, written and read by hand: what generated code
 * would copy several times is a view here. The numbers are those of the fields in the protocol's description (kserve,
 * open_inference_grpc.proto).
 */
final class OipMessages {
    private OipMessages() {}

    /** ModelMetadataRequest: 1 name, 2 version. */
    static byte[] metadataRequest(RemoteGraph where) {
        return new ProtoWriter().text(1, where.model()).text(2, where.version()).toByteArray();
    }

    /** ModelMetadataResponse: 4 inputs, 5 outputs, each 1 name, 2 datatype, 3 shape. */
    static OipClient.Ports metadata(byte[] message) {
        List<OipPort> inputs = new ArrayList<>();
        List<OipPort> outputs = new ArrayList<>();
        ProtoReader in = new ProtoReader(ByteBuffer.wrap(message));
        while (in.next()) {
            switch (in.field()) {
                case 4 -> inputs.add(port(new ProtoReader(in.bytes())));
                case 5 -> outputs.add(port(new ProtoReader(in.bytes())));
                default -> in.skip();
            }
        }
        return new OipClient.Ports(inputs, outputs);
    }

    private static OipPort port(ProtoReader in) {
        String name = "";
        String datatype = "";
        List<Long> shape = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> datatype = in.text();
                case 3 -> numbers(in, shape);
                default -> in.skip();
            }
        }
        return new OipPort(name, datatype, shape);
    }

    private static void numbers(ProtoReader in, List<Long> numbers) {
        if (in.wire() == ProtoReader.VARINT) {
            numbers.add(in.varint());
        } else {
            ByteBuffer packed = in.bytes();
            ProtoReader values = new ProtoReader(packed);
            while (values.hasMore()) {
                numbers.add(values.varint());
            }
        }
    }

    /**
     * ModelInferRequest: 1 model_name, 2 model_version, 5 inputs (1 name, 2 datatype, 3 shape), 6 outputs (1 name), 7
     * raw_input_contents.
     */
    static byte[] inferRequest(RemoteGraph where, List<OipInput> inputs, Collection<String> wanted) {
        ProtoWriter head = new ProtoWriter().text(1, where.model()).text(2, where.version());
        for (OipInput input : inputs) {
            head.message(
                    5,
                    new ProtoWriter()
                            .text(1, input.name())
                            .text(2, input.datatype())
                            .numbers(3, input.shape()));
        }
        wanted.forEach(name -> head.message(6, new ProtoWriter().text(1, name)));
        List<byte[]> heads = new ArrayList<>();
        byte[] first = head.toByteArray();
        int size = first.length;
        for (OipInput input : inputs) {
            byte[] one = new ProtoWriter().head(7, input.bytes()).toByteArray();
            heads.add(one);
            size = Math.addExact(size, Math.addExact(one.length, input.bytes()));
        }
        byte[] message = Arrays.copyOf(first, size);
        ByteBuffer rest = ByteBuffer.wrap(message).position(first.length);
        for (int i = 0; i < inputs.size(); i++) {
            rest.put(heads.get(i));
            inputs.get(i).tensor().writeRaw(inputs.get(i).type(), rest);
        }
        return message;
    }

    /**
     * ModelInferResponse: 5 outputs (1 name, 2 datatype, 3 shape, 5 contents), 6 raw_output_contents in the order of the outputs.
     *
     * @throws ProtoReader.MalformedException if it is none
     */
    static List<OipTensor> inferResponse(byte[] message) {
        List<Output> outputs = new ArrayList<>();
        List<ByteBuffer> raw = new ArrayList<>();
        ProtoReader in = new ProtoReader(ByteBuffer.wrap(message));
        while (in.next()) {
            switch (in.field()) {
                case 5 -> outputs.add(output(new ProtoReader(in.bytes())));
                case 6 -> raw.add(in.bytes());
                default -> in.skip();
            }
        }
        if (!raw.isEmpty() && raw.size() != outputs.size()) {
            throw new ProtoReader.MalformedException(outputs.size() + " outputs and the raw contents of " + raw.size());
        }
        List<OipTensor> tensors = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            tensors.add(new OipTensor(
                    output.name(),
                    output.datatype(),
                    output.shape(),
                    raw.isEmpty() ? contents(output.contents(), output.datatype()) : raw.get(i)));
        }
        return tensors;
    }

    private record Output(String name, String datatype, List<Long> shape, ByteBuffer contents) {}

    private static Output output(ProtoReader in) {
        String name = "";
        String datatype = "";
        List<Long> shape = new ArrayList<>();
        ByteBuffer contents = ByteBuffer.allocate(0);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> datatype = in.text();
                case 3 -> numbers(in, shape);
                case 5 -> contents = in.bytes();
                default -> in.skip();
            }
        }
        return new Output(name, datatype, shape, contents);
    }

    /** InferTensorContents as raw ones: 1 bool, 2 int, 3 int64, 4 uint, 6 fp32. */
    private static ByteBuffer contents(ByteBuffer message, String datatype) {
        ElementType type = OipType.read(datatype).orElse(ElementType.UINT8);
        List<Long> numbers = new ArrayList<>();
        List<Integer> floats = new ArrayList<>();
        ProtoReader in = new ProtoReader(message);
        while (in.next()) {
            if (in.field() == 6 && in.wire() == ProtoReader.BYTES) {
                return in.bytes();
            } else if (in.field() == 6) {
                floats.add(in.fixed32());
            } else if (in.field() >= 1 && in.field() <= 4) {
                numbers(in, numbers);
            } else {
                in.skip();
            }
        }
        ByteBuffer raw = ByteBuffer.allocate(floats.size() * 4 + numbers.size() * type.bytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        floats.forEach(raw::putInt);
        for (long number : numbers) {
            switch (type.bytes()) {
                case 8 -> raw.putLong(number);
                case 4 -> raw.putInt((int) number);
                case 2 -> raw.putShort((short) number);
                default -> raw.put((byte) number);
            }
        }
        return raw.flip();
    }
}
