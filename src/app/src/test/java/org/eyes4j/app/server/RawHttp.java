package org.eyes4j.app.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Requests as bytes on a socket to loopback, for what no HTTP client would send. */
public final class RawHttp {
    private RawHttp() {}

    /** An answer's status line, head and body, as far as they came. */
    public record Answer(String text) {
        /** 0 where nothing came that is one. */
        public int status() {
            String[] words = text.split("[ \r\n]", 3);
            return words.length > 1 && words[0].startsWith("HTTP/1.") && words[1].matches("\\d{3}")
                    ? Integer.parseInt(words[1])
                    : 0;
        }

        public String header(String name) {
            for (String line : head().split("\r\n")) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    return line.substring(name.length() + 1).trim();
                }
            }
            return "";
        }

        public String head() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? text : text.substring(0, end);
        }

        public String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }
    }

    /** Sends bytes and reads what comes until the server closes or has said nothing for a while. */
    public static Answer send(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
            } catch (IOException e) {
                // Refused before it was all said; the answer may be there all the same.
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[8192];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    answer.write(buffer, 0, n);
                }
            } catch (SocketTimeoutException e) {
                throw new AssertionError(
                        "the server neither answers nor closes: " + answer.toString(StandardCharsets.ISO_8859_1), e);
            } catch (IOException e) {
                // Reset after the answer.
            }
            String text = answer.toString(StandardCharsets.UTF_8);
            // What is said on the way is no answer yet.
            return new Answer(text.startsWith("HTTP/1.1 100") ? text.substring(text.indexOf("\r\n\r\n") + 4) : text);
        }
    }

    public static Answer send(int port, String request) throws IOException {
        return send(port, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A request without a body that ends its connection. */
    public static Answer get(int port, String path, String... headers) throws IOException {
        return ask(port, "GET", path, "", headers);
    }

    /** A request with a body; headers are whole lines. */
    public static Answer ask(int port, String method, String path, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean host = java.util.Arrays.stream(headers).anyMatch(h -> h.startsWith("Host:"));
        String head = method + " " + path + " HTTP/1.1\r\n" + (host ? "" : "Host: 127.0.0.1:" + port + "\r\n")
                + "Connection: close\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
                + (body.isEmpty() ? "" : "Content-Length: " + bytes.length + "\r\n") + "\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(bytes);
        return send(port, all.toByteArray());
    }
}
