package org.eyes4j.vision.picture;

import java.util.Arrays;

/** Turns unfiltered rows of a PNG into RGB or RGBA pixels. Not thread-safe: one for each pass. */
final class PngRow {
    private final PngFile png;
    private final byte[] out;
    private final int channels;
    private final int step;
    /** What a stored sample of 8 bits or less becomes: 3 or 4 bytes each; empty where samples are colours already. */
    private final byte[] table;
    /** The one colour that is transparent, as stored; -1 where there is none. */
    private final int[] clear;

    /** @param spread columns from one pixel of the row to the next */
    PngRow(ByteView file, PngFile png, byte[] out, int spread) {
        this.png = png;
        this.out = out;
        this.channels = png.hasAlpha() ? 4 : 3;
        this.step = channels * spread;
        this.clear = transparentColour(file, png);
        this.table = png.colourType() == 3
                ? palette(file, png, channels)
                : png.colourType() == 0 && png.bitDepth() <= 8
                        ? greys(png.bitDepth(), channels, clear[0])
                        : new byte[0];
    }

    /** Writes a row's pixels from an offset of the output on. */
    void write(byte[] row, int columns, int at) {
        if (table.length > 0) {
            indexed(row, columns, at);
        } else if (png.bitDepth() == 8 && png.channels() == channels && step == channels) {
            System.arraycopy(row, 0, out, at, columns * channels);
        } else {
            sampled(row, columns, at);
        }
    }

    private void indexed(byte[] row, int columns, int at) {
        int depth = png.bitDepth();
        int mask = (1 << depth) - 1;
        int target = at;
        for (int x = 0; x < columns; x++, target += step) {
            int bit = x * depth;
            int sample = row[bit >> 3] >> (8 - depth - (bit & 7)) & mask;
            int entry = sample * channels;
            for (int c = 0; c < channels; c++) {
                out[target + c] = table[entry + c];
            }
        }
    }

    private void sampled(byte[] row, int columns, int at) {
        int bytes = png.bitDepth() / 8;
        int stored = png.channels();
        boolean grey = stored < 3;
        int target = at;
        int source = 0;
        for (int x = 0; x < columns; x++, target += step, source += stored * bytes) {
            out[target] = row[source];
            out[target + 1] = row[grey ? source : source + bytes];
            out[target + 2] = row[grey ? source : source + 2 * bytes];
            if (channels == 4) {
                boolean own = stored == 2 || stored == 4;
                out[target + 3] =
                        own ? row[source + (stored - 1) * bytes] : isClear(row, source, bytes) ? 0 : (byte) 255;
            }
        }
    }

    private boolean isClear(byte[] row, int source, int bytes) {
        for (int c = 0; c < png.channels(); c++) {
            int at = source + c * bytes;
            int sample = bytes == 1 ? row[at] & 0xff : (row[at] & 0xff) << 8 | row[at + 1] & 0xff;
            if (sample != clear[c]) {
                return false;
            }
        }
        return true;
    }

    private static int[] transparentColour(ByteView file, PngFile png) {
        int[] clear = {-1, -1, -1};
        if (png.transparency() >= 0 && png.colourType() != 3) {
            for (int c = 0; c < png.channels() && 2 * c + 1 < png.transparencyLength(); c++) {
                clear[c] = file.u16(png.transparency() + 2 * c);
            }
        }
        return clear;
    }

    private static byte[] greys(int depth, int channels, int clear) {
        int count = 1 << depth;
        byte[] table = new byte[count * channels];
        for (int i = 0; i < count; i++) {
            Arrays.fill(table, i * channels, i * channels + 3, (byte) (i * 255 / (count - 1)));
            if (channels == 4) {
                table[i * 4 + 3] = (byte) (i == clear ? 0 : 255);
            }
        }
        return table;
    }

    /** Always 256 entries: a pixel that names a colour beyond the palette is black. */
    private static byte[] palette(ByteView file, PngFile png, int channels) {
        byte[] table = new byte[256 * channels];
        for (int i = 0; i < 256; i++) {
            for (int c = 0; c < 3 && i < png.paletteLength(); c++) {
                table[i * channels + c] = (byte) file.u8(png.palette() + 3 * i + c);
            }
            if (channels == 4) {
                table[i * 4 + 3] = i < png.transparencyLength() ? (byte) file.u8(png.transparency() + i) : (byte) 255;
            }
        }
        return table;
    }
}
