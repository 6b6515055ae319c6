package org.eyes4j.vision.picture;

import java.util.ArrayList;
import java.util.List;

/** The first directory of a TIFF file (TIFF 6.0), as far as it is needed to admit it. */
final class TiffFile {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int MAX_SAMPLES = 8;

    private TiffFile() {}

    static Header scan(ByteView file, PictureLimits limits) {
        if (file.u16(2) != 42) {
            throw PictureException.unsupported(file.name(), PictureFormat.TIFF, "it is a BigTIFF");
        }
        long directory = file.u32(4);
        int entries = file.u16(directory);
        long width = 0;
        long height = 0;
        long tileWidth = 0;
        long tileHeight = 0;
        int orientation = 1;
        boolean deep = false;
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            long value = value(file, entry);
            switch (file.u16(entry)) {
                case WIDTH -> width = value;
                case HEIGHT -> height = value;
                case TILE_WIDTH -> tileWidth = value;
                case TILE_HEIGHT -> tileHeight = value;
                case ORIENTATION -> orientation = value >= 1 && value <= 8 ? (int) value : 1;
                case BITS -> deep = file.u32(entry + 4) == 1 ? value > 8 : deep || bits(file, entry) > 8;
                case SAMPLES -> {
                    if (value < 1 || value > MAX_SAMPLES) {
                        throw PictureException.unsupported(
                                file.name(), PictureFormat.TIFF, "it has " + value + " channels");
                    }
                }
                default -> {}
            }
        }
        limits.checkSize(file.name(), PictureFormat.TIFF, width, height);
        if (tileWidth > 0 || tileHeight > 0) {
            limits.checkSize(file.name(), PictureFormat.TIFF, tileWidth, tileHeight);
        }
        List<String> notes = new ArrayList<>();
        long next = directory + 2 + 12L * entries;
        if (file.has(next, 4) && file.u32(next) != 0) {
            notes.add("It has several pages; only the first is looked at");
        }
        if (deep) {
            notes.add("Its 16 bits a channel were cut to 8");
        }
        return new Header(PictureFormat.TIFF, (int) width, (int) height, orientation, notes);
    }

    /** The one value of an entry that is a byte, a short or a long. */
    private static long value(ByteView file, long entry) {
        return switch (file.u16(entry + 2)) {
            case 1 -> file.u8(entry + 8);
            case 3 -> file.u16(entry + 8);
            default -> file.u32(entry + 8);
        };
    }

    private static int bits(ByteView file, long entry) {
        long at = file.u32(entry + 4) <= 2 ? entry + 8 : file.u32(entry + 8);
        return file.u16(at);
    }
}
