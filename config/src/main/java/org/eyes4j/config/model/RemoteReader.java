package org.eyes4j.config.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eyes4j.config.quantity.Quantity;

/** Reads where and how something remote is asked, of a document that a schema found right. */
public final class RemoteReader {
    private RemoteReader() {}

    /**
     * What a {@code remote} object says.
     *
     * @param path where the file would lie
     * @throws IllegalArgumentException with what was expected and what was found
     */
    public static RemoteGraph graph(String path, JsonNode remote) {
        return new RemoteGraph(
                path,
                address(remote.path("url").asText()),
                RemoteGraph.Protocol.valueOf(
                        remote.path("protocol").asText("http").toUpperCase(java.util.Locale.ROOT)),
                remote.path("model").asText(),
                remote.path("version").asText(""),
                texts(remote.path("names")),
                access(remote),
                limits(remote));
    }

    /** The fields {@code token}, {@code headers} and {@code ca}. */
    public static RemoteGraph.Access access(JsonNode node) {
        return new RemoteGraph.Access(
                node.path("token").asText(""),
                texts(node.path("headers")),
                Optional.ofNullable(node.path("ca").textValue()));
    }

    /** The fields {@code timeout}, {@code retries}, {@code concurrency} and {@code max_answer}. */
    public static RemoteGraph.Limits limits(JsonNode node) {
        RemoteGraph.Limits usual = RemoteGraph.Limits.DEFAULT;
        return new RemoteGraph.Limits(
                node.has("timeout") ? Quantity.time(node.path("timeout").asText()) : usual.timeout(),
                node.path("retries").asInt(usual.retries()),
                node.path("concurrency").asInt(usual.concurrency()),
                node.has("max_answer") ? Quantity.bytes(node.path("max_answer").asText()) : usual.maxAnswer());
    }

    private static URI address(String text) {
        try {
            return new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException("Expected an address as http://HOST:PORT, got `" + text + "`", e);
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.fields().forEachRemaining(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }
}
