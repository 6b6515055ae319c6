package org.eyes4j.vision.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eyes4j.config.model.RemoteGraph;
import org.eyes4j.tools.Cancellation;
import org.eyes4j.vision.remote.RemoteException.Kind;

/**
 * The protocol over HTTP: a JSON object that says what comes, and the tensors as bytes behind it (the binary tensor data
 * extension). A server that answers with numbers in JSON all the same is understood.
 */
final class HttpOip implements OipClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private final Endpoint endpoint;
    private final WebClient web;
    private final URI model;

    HttpOip(Endpoint endpoint, RemoteGraph where, Map<String, String> environment) {
        this.endpoint = endpoint;
        this.web = new WebClient(endpoint, where.access(), environment);
        this.model = URI.create(where.url() + "/v2/models/" + where.model()
                + (where.version().isEmpty() ? "" : "/versions/" + where.version()));
    }

    @Override
    public Ports metadata(long deadline, Cancellation cancellation) {
        WebAnswer answer = web.ask(
                HttpRequest.newBuilder(model)
                        .header("Accept", "application/json")
                        .GET(),
                HttpOip::why,
                deadline,
                cancellation);
        JsonNode root = json(answer.body(), 0, answer.body().length);
        return new Ports(ports(root.path("inputs")), ports(root.path("outputs")));
    }

    private static List<OipPort> ports(JsonNode array) {
        List<OipPort> ports = new ArrayList<>();
        array.forEach(p -> ports.add(
                new OipPort(p.path("name").asText(), p.path("datatype").asText(), shape(p.path("shape")))));
        return ports;
    }

    private static List<Long> shape(JsonNode array) {
        List<Long> shape = new ArrayList<>();
        array.forEach(size -> shape.add(size.asLong()));
        return shape;
    }

    @Override
    public List<OipTensor> infer(
            List<OipInput> inputs, Collection<String> wanted, long deadline, Cancellation cancellation) {
        byte[] head = head(inputs, wanted);
        int size = head.length;
        for (OipInput input : inputs) {
            size = Math.addExact(size, input.bytes());
        }
        byte[] body = Arrays.copyOf(head, size);
        ByteBuffer rest = ByteBuffer.wrap(body).position(head.length);
        inputs.forEach(input -> input.tensor().writeRaw(input.type(), rest));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(model + "/infer"))
                .header("Content-Type", "application/octet-stream")
                .header(JSON_LENGTH, Integer.toString(head.length))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return read(web.ask(request, HttpOip::why, deadline, cancellation));
    }

    private static byte[] head(List<OipInput> inputs, Collection<String> wanted) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode in = root.putArray("inputs");
        for (OipInput input : inputs) {
            ObjectNode one = in.addObject().put("name", input.name());
            ArrayNode shape = one.putArray("shape");
            input.shape().forEach(shape::add);
            one.put("datatype", input.datatype());
            one.putObject("parameters").put("binary_data_size", input.bytes());
        }
        ArrayNode out = root.putArray("outputs");
        wanted.forEach(name ->
                out.addObject().put("name", name).putObject("parameters").put("binary_data", true));
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private List<OipTensor> read(WebAnswer answer) {
        byte[] body = answer.body();
        String told = answer.header(JSON_LENGTH);
        int length = body.length;
        if (!told.isEmpty()) {
            if (!told.matches("[0-9]{1,9}") || Integer.parseInt(told) > body.length) {
                throw wrong("expected " + JSON_LENGTH + " of at most " + body.length + " bytes, which came, found `"
                        + web.credentials().shown(told) + "`");
            }
            length = Integer.parseInt(told);
        }
        JsonNode outputs = json(body, 0, length).path("outputs");
        if (!outputs.isArray()) {
            throw wrong("expected a list of `outputs` in its answer, found none");
        }
        List<OipTensor> tensors = new ArrayList<>();
        int at = length;
        for (JsonNode output : outputs) {
            String name = output.path("name").asText();
            String datatype = output.path("datatype").asText();
            JsonNode size = output.path("parameters").path("binary_data_size");
            ByteBuffer data;
            if (size.isIntegralNumber()) {
                long bytes = size.asLong();
                if (bytes < 0 || bytes > body.length - at) {
                    throw wrong("expected " + bytes + " bytes of output \""
                            + web.credentials().shown(name) + "\", found " + (body.length - at)
                            + ": its answer is cut off");
                }
                data = ByteBuffer.wrap(body, at, (int) bytes);
                at += (int) bytes;
            } else {
                data = JsonNumbers.raw(output.path("data"), datatype)
                        .orElseThrow(() ->
                                wrong("expected output \"" + web.credentials().shown(name)
                                        + "\" as bytes, or as numbers of type "
                                        + web.credentials().shown(datatype)
                                        + " in `data`, found something else"));
            }
            tensors.add(new OipTensor(name, datatype, shape(output.path("shape")), data));
        }
        if (at != body.length) {
            throw wrong("expected " + (at - length) + " bytes of outputs behind the JSON of its answer, found "
                    + (body.length - length));
        }
        return tensors;
    }

    private JsonNode json(byte[] bytes, int from, int length) {
        try {
            JsonNode root = JSON.readTree(bytes, from, length);
            if (root != null && root.isObject()) {
                return root;
            }
        } catch (IOException e) {
            // Told below: what a parser says of it quotes what it may.
        }
        throw wrong("expected a JSON object of the Open Inference Protocol, found `"
                + web.credentials().shown(new String(bytes, from, Math.min(length, 80), StandardCharsets.UTF_8)) + "`");
    }

    private static String why(byte[] body) {
        try {
            return JSON.readTree(body).path("error").asText();
        } catch (IOException e) {
            return "";
        }
    }

    private RemoteException wrong(String what) {
        return new RemoteException(Kind.WRONG_ANSWER, endpoint.name() + ": " + what);
    }

    @Override
    public void close() {
        web.close();
    }
}
