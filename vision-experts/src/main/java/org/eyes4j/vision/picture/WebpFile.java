package org.eyes4j.vision.picture;

import java.util.List;

/** The header of a WebP file (RFC 9649): simple lossy, simple lossless, or extended with a canvas. */
final class WebpFile {
    private static final int ANIMATED = 0x02;

    private WebpFile() {}

    static Header scan(ByteView file, PictureLimits limits) {
        if (file.u32(4) + 8 > file.length()) {
            throw PictureException.truncated(
                    file.name(),
                    PictureFormat.WEBP,
                    String.format("it ends after %,d of %,d bytes", file.length(), file.u32(4) + 8));
        }
        if (file.is(12, "VP8X")) {
            return extended(file, limits);
        }
        boolean lossy = file.is(12, "VP8 ");
        if (!lossy && !file.is(12, "VP8L")) {
            throw PictureException.broken(file.name(), PictureFormat.WEBP, "it holds no picture");
        }
        int width = lossy ? file.u16(26) & 0x3fff : (file.u16(21) & 0x3fff) + 1;
        int height = lossy ? file.u16(28) & 0x3fff : ((int) (file.u32(21) >> 14) & 0x3fff) + 1;
        limits.checkSize(file.name(), PictureFormat.WEBP, width, height);
        return new Header(PictureFormat.WEBP, width, height, 1, List.of());
    }

    private static Header extended(ByteView file, PictureLimits limits) {
        boolean animated = (file.u8(20) & ANIMATED) != 0;
        int width = file.u24(24) + 1;
        int height = file.u24(27) + 1;
        limits.checkSize(file.name(), PictureFormat.WEBP, width, height);
        int orientation = 1;
        for (long at = 30; file.has(at, 8); ) {
            long length = file.u32(at + 4);
            if (file.is(at, "EXIF") && file.has(at + 8, length)) {
                ByteView exif = file.part(at + 8, length, false);
                boolean prefixed = exif.is(0, "Exif\0");
                orientation = Exif.orientation(prefixed && exif.length() > 6 ? exif.part(6, length - 6, false) : exif);
            }
            at += 8 + length + (length & 1);
        }
        return new Header(
                PictureFormat.WEBP, width, height, orientation, animated ? List.of(Header.FIRST_FRAME) : List.of());
    }
}
