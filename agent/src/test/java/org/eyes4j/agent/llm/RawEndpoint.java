package org.eyes4j.agent.llm;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on loopback that sends some bytes to whoever asks, and then does what no server should. */
final class RawEndpoint implements AutoCloseable {
    /** What comes after the bytes. */
    enum End {
        /** Once what was sent is known to have been heard; at once when nothing was. */
        RESET,
        CLOSE,
        /** Nothing, until this is closed. */
        STALL
    }

    private static final Pattern LENGTH = Pattern.compile("content-length: *([0-9]+)", Pattern.CASE_INSENSITIVE);

    private final ServerSocket server;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch heard = new CountDownLatch(1);
    private final CountDownLatch sent = new CountDownLatch(1);

    private RawEndpoint(ServerSocket server) {
        this.server = server;
    }

    static RawEndpoint start(String bytes, End end) throws IOException {
        RawEndpoint endpoint = new RawEndpoint(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(() -> endpoint.serve(bytes, end), "raw-endpoint");
        thread.setDaemon(true);
        thread.start();
        return endpoint;
    }

    /** The head of an answer whose body comes in one chunk that is longer than what is sent of it. */
    static String unfinished(String type, String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.getBytes(StandardCharsets.UTF_8).length + 500) + "\r\n" + body;
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Waits until somebody asked and all bytes were sent. */
    void awaitSent() throws InterruptedException {
        sent.await();
    }

    /** Tells it that something of what it sent was heard. */
    void heard() {
        heard.countDown();
    }

    private void serve(String bytes, End end) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                readRequest(new DataInputStream(socket.getInputStream()));
                socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                sent.countDown();
                if (end == End.STALL) {
                    over.await();
                } else if (end == End.RESET) {
                    if (!bytes.isEmpty()) {
                        heard.await();
                    }
                    socket.setSoLinger(true, 0);
                }
            } catch (IOException e) {
                // The next one, if there is to be one.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return;
            }
            head.append((char) b);
        }
        Matcher length = LENGTH.matcher(head);
        in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        heard.countDown();
        server.close();
    }
}
