package org.eyes4j.vision.picture;

import java.util.List;

/**
 * A GIF file looked through (GIF89a) as far as its second frame.
 *
 * @param left where the first frame lies on the canvas
 * @param top where the first frame lies on the canvas
 */
record GifFile(Header header, int left, int top) {
    static GifFile scan(ByteView file, PictureLimits limits) {
        int width = file.u16(6);
        int height = file.u16(8);
        limits.checkSize(file.name(), PictureFormat.GIF, width, height);
        long at = 13 + colours(file.u8(10));
        long first = -1;
        while (true) {
            if (!file.has(at, 1) && first >= 0) {
                break;
            }
            int kind = file.u8(at);
            if (kind == 0x21) {
                at = skipBlocks(file, at + 2);
            } else if (kind == 0x2c && first < 0) {
                first = at;
                limits.checkSize(file.name(), PictureFormat.GIF, file.u16(at + 5), file.u16(at + 7));
                at = skipBlocks(file, at + 11 + colours(file.u8(at + 9)));
            } else if (kind == 0x2c || kind == 0x3b || first >= 0) {
                return new GifFile(
                        new Header(
                                PictureFormat.GIF,
                                width,
                                height,
                                1,
                                kind == 0x2c && first >= 0 ? List.of(Header.FIRST_FRAME) : List.of()),
                        left(file, first),
                        top(file, first));
            } else {
                throw PictureException.broken(
                        file.name(), PictureFormat.GIF, String.format("offset %,d holds no block", at));
            }
        }
        return new GifFile(
                new Header(PictureFormat.GIF, width, height, 1, List.of()), left(file, first), top(file, first));
    }

    private static int left(ByteView file, long frame) {
        return file.u16(requireFrame(file, frame) + 1);
    }

    private static int top(ByteView file, long frame) {
        return file.u16(requireFrame(file, frame) + 3);
    }

    private static long requireFrame(ByteView file, long frame) {
        if (frame < 0) {
            throw PictureException.broken(file.name(), PictureFormat.GIF, "it holds no frame");
        }
        return frame;
    }

    /** Bytes of a colour table. */
    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static long skipBlocks(ByteView file, long from) {
        long at = from;
        for (int length = file.u8(at); length > 0; length = file.u8(at)) {
            at += 1 + length;
        }
        return at + 1;
    }
}
