package org.eyes4j.vision.store;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Finds one file in a {@code .tar.gz} (POSIX ustar, with pax and GNU long names) while streaming. Nothing is ever written by a
 * name from the archive; an archive with a name that leads out of its folder is refused all the same.
 */
final class TarReader {
    private static final int BLOCK = 512;
    private static final int MAX_ENTRIES = 200_000;
    private static final int MAX_NAME = 64 * 1024;
    private static final long MAX_BYTES = 16L << 30;

    private TarReader() {}

    /** Takes the file that was found. */
    @FunctionalInterface
    interface Receiver {
        void accept(InputStream content, long size) throws IOException;
    }

    /**
     * Finds a file; its first folder is not compared, since packers name it differently.
     *
     * @param path within the archive, as {@code package/dist/model.onnx}
     * @return whether it was there
     * @throws SourceException if the archive is damaged, hostile or too large
     */
    static boolean find(Path archive, String path, Receiver receiver) throws IOException {
        try (InputStream in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive), 1 << 16))) {
            return find(in, withoutFirstFolder(path), receiver);
        } catch (ZipException | EOFException e) {
            throw new SourceException("gave a damaged archive: " + Transfer.reason(e));
        }
    }

    private static boolean find(InputStream in, String wanted, Receiver receiver) throws IOException {
        long total = 0;
        String longName = "";
        for (int entries = 0; ; entries++) {
            byte[] header = in.readNBytes(BLOCK);
            if (header.length < BLOCK || isZero(header)) {
                return false;
            }
            checkSum(header);
            long size = number(header, 124, 12);
            total += size + BLOCK;
            if (entries >= MAX_ENTRIES || total > MAX_BYTES) {
                throw new SourceException("gave an archive with too many or too large files");
            }
            char type = (char) header[156];
            if (type == 'x' || type == 'L') {
                if (size > MAX_NAME) {
                    throw new SourceException("gave an archive with a name of " + size + " bytes");
                }
                byte[] bytes = in.readNBytes((int) size);
                String found = type == 'L' ? text(bytes, 0, bytes.length) : paxPath(bytes);
                longName = found.isEmpty() ? longName : found;
                skip(in, padding(size));
                continue;
            }
            String name = longName.isEmpty() ? name(header) : longName;
            longName = "";
            if (type != 'g') {
                checkName(name);
            }
            boolean file = type == '0' || type == 0;
            if (file && withoutFirstFolder(name).equals(wanted)) {
                receiver.accept(new Bounded(in, size), size);
                return true;
            }
            skip(in, size + padding(size));
        }
    }

    private static void checkName(String name) throws SourceException {
        String path = name.replace('\\', '/');
        if (path.startsWith("/") || path.matches("^[A-Za-z]:.*") || ("/" + path + "/").contains("/../")) {
            throw new SourceException("gave an archive with the path `" + name + "`, which leads out of its folder");
        }
    }

    private static String withoutFirstFolder(String path) {
        String plain = path.startsWith("./") ? path.substring(2) : path;
        return plain.substring(plain.indexOf('/') + 1);
    }

    private static String name(byte[] header) {
        String name = text(header, 0, 100);
        boolean ustar = text(header, 257, 5).equals("ustar");
        String prefix = ustar ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** The {@code path} of pax records, each {@code LENGTH KEY=VALUE\n}. */
    private static String paxPath(byte[] bytes) throws SourceException {
        int at = 0;
        String path = "";
        while (at < bytes.length) {
            int space = at;
            while (space < bytes.length && bytes[space] != ' ') {
                space++;
            }
            String digits = text(bytes, at, space - at);
            int length = digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
            if (length < space - at + 2 || at + length > bytes.length) {
                throw new SourceException("gave a damaged archive: a pax record without a right length");
            }
            String entry = text(bytes, space + 1, length - (space - at) - 2);
            if (entry.startsWith("path=")) {
                path = entry.substring(5);
            }
            if (entry.startsWith("size=")) {
                throw new SourceException("gave an archive with a file of more than 8 GiB");
            }
            at += length;
        }
        return path;
    }

    private static void checkSum(byte[] header) throws SourceException {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (sum != number(header, 148, 8)) {
            throw new SourceException("gave a damaged archive: a header with a wrong sum");
        }
    }

    private static long number(byte[] header, int from, int length) throws SourceException {
        String text = text(header, from, length).trim();
        if (!text.matches("[0-7]{0,12}")) {
            throw new SourceException("gave a damaged archive: a header with a wrong number");
        }
        return text.isEmpty() ? 0 : Long.parseLong(text, 8);
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private static void skip(InputStream in, long count) throws IOException {
        in.skipNBytes(count);
    }

    /** The bytes of one file; ends early only with an error. */
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left;

        Bounded(InputStream in, long size) {
            this.in = in;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = in.read(bytes, from, (int) Math.min(count, left));
            if (n < 0) {
                throw new EOFException("it ends in the middle of a file");
            }
            left -= n;
            return n;
        }
    }
}
