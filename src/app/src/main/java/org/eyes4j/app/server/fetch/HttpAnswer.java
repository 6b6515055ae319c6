package org.eyes4j.app.server.fetch;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An answer in HTTP/1.1 (RFC 9112), read from a server that nobody trusts.
 *
 * @param headers by their names in lower case; of several the last
 * @param rest where the body comes from
 */
record HttpAnswer(int status, Map<String, String> headers, InputStream rest) {
    private static final int MOST_HEAD_BYTES = 32 * 1024;

    /** A body, or a part of it, is larger than is wanted. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Reads the head. */
    static HttpAnswer read(InputStream in) throws IOException {
        int[] left = {MOST_HEAD_BYTES};
        String first = line(in, left);
        if (!first.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
            throw new IOException("no answer in HTTP/1.1");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("a header that is none");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new HttpAnswer(Integer.parseInt(first.substring(9, 12)), headers, in);
    }

    private static String line(InputStream in, int[] left) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int one = in.read();
            if (one < 0) {
                throw new EOFException("the answer ended in its head");
            }
            if (--left[0] < 0) {
                throw new IOException("a head of more than " + MOST_HEAD_BYTES + " bytes");
            }
            if (one == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(one);
        }
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /**
     * The body.
     *
     * @throws TooLarge as soon as it is known, or found, to be larger
     */
    byte[] body(int most) throws IOException {
        String coding = header("content-encoding");
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            throw new IOException("a body in the coding " + Target.shown(coding) + ", which was not asked for");
        }
        if (!header("transfer-encoding").isEmpty()) {
            if (!header("transfer-encoding").equalsIgnoreCase("chunked")) {
                throw new IOException("a transfer coding that was not asked for");
            }
            return chunked(most);
        }
        String length = header("content-length");
        if (length.isEmpty()) {
            byte[] body = rest.readNBytes(most + 1);
            if (body.length > most) {
                throw new TooLarge();
            }
            return body;
        }
        if (!length.matches("\\d{1,18}")) {
            throw new IOException("a length that is none");
        }
        if (Long.parseLong(length) > most) {
            throw new TooLarge();
        }
        return exactly(Integer.parseInt(length));
    }

    private byte[] exactly(int bytes) throws IOException {
        byte[] body = rest.readNBytes(bytes);
        if (body.length < bytes) {
            throw new EOFException("the answer ended after " + body.length + " of " + bytes + " bytes");
        }
        return body;
    }

    private byte[] chunked(int most) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        // Sizes and trailers count as well: chunks of one byte each are no way around the limit.
        int[] lines = {Math.max(MOST_HEAD_BYTES, most)};
        while (true) {
            String size = line(rest, lines).split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,8}")) {
                throw new IOException("a chunk that is none");
            }
            long bytes = Long.parseLong(size, 16);
            if (bytes > most - body.size()) {
                throw new TooLarge();
            }
            if (bytes == 0) {
                return body.toByteArray();
            }
            body.write(exactly((int) bytes));
            if (!line(rest, lines).isEmpty()) {
                throw new IOException("a chunk that does not end where it said");
            }
        }
    }
}
