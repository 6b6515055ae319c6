package org.eyes4j.vision.tfjs;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Writes a small TensorFlow.js graph model, imports it and runs it: {@code x} is its input, the node {@code y} its output. */
final class TinyModel {
    static final ObjectMapper JSON = new ObjectMapper();

    final ObjectNode root = JSON.createObjectNode();
    final ByteArrayOutputStream weights = new ByteArrayOutputStream();
    private final ArrayNode nodes = root.putObject("modelTopology").putArray("node");
    private final ObjectNode group = root.putArray("weightsManifest").addObject();
    private final ArrayNode specs;

    TinyModel(String type) {
        root.put("format", "graph-model");
        group.putArray("paths").add("weights.bin");
        specs = group.putArray("weights");
        node("x", "Placeholder").putObject("attr").putObject("dtype").put("type", type);
    }

    ObjectNode group() {
        return group;
    }

    ObjectNode node(String name, String op, String... inputs) {
        ObjectNode node = nodes.addObject().put("name", name).put("op", op);
        Arrays.stream(inputs).forEach(node.putArray("input")::add);
        return node;
    }

    /** A node with attributes: pairs of a name and an integer, a list of integers, a flag, a text or texts. */
    TinyModel with(String name, String op, List<String> inputs, Object... attributes) {
        ObjectNode attr = node(name, op, inputs.toArray(String[]::new)).putObject("attr");
        for (int i = 0; i < attributes.length; i += 2) {
            ObjectNode value = attr.putObject((String) attributes[i]);
            Object v = attributes[i + 1];
            if (v instanceof Integer n) {
                value.put("i", n.toString());
            } else if (v instanceof Boolean b) {
                value.put("b", b);
            } else if (v instanceof String s && s.startsWith("DT_")) {
                value.put("type", s);
            } else if (v instanceof String s) {
                value.put("s", base64(s));
            } else if (v instanceof int[] list) {
                ArrayNode array = value.putObject("list").putArray("i");
                Arrays.stream(list).forEach(n -> array.add(Integer.toString(n)));
            } else if (v instanceof List<?> texts) {
                ArrayNode array = value.putObject("list").putArray("s");
                texts.forEach(t -> array.add(base64((String) t)));
            }
        }
        return this;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    TinyModel floats(String name, int[] shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        stored(name, "float32", shape, bytes.array());
        return this;
    }

    TinyModel ints(String name, int[] shape, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        stored(name, "int32", shape, bytes.array());
        return this;
    }

    TinyModel axes(String name, int... values) {
        return ints(name, new int[] {values.length}, values);
    }

    TinyModel number(String name, int value) {
        return ints(name, new int[0], value);
    }

    /** A constant with its bytes as they lie in the file; returns its entry, for a quantisation to be added. */
    ObjectNode stored(String name, String dtype, int[] shape, byte[] bytes) {
        node(name, "Const");
        ObjectNode spec = specs.addObject().put("name", name).put("dtype", dtype);
        Arrays.stream(shape).forEach(spec.putArray("shape")::add);
        weights.writeBytes(bytes);
        return spec;
    }

    Path writeTo(Path folder) throws IOException {
        Files.write(folder.resolve("weights.bin"), weights.toByteArray());
        return Files.writeString(folder.resolve("model.json"), root.toString());
    }

    /** Imports the model, cut from {@code x} to the tensors given. */
    Path convert(Path folder, TfjsType type, List<Integer> shape, String... outputs) throws IOException {
        TfjsCut cut = new TfjsCut(
                List.of(new TfjsInput("x", "x", type, shape)),
                Arrays.stream(outputs).map(o -> new TfjsOutput(o, "out_" + o)).toList());
        Path onnx = folder.resolve("model.onnx");
        TfjsImporter.convert(writeTo(folder), cut, onnx);
        return onnx;
    }

    /** Imports the model and runs it on floats; gives the output {@code y}. */
    Result run(Path folder, List<Integer> shape, float... x) throws IOException, OrtException {
        return run(convert(folder, TfjsType.FLOAT32, shape, "y"), shape, FloatBuffer.wrap(x));
    }

    /** Imports the model and runs it on integers; gives the output {@code y}. */
    Result run(Path folder, List<Integer> shape, int[] x) throws IOException, OrtException {
        return run(convert(folder, TfjsType.INT32, shape, "y"), shape, IntBuffer.wrap(x));
    }

    private static Result run(Path onnx, List<Integer> shape, java.nio.Buffer x) throws OrtException {
        long[] dims = shape.stream().mapToLong(Integer::longValue).toArray();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(onnx.toString());
                OnnxTensor input = x instanceof FloatBuffer f
                        ? OnnxTensor.createTensor(environment, f, dims)
                        : OnnxTensor.createTensor(environment, (IntBuffer) x, dims);
                OrtSession.Result results = session.run(java.util.Map.of("x", input))) {
            OnnxTensor y = (OnnxTensor) results.get(0);
            return new Result(
                    Arrays.stream(y.getInfo().getShape()).mapToInt(d -> (int) d).toArray(), numbers(y));
        }
    }

    private static double[] numbers(OnnxTensor tensor) {
        ByteBuffer bytes = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
        int count = (int) tensor.getInfo().getNumElements();
        double[] out = new double[count];
        for (int i = 0; i < count; i++) {
            out[i] = switch (tensor.getInfo().type) {
                case FLOAT -> bytes.getFloat(4 * i);
                case INT32 -> bytes.getInt(4 * i);
                default -> bytes.get(i);
            };
        }
        return out;
    }

    record Result(int[] shape, double[] values) {}
}
