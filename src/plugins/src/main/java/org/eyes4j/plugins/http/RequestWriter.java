package org.eyes4j.plugins.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.eyes4j.tools.Arguments;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;
import org.eyes4j.tools.value.Value;
import org.eyes4j.tools.value.ValueJson;

/** Writes a call's arguments as the request that the operation takes. Thread-safe. */
final class RequestWriter {
    private static final String LINE = "\r\n";

    private final URI server;
    private final Operation operation;

    /** @param server the address before the operation's path */
    RequestWriter(URI server, Operation operation) {
        this.server = server;
        this.operation = operation;
    }

    /** @throws UnfitArgumentException if an argument cannot be sent so */
    HttpRequest.Builder write(Arguments arguments) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (Part part : operation.parts()) {
            Optional<JsonNode> value = value(part, arguments);
            if (value.isEmpty()) {
                continue;
            }
            switch (part.place()) {
                case PATH -> path = path.replace("{" + part.name() + "}", segment(part, plain(value.get())));
                case QUERY -> {
                    for (JsonNode one : value.get().isArray() ? value.get() : List.of(value.get())) {
                        query.add(encoded(part.name()) + "=" + encoded(plain(one)));
                    }
                }
                case HEADER -> header(request, part, plain(value.get()));
                default -> {
                    // With the body, below.
                }
            }
        }
        if (path.contains("{")) {
            throw new UnfitArgumentException("The address " + path + " needs a part that was not given");
        }
        request.uri(URI.create(server + path + (query.isEmpty() ? "" : "?" + String.join("&", query))));
        return body(request, arguments);
    }

    private static void header(HttpRequest.Builder request, Part part, String value) {
        try {
            request.header(part.name(), value);
        } catch (IllegalArgumentException e) {
            throw new UnfitArgumentException(
                    "`" + part.name() + "` goes into a header: expected printable text on one line");
        }
    }

    private HttpRequest.Builder body(HttpRequest.Builder request, Arguments arguments) {
        String type = operation.bodyType();
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();
        if (type.equals("multipart/form-data")) {
            String boundary = "eyes4j-" + UUID.randomUUID();
            request.header("Content-Type", type + "; boundary=" + boundary);
            body = HttpRequest.BodyPublishers.ofByteArray(multipart(boundary, arguments));
        } else if (type.equals("application/json")) {
            request.header("Content-Type", type);
            ObjectNode root = JsonNodeFactory.instance.objectNode();
            fields().forEach(part -> value(part, arguments).ifPresent(v -> put(root, part.name(), v)));
            body = HttpRequest.BodyPublishers.ofString(root.toString());
        } else if (type.equals("application/x-www-form-urlencoded")) {
            request.header("Content-Type", type);
            List<String> fields = new ArrayList<>();
            fields().forEach(part ->
                    value(part, arguments).ifPresent(v -> fields.add(encoded(part.name()) + "=" + encoded(plain(v)))));
            body = HttpRequest.BodyPublishers.ofString(String.join("&", fields));
        } else if (!type.isEmpty()) {
            for (Part part : operation.parts()) {
                if (part.place() == Part.Place.BODY) {
                    byte[] bytes = bytes(part, arguments);
                    request.header("Content-Type", isPicture(part, arguments) ? mediaType(part) : type);
                    body = HttpRequest.BodyPublishers.ofByteArray(bytes);
                }
            }
        }
        return request.method(operation.method(), body);
    }

    private List<Part> fields() {
        return operation.parts().stream()
                .filter(p -> p.place() == Part.Place.FIELD)
                .toList();
    }

    private static void put(ObjectNode root, String name, JsonNode value) {
        root.set(name, value);
    }

    private byte[] multipart(String boundary, Arguments arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : fields()) {
            boolean picture = isPicture(part, arguments) && part.as() == Part.As.BINARY;
            Optional<JsonNode> value = picture ? Optional.empty() : value(part, arguments);
            if (!picture && value.isEmpty()) {
                continue;
            }
            String name = part.name().replaceAll("[\"\\r\\n]", "_");
            text(out, "--" + boundary + LINE + "Content-Disposition: form-data; name=\"" + name + "\"");
            if (picture) {
                text(out, "; filename=\"picture." + part.format() + "\"" + LINE + "Content-Type: " + mediaType(part));
            }
            text(out, LINE + LINE);
            if (picture) {
                out.writeBytes(bytes(part, arguments));
            } else {
                text(out, plain(value.get()));
            }
            text(out, LINE);
        }
        text(out, "--" + boundary + "--" + LINE);
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The value as JSON; empty where it was left out. */
    private static Optional<JsonNode> value(Part part, Arguments arguments) {
        if (part.fixed().isPresent()) {
            return part.fixed();
        }
        String port = part.port().orElseThrow().name();
        if (!arguments.has(port)) {
            return Optional.empty();
        }
        Value value = arguments.value(port);
        if (value instanceof Value.Image image) {
            String base64 = Base64.getEncoder().encodeToString(encode(part, image.raster()));
            String text = part.as() == Part.As.DATA_URL ? "data:" + mediaType(part) + ";base64," + base64 : base64;
            return Optional.of(JsonNodeFactory.instance.textNode(text));
        }
        return Optional.of(ValueJson.toJson(value));
    }

    private static boolean isPicture(Part part, Arguments arguments) {
        return part.port()
                .filter(p -> arguments.has(p.name()) && arguments.value(p.name()) instanceof Value.Image)
                .isPresent();
    }

    private static byte[] bytes(Part part, Arguments arguments) {
        return isPicture(part, arguments)
                ? encode(part, arguments.image(part.port().orElseThrow().name()).raster())
                : value(part, arguments).map(RequestWriter::plain).orElse("").getBytes(StandardCharsets.UTF_8);
    }

    private static String mediaType(Part part) {
        return "image/" + part.format();
    }

    private static byte[] encode(Part part, Raster raster) {
        if (part.format().equals("png")) {
            return Png.encode(raster);
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(Rasters.toBufferedImage(raster.overWhite()), "jpeg", out)) {
                throw new UnfitArgumentException("This picture cannot be written as JPEG; use `format: png`");
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** One step of a path: what it holds cannot lead to another. */
    private static String segment(Part part, String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new UnfitArgumentException(
                    "`" + part.name() + "` is a step of the service's address: expected a name, got '" + text + "'");
        }
        return encoded(text);
    }
}
