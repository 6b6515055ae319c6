package org.eyes4j.vision.parity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.eyes4j.vision.onnx.Tensor;

/** numpy's file format, little endian and C order, plain or gzipped. */
final class Npy {
    private static final Pattern HEADER =
            Pattern.compile("'descr': '([^']+)', 'fortran_order': (True|False), 'shape': \\(([^)]*)\\)");

    private Npy() {}

    static Tensor read(Path file) {
        try (InputStream in = open(file)) {
            byte[] all = in.readAllBytes();
            int version = all[6];
            ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
            int length = version == 1 ? bytes.getShort(8) & 0xffff : bytes.getInt(8);
            int start = version == 1 ? 10 : 12;
            Matcher header = HEADER.matcher(new String(all, start, length, StandardCharsets.ISO_8859_1));
            if (!header.find() || header.group(2).equals("True")) {
                throw new IllegalStateException(file + " is not in C order or not numpy's");
            }
            long[] shape = Arrays.stream(header.group(3).split(","))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
            int count = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
            bytes.position(start + length);
            return tensor(file, header.group(1), bytes.slice().order(ByteOrder.LITTLE_ENDIAN), count, shape);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tensor tensor(Path file, String type, ByteBuffer data, int count, long[] shape) {
        switch (type) {
            case "<f4" -> {
                float[] values = new float[count];
                data.asFloatBuffer().get(values);
                return Tensor.of(values, shape);
            }
            case "<i8" -> {
                long[] values = new long[count];
                data.asLongBuffer().get(values);
                return Tensor.of(values, shape);
            }
            case "<i4" -> {
                int[] values = new int[count];
                data.asIntBuffer().get(values);
                return Tensor.of(values, shape);
            }
            case "|u1" -> {
                byte[] values = new byte[count];
                data.get(values);
                return Tensor.ofUnsigned(values, shape);
            }
            case "|b1" -> {
                boolean[] values = new boolean[count];
                for (int i = 0; i < count; i++) {
                    values[i] = data.get(i) != 0;
                }
                return Tensor.of(values, shape);
            }
            default -> throw new IllegalStateException(file + ": no reader for numpy type " + type);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }
}
