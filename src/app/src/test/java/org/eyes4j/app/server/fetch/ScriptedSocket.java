package org.eyes4j.app.server.fetch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A connection to nowhere that answers by a script. */
final class ScriptedSocket extends Socket {
    private final InputStream answer;
    private final ByteArrayOutputStream asked = new ByteArrayOutputStream();

    private ScriptedSocket(InputStream answer) {
        this.answer = answer;
    }

    static ScriptedSocket answering(String text) {
        return answering(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static ScriptedSocket answering(byte[] bytes) {
        return new ScriptedSocket(new ByteArrayInputStream(bytes));
    }

    /** One that says this and then nothing until it is closed. */
    static ScriptedSocket stalling(String text) {
        return new ScriptedSocket(new Stalling(text));
    }

    String asked() {
        return asked.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public InputStream getInputStream() {
        return answer;
    }

    @Override
    public OutputStream getOutputStream() {
        return asked;
    }

    @Override
    public synchronized void close() throws IOException {
        answer.close();
    }

    private static final class Stalling extends InputStream {
        private final InputStream said;
        private final CountDownLatch closed = new CountDownLatch(1);

        Stalling(String text) {
            said = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public int read() throws IOException {
            int one = said.read();
            return one < 0 ? stalled() : one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = said.read(into, offset, length);
            return n < 0 ? stalled() : n;
        }

        private int stalled() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new SocketException("Socket closed");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
