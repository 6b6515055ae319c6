package org.eyes4j.vision.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Picks rows of tensors inside the runtime: beams that change places take what was remembered of them along, without a copy
 * through Java. It does so with a graph of {@code Gather} nodes, one for each tensor, made once for each kind of list. Thread-safe.
 */
final class RowPicker implements AutoCloseable {
    private static final int INT64 = 7;

    private final OrtEnvironment environment;
    private final int threads;
    private final Map<List<Integer>, OrtSession> graphs = new ConcurrentHashMap<>();

    RowPicker(OrtEnvironment environment, int threads) {
        this.environment = environment;
        this.threads = threads;
    }

    List<HeldTensor> pick(List<HeldTensor> tensors, int[] rows) {
        List<Integer> types = tensors.stream()
                .map(t -> code(ElementType.of(t.value().getInfo().type, t.toString())))
                .toList();
        OrtSession session = graphs.computeIfAbsent(types, this::open);
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        Tensor wanted = Tensor.of(java.util.Arrays.stream(rows).asLongStream().toArray(), rows.length);
        try (OnnxTensor indices = OnnxTensor.createTensor(
                environment, (java.nio.LongBuffer) wanted.directData(), new long[] {rows.length})) {
            inputs.put("rows", indices);
            for (int i = 0; i < tensors.size(); i++) {
                inputs.put("x" + i, tensors.get(i).value());
            }
            OrtSession.Result result = session.run(inputs);
            List<HeldTensor> picked = new ArrayList<>();
            for (int i = 0; i < tensors.size(); i++) {
                picked.add(new HeldTensor(
                        tensors.get(i).name(), (OnnxTensor) result.get("y" + i).orElseThrow(), this));
            }
            return List.copyOf(picked);
        } catch (OrtException e) {
            throw new OnnxException(
                    OnnxException.Kind.RUN_FAILED,
                    "Rows " + java.util.Arrays.toString(rows) + " of " + tensors + " could not be picked: "
                            + e.getMessage(),
                    e);
        }
    }

    /** A type as TensorProto.DataType numbers it. */
    private static int code(ElementType type) {
        return switch (type) {
            case FLOAT32 -> 1;
            case UINT8 -> 2;
            case INT8 -> 3;
            case INT32 -> 6;
            case INT64 -> INT64;
            case BOOL -> 9;
            case FLOAT16 -> 10;
        };
    }

    private OrtSession open(List<Integer> types) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            return environment.createSession(graph(types), options);
        } catch (OrtException e) {
            throw new IllegalStateException("The graph that picks rows cannot be loaded: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        graphs.values().forEach(session -> {
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("The graph that picks rows cannot be closed: " + e.getMessage(), e);
            }
        });
        graphs.clear();
    }

    /** A ModelProto of IR version 8 and opset 13. The numbers are those of the fields in onnx.proto. */
    private static byte[] graph(List<Integer> types) {
        Message graph = new Message();
        for (int i = 0; i < types.size(); i++) {
            graph.put(
                    1,
                    new Message().put(1, "x" + i).put(1, "rows").put(2, "y" + i).put(4, "Gather"));
        }
        graph.put(2, "pick_rows");
        graph.put(11, value("rows", INT64));
        for (int i = 0; i < types.size(); i++) {
            graph.put(11, value("x" + i, types.get(i)));
        }
        for (int i = 0; i < types.size(); i++) {
            graph.put(12, value("y" + i, types.get(i)));
        }
        return new Message()
                .put(1, 8)
                .put(7, graph)
                .put(8, new Message().put(1, "").put(2, 13))
                .bytes();
    }

    private static Message value(String name, int type) {
        return new Message().put(1, name).put(2, new Message().put(1, new Message().put(1, type)));
    }

    /** Fields of a protobuf message. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message put(int field, int value) {
            varint(field << 3);
            varint(value);
            return this;
        }

        Message put(int field, String value) {
            return put(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message put(int field, Message value) {
            return put(field, value.bytes());
        }

        private Message put(int field, byte[] value) {
            varint(field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void varint(int value) {
            int rest = value;
            while (rest > 0x7f) {
                out.write(rest & 0x7f | 0x80);
                rest >>>= 7;
            }
            out.write(rest);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
