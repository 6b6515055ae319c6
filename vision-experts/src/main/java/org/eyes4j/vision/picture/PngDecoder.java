package org.eyes4j.vision.picture;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eyes4j.tools.image.Raster;

/**
 * The pixels of a PNG file (W3C PNG, third edition): every colour type, bit depth and interlacing, to 8 bits a channel. Colours
 * are taken as they are, as Pillow takes them: no gamma and no colour profile; of 16 bits the upper 8 remain.
 *
 * <p>Memory is bounded by the picture's size, which the header told; data beyond that are not unpacked.
 */
final class PngDecoder {
    /** Column and row of the first pixel and steps to the next, for each of the seven passes of Adam7. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private final ByteView file;
    private final PngFile png;
    private final int width;
    private final int height;
    private final int channelsOut;
    private final byte[] out;
    private final Inflater inflater = new Inflater();
    private long nextChunk;

    private PngDecoder(ByteView file, PngFile png) {
        this.file = file;
        this.png = png;
        this.width = png.header().width();
        this.height = png.header().height();
        this.channelsOut = png.hasAlpha() ? 4 : 3;
        this.out = new byte[width * height * channelsOut];
        this.nextChunk = png.firstData();
    }

    static Raster decode(ByteView file, PngFile png) {
        PngDecoder decoder = new PngDecoder(file, png);
        try {
            decoder.decode();
        } catch (DataFormatException e) {
            throw PictureException.broken(file.name(), PictureFormat.PNG, "its pixels cannot be unpacked", e);
        } finally {
            decoder.inflater.end();
        }
        return new Raster(decoder.width, decoder.height, decoder.channelsOut, decoder.out);
    }

    private void decode() throws DataFormatException {
        if (!png.interlaced()) {
            pass(0, 0, 1, 1);
            return;
        }
        for (int[] pass : PASSES) {
            if (pass[0] < width && pass[1] < height) {
                pass(pass[0], pass[1], pass[2], pass[3]);
            }
        }
    }

    private void pass(int x0, int y0, int dx, int dy) throws DataFormatException {
        int columns = (width - x0 + dx - 1) / dx;
        int bits = png.channels() * png.bitDepth();
        int stride = Math.toIntExact(((long) columns * bits + 7) / 8);
        int pixel = Math.max(1, bits / 8);
        byte[] filter = new byte[1];
        byte[] row = new byte[stride];
        byte[] above = new byte[stride];
        PngRow writer = new PngRow(file, png, out, dx);
        for (int y = y0; y < height; y += dy) {
            inflate(filter, y);
            inflate(row, y);
            unfilter(filter[0], row, above, pixel);
            writer.write(row, columns, (y * width + x0) * channelsOut);
            byte[] used = above;
            above = row;
            row = used;
        }
    }

    private void inflate(byte[] target, int y) throws DataFormatException {
        int at = 0;
        while (at < target.length) {
            int count = inflater.inflate(target, at, target.length - at);
            at += count;
            if (count == 0) {
                if (inflater.finished() || inflater.needsDictionary() || !feed()) {
                    throw PictureException.truncated(
                            file.name(),
                            PictureFormat.PNG,
                            String.format("its pixels end in row %,d of %,d", y + 1, height));
                }
            }
        }
    }

    /** Hands the next chunk of pixels over, if there is one. */
    private boolean feed() {
        while (file.has(nextChunk, 8)) {
            long at = nextChunk;
            long length = file.u32(at);
            if (!file.is(at + 4, "IDAT")) {
                return false;
            }
            nextChunk = at + 12 + length;
            if (length > 0) {
                int there = (int) Math.min(length, file.length() - at - 8);
                inflater.setInput(file.data(), file.start() + (int) at + 8, there);
                return true;
            }
        }
        return false;
    }

    private void unfilter(int filter, byte[] row, byte[] above, int pixel) {
        switch (filter) {
            case 0 -> {}
            case 1 -> {
                for (int i = pixel; i < row.length; i++) {
                    row[i] += row[i - pixel];
                }
            }
            case 2 -> {
                for (int i = 0; i < row.length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 0; i < row.length; i++) {
                    int left = i < pixel ? 0 : row[i - pixel] & 0xff;
                    row[i] += (byte) ((left + (above[i] & 0xff)) >> 1);
                }
            }
            case 4 -> paeth(row, above, pixel);
            default ->
                throw PictureException.broken(
                        file.name(), PictureFormat.PNG, "a row of pixels has the unknown filter " + filter);
        }
    }

    private static void paeth(byte[] row, byte[] above, int pixel) {
        for (int i = 0; i < Math.min(pixel, row.length); i++) {
            row[i] += above[i];
        }
        for (int i = pixel; i < row.length; i++) {
            int left = row[i - pixel] & 0xff;
            int up = above[i] & 0xff;
            int corner = above[i - pixel] & 0xff;
            row[i] += (byte) paeth(left, up, corner);
        }
    }

    /** Of the three neighbours the one that is nearest to left + up - corner. */
    static int paeth(int left, int up, int corner) {
        int byLeft = Math.abs(up - corner);
        int byUp = Math.abs(left - corner);
        int byCorner = Math.abs(left + up - 2 * corner);
        return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
    }
}
