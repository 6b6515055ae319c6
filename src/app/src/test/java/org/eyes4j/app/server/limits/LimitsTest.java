package org.eyes4j.app.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eyes4j.app.server.RawHttp;
import org.eyes4j.app.server.ScriptedTool;
import org.eyes4j.app.server.TestServer;
import org.eyes4j.app.server.security.ApiKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each limit at its edge: what just fits is taken, one more is not. */
class LimitsTest {
    private static final ApiKey BUSY = ApiKey.random();
    private static final ApiKey CALM = ApiKey.random();
    private static final int HEADERS = 1000;

    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path home) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("eyes4j.server.limits.url-length", 200);
        properties.put("eyes4j.server.limits.headers", HEADERS + "B");
        properties.put("eyes4j.server.limits.body", "300B");
        properties.put("eyes4j.server.limits.upload", "500B");
        properties.put("spring.servlet.multipart.max-file-size", "400B");
        properties.put("spring.servlet.multipart.max-request-size", "2000B");
        properties.put("server.tomcat.max-part-count", 3);
        properties.put("eyes4j.server.limits.rates.calls", 60);
        properties.put("eyes4j.server.limits.rates.reads", 3);
        properties.put("eyes4j.server.limits.quotas.artifact-bytes", "1000B");
        properties.put("eyes4j.server.security.keys[0].name", "busy");
        properties.put("eyes4j.server.security.keys[0].hash", BUSY.hash());
        properties.put("eyes4j.server.security.keys[0].scopes", "call");
        properties.put("eyes4j.server.security.keys[1].name", "calm");
        properties.put("eyes4j.server.security.keys[1].hash", CALM.hash());
        properties.put("eyes4j.server.security.keys[1].scopes", "call");
        server = TestServer.at(home, properties, ScriptedTool.echo());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void should_take_an_address_up_to_its_length() throws IOException {
        assertThat(RawHttp.get(server.port(), "/" + "a".repeat(199)).status()).isEqualTo(401);
        assertThat(RawHttp.get(server.port(), "/?" + "a".repeat(198)).status()).isEqualTo(200);

        refused(
                RawHttp.get(server.port(), "/" + "a".repeat(200)),
                414,
                "uri-too-long",
                "The address has 201 characters; 200 are");
        refused(
                RawHttp.get(server.port(), "/?" + "a".repeat(199)),
                414,
                "uri-too-long",
                "The address has 201 characters; 200 are");
    }

    @Test
    void should_take_headers_up_to_their_size() throws IOException {
        int others = ("Host: 127.0.0.1:" + server.port() + "\r\nConnection: close\r\n").length();
        int left = HEADERS - others - "X: \r\n".length();

        assertThat(RawHttp.get(server.port(), "/", "X: " + "x".repeat(left)).status())
                .isEqualTo(200);
        refused(
                RawHttp.get(server.port(), "/", "X: " + "x".repeat(left + 1)),
                431,
                "headers-too-large",
                "The headers have 1001 bytes; 1000 are taken");
    }

    @Test
    void should_take_a_json_body_up_to_its_size() throws IOException {
        assertThat(echo(300).status()).isEqualTo(200);
        refused(echo(301), 413, "too-large", "The body has 301 bytes; 300 are taken (eyes4j.server.limits.body)");
    }

    @Test
    void should_count_a_body_that_does_not_say_how_long_it_is() throws IOException {
        assertThat(chunked(300).status()).isEqualTo(200);
        refused(chunked(301), 413, "too-large", "The body has more than the 300 bytes that are taken");
    }

    @Test
    void should_take_an_upload_up_to_its_size() throws IOException {
        String octets = "Content-Type: application/octet-stream";

        assertThat(RawHttp.ask(server.port(), "POST", "/api/v1/artifacts", "x".repeat(500), octets, key(CALM))
                        .status())
                .isEqualTo(422);
        refused(
                RawHttp.ask(server.port(), "POST", "/api/v1/artifacts", "x".repeat(501), octets, key(CALM)),
                413,
                "too-large",
                "The body has 501 bytes; 500 are taken (eyes4j.server.limits.upload)");
    }

    @Test
    void should_take_forms_up_to_their_files_parts_and_size() throws IOException {
        assertThat(form(400).status()).isEqualTo(422);
        assertThat(form(1, 1, 1).status()).isEqualTo(422);
        refused(form(401), 413, "too-large", "A part is larger than 400 bytes");
        refused(form(1, 1, 1, 1), 413, "too-large", "More than 3 parts");
    }

    @Test
    void should_take_a_form_up_to_its_size_to_the_byte() throws IOException {
        assertThat(sized(2000).status()).isEqualTo(422);
        refused(sized(2001), 413, "too-large", "The body is larger than 2000 bytes");
    }

    @Test
    void should_hold_each_key_to_its_rate() throws IOException {
        RawHttp.Answer first = RawHttp.get(server.port(), "/api/v1/tools", key(BUSY));
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"reads\";q=3;w=60");
        assertThat(first.header("RateLimit")).startsWith("\"reads\";r=2;t=");
        RawHttp.get(server.port(), "/api/v1/tools", key(BUSY));
        RawHttp.get(server.port(), "/api/v1/tools", key(BUSY));

        RawHttp.Answer fourth = RawHttp.get(server.port(), "/api/v1/tools", key(BUSY));

        refused(
                fourth,
                429,
                "too-many-requests",
                "'busy' may ask 3 times a minute (reads, eyes4j.server.limits.rates.reads)");
        assertThat(Integer.parseInt(fourth.header("Retry-After"))).isBetween(1, 20);
        assertThat(fourth.header("RateLimit")).startsWith("\"reads\";r=0;t=");
        // Others, and other things, go on.
        assertThat(RawHttp.get(server.port(), "/api/v1/tools", key(CALM)).status())
                .isEqualTo(200);
        assertThat(RawHttp.ask(
                                server.port(),
                                "POST",
                                "/api/v1/tools/none",
                                "{}",
                                "Content-Type: application/json",
                                key(BUSY))
                        .status())
                .isEqualTo(404);
        assertThat(RawHttp.get(server.port(), "/").status()).isEqualTo(200);
    }

    private static RawHttp.Answer echo(int size) throws IOException {
        return RawHttp.ask(
                server.port(), "POST", "/api/v1/tools/echo", json(size), "Content-Type: application/json", key(CALM));
    }

    private static RawHttp.Answer chunked(int size) throws IOException {
        return RawHttp.send(
                server.port(),
                "POST /api/v1/tools/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + key(CALM) + "\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(size) + "\r\n"
                        + json(size) + "\r\n0\r\n\r\n");
    }

    private static String json(int size) {
        String empty = "{\"arguments\":{\"text\":\"\"}}";
        return empty.replace("\"\"}", "\"" + "t".repeat(size - empty.length()) + "\"}");
    }

    /** A form with files of these sizes. */
    private static RawHttp.Answer form(int... sizes) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size : sizes) {
            body.append("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n")
                    .append("x".repeat(size))
                    .append("\r\n");
        }
        return RawHttp.ask(
                server.port(),
                "POST",
                "/api/v1/artifacts",
                body.append("--b--\r\n").toString(),
                "Content-Type: multipart/form-data; boundary=b",
                key(CALM));
    }

    /** A form of this size. */
    private static RawHttp.Answer sized(int size) throws IOException {
        String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nxxxx\r\n--b--\r\n";
        return RawHttp.ask(
                server.port(),
                "POST",
                "/api/v1/artifacts",
                form + "e".repeat(size - form.getBytes(StandardCharsets.UTF_8).length),
                "Content-Type: multipart/form-data; boundary=b",
                key(CALM));
    }

    private static String key(ApiKey key) {
        return "X-API-Key: " + key.text();
    }

    private static void refused(RawHttp.Answer answer, int status, String slug, String detail) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("/problems/" + slug).contains(detail);
    }
}
