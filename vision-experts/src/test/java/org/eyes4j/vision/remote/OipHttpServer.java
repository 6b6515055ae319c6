package org.eyes4j.vision.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.onnx.ElementType;
import org.eyes4j.vision.onnx.OnnxModel;
import org.eyes4j.vision.onnx.OnnxOutputs;
import org.eyes4j.vision.onnx.Tensor;
import org.eyes4j.vision.onnx.TensorSpec;

/** The protocol over HTTP, as its description tells it. */
final class OipHttpServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_LENGTH = "Inference-Header-Content-Length";
    static final Map<ElementType, String> DATATYPES = Map.of(
            ElementType.FLOAT32, "FP32",
            ElementType.FLOAT16, "FP16",
            ElementType.INT64, "INT64",
            ElementType.INT32, "INT32",
            ElementType.INT8, "INT8",
            ElementType.UINT8, "UINT8",
            ElementType.BOOL, "BOOL");

    private final OipServer.Models models;
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final HttpServer server;

    OipHttpServer(OipServer.Models models) throws IOException {
        // Otherwise an answer waits for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.models = models;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/v2/models/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/");
            boolean infer = path[path.length - 1].equals("infer");
            try {
                OnnxModel model = models.find(path[3]);
                if (infer) {
                    infer(exchange, path[3], model);
                } else {
                    send(exchange, 200, metadata(path[3], model).toString().getBytes(StandardCharsets.UTF_8));
                }
            } catch (RuntimeException e) {
                send(
                        exchange,
                        e instanceof IllegalArgumentException ? 404 : 400,
                        JSON.createObjectNode()
                                .put("error", e.getMessage())
                                .toString()
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    static ObjectNode metadata(String name, OnnxModel model) {
        ObjectNode root = JSON.createObjectNode().put("name", name).put("platform", "onnxruntime_onnx");
        root.putArray("versions").add("1");
        ports(root.putArray("inputs"), model.inputs());
        ports(root.putArray("outputs"), model.outputs());
        return root;
    }

    private static void ports(ArrayNode array, List<TensorSpec> specs) {
        for (TensorSpec spec : specs) {
            ObjectNode port = array.addObject().put("name", spec.name()).put("datatype", DATATYPES.get(spec.type()));
            spec.shape().forEach(port.putArray("shape")::add);
        }
    }

    private static void infer(HttpExchange exchange, String name, OnnxModel model) throws IOException {
        int size = Integer.parseInt(exchange.getRequestHeaders().getFirst("Content-Length"));
        byte[] body = exchange.getRequestBody().readNBytes(size);
        String told = exchange.getRequestHeaders().getFirst(JSON_LENGTH);
        int at = told == null ? size : Integer.parseInt(told);
        JsonNode head = JSON.readTree(body, 0, at);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (JsonNode input : head.path("inputs")) {
            int bytes = input.path("parameters").path("binary_data_size").asInt(-1);
            if (bytes < 0) {
                throw new IllegalStateException("only binary tensors are served");
            }
            List<Long> shape = new ArrayList<>();
            input.path("shape").forEach(s -> shape.add(s.asLong()));
            ElementType type = DATATYPES.entrySet().stream()
                    .filter(e -> e.getValue().equals(input.path("datatype").asText()))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            inputs.put(input.path("name").asText(), Tensor.ofRaw(type, shape, ByteBuffer.wrap(body, at, bytes)));
            at += bytes;
        }
        List<String> wanted = new ArrayList<>();
        head.path("outputs").forEach(o -> wanted.add(o.path("name").asText()));
        OnnxOutputs outputs = model.run(inputs, wanted, new Cancellation());
        ObjectNode answer = JSON.createObjectNode().put("model_name", name).put("model_version", "1");
        ArrayNode array = answer.putArray("outputs");
        int total = 0;
        for (Map.Entry<String, Tensor> entry : outputs.asMap().entrySet()) {
            Tensor tensor = entry.getValue();
            ObjectNode one =
                    array.addObject().put("name", entry.getKey()).put("datatype", DATATYPES.get(tensor.type()));
            tensor.shape().forEach(one.putArray("shape")::add);
            one.putObject("parameters").put("binary_data_size", tensor.byteSize());
            total += (int) tensor.byteSize();
        }
        byte[] json = answer.toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(json, json.length + total);
        ByteBuffer rest = ByteBuffer.wrap(all).position(json.length);
        outputs.asMap().values().forEach(tensor -> tensor.writeRaw(tensor.type(), rest));
        exchange.getResponseHeaders().add("Content-Type", "application/octet-stream");
        exchange.getResponseHeaders().add(JSON_LENGTH, Integer.toString(json.length));
        exchange.sendResponseHeaders(200, all.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(all);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
