package org.eyes4j.tools.artifact;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Float arrays in numpy's {@code .npy} form, version 1.0: little-endian float32, C order. */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d, ]*)\\)");

    private Npy() {}

    public static byte[] write(float[] values, int... shape) {
        String dims = IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String header =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dims + (shape.length == 1 ? ",)" : ")") + ", }";
        int unpadded = MAGIC.length + 2 + header.length() + 1;
        int padding = (64 - unpadded % 64) % 64;
        ByteBuffer out = ByteBuffer.allocate(unpadded + padding + 4 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) (header.length() + padding + 1))
                .put((header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
        out.asFloatBuffer().put(values);
        return out.array();
    }

    /**
     * Reads what {@link #write} writes.
     *
     * @throws IllegalArgumentException if it is something else, or not of the number of values
     */
    public static float[] read(byte[] npy, int values) {
        if (npy.length < MAGIC.length + 2 || !Arrays.equals(MAGIC, 0, 8, npy, 0, 8)) {
            throw new IllegalArgumentException("These " + npy.length + " bytes are no .npy of version 1.0");
        }
        ByteBuffer in = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
        int length = in.getShort(8) & 0xffff;
        int start = MAGIC.length + 2 + length;
        if (start > npy.length) {
            throw new IllegalArgumentException("A .npy header of " + length + " bytes does not fit");
        }
        String header = new String(npy, MAGIC.length + 2, length, StandardCharsets.US_ASCII);
        Matcher shape = SHAPE.matcher(header);
        if (!header.contains("'<f4'") || !header.contains("'fortran_order': False") || !shape.find()) {
            throw new IllegalArgumentException("A .npy of little-endian float32 in C order is needed, got " + header);
        }
        if (npy.length - start != 4L * values) {
            throw new IllegalArgumentException(
                    "A .npy of " + values + " values is needed, got " + (npy.length - start) / 4 + " " + header);
        }
        float[] floats = new float[values];
        in.position(start)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(floats);
        return floats;
    }
}
