package org.eyes4j.vision.picture;

import java.util.List;

/** The header of a Windows bitmap. */
final class BmpFile {
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BIT_FIELDS = 3;

    private BmpFile() {}

    static Header scan(ByteView file, PictureLimits limits) {
        long pixels = file.u32(10);
        long headerSize = file.u32(14);
        boolean old = headerSize == 12;
        if (!old && headerSize < 40) {
            throw PictureException.broken(
                    file.name(), PictureFormat.BMP, "its header says it is " + headerSize + " bytes long");
        }
        long width = old ? file.u16(18) : (int) file.u32(18);
        long height = Math.abs(old ? (long) file.u16(20) : (int) file.u32(22));
        limits.checkSize(file.name(), PictureFormat.BMP, width, height);
        int bits = file.u16(old ? 24 : 28);
        long packing = old ? 0 : file.u32(30);
        if (packing > BIT_FIELDS) {
            throw PictureException.unsupported(file.name(), PictureFormat.BMP, "it is packed in the way " + packing);
        }
        if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
            throw PictureException.broken(file.name(), PictureFormat.BMP, "it has " + bits + " bits a pixel");
        }
        if (packing != RLE8 && packing != RLE4) {
            long needed = (width * bits + 31) / 32 * 4 * height;
            if (!file.has(pixels, needed)) {
                throw PictureException.truncated(
                        file.name(),
                        PictureFormat.BMP,
                        String.format(
                                "its pixels need %,d bytes and %,d are there",
                                needed, Math.max(0, file.length() - pixels)));
            }
        }
        return new Header(PictureFormat.BMP, (int) width, (int) height, 1, List.of());
    }
}
