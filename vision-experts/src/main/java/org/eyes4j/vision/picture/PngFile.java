package org.eyes4j.vision.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A PNG file looked through: the header, and where palette, transparency and pixels lie. Chunks that do not matter for pixels
 * (text, colour profiles, …) are stepped over and never unpacked, so whatever is hidden in them does nothing.
 *
 * @param bitDepth 1, 2, 4, 8 or 16
 * @param colourType 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
 * @param palette offset of the palette's colours, or -1
 * @param transparency offset of the transparency chunk's bytes, or -1
 * @param firstData offset of the first chunk of pixels
 */
record PngFile(
        Header header,
        int bitDepth,
        int colourType,
        boolean interlaced,
        int palette,
        int paletteLength,
        int transparency,
        int transparencyLength,
        int firstData) {
    private static final int SIGNATURE = 8;

    /** @throws PictureException if the header is wrong or exceeds the limits */
    static PngFile scan(ByteView file, PictureLimits limits) {
        return new Scan(file).run(limits);
    }

    /** Channels as they are stored. */
    int channels() {
        return switch (colourType) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    /** Whether the picture has an alpha channel when decoded. */
    boolean hasAlpha() {
        return colourType >= 4 || transparency >= 0;
    }

    private static final class Scan {
        private final ByteView file;
        private int palette = -1;
        private int paletteLength;
        private int transparency = -1;
        private int transparencyLength;
        private int firstData = -1;
        private int orientation = 1;
        private boolean animated;

        private Scan(ByteView file) {
            this.file = file;
        }

        private PngFile run(PictureLimits limits) {
            if (file.u32(SIGNATURE) != 13 || !file.is(SIGNATURE + 4, "IHDR")) {
                throw broken("it does not begin with its header (IHDR)");
            }
            checkSum(SIGNATURE, 13, "IHDR");
            long width = file.u32(16);
            long height = file.u32(20);
            limits.checkSize(file.name(), PictureFormat.PNG, width, height);
            int depth = file.u8(24);
            int colour = file.u8(25);
            checkForm(depth, colour);
            long at = SIGNATURE + 25;
            while (file.has(at, 8)) {
                long length = file.u32(at);
                if (file.is(at + 4, "IEND")) {
                    break;
                }
                chunk(at, length);
                at += 12 + length;
            }
            if (firstData < 0) {
                throw PictureException.truncated(file.name(), PictureFormat.PNG, "it holds no pixels (IDAT)");
            }
            if (colour == 3 && palette < 0) {
                throw broken("it has no palette (PLTE)");
            }
            List<String> notes = new ArrayList<>();
            if (animated) {
                notes.add(Header.FIRST_FRAME);
            }
            if (depth == 16) {
                notes.add("Its 16 bits a channel were cut to 8");
            }
            Header header = new Header(PictureFormat.PNG, (int) width, (int) height, orientation, notes);
            return new PngFile(
                    header,
                    depth,
                    colour,
                    file.u8(28) == 1,
                    palette,
                    paletteLength,
                    transparency,
                    transparencyLength,
                    firstData);
        }

        private void checkForm(int depth, int colour) {
            boolean known = switch (colour) {
                case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
                case 2, 4, 6 -> depth == 8 || depth == 16;
                case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
                default -> false;
            };
            if (!known || file.u8(26) != 0 || file.u8(27) != 0 || file.u8(28) > 1) {
                throw broken("its header names colour type " + colour + " with " + depth + " bits, compression "
                        + file.u8(26) + ", filter " + file.u8(27) + ", interlace " + file.u8(28));
            }
        }

        private void chunk(long at, long length) {
            int body = (int) at + 8;
            if (file.is(at + 4, "PLTE")) {
                checkSum(at, length, "PLTE");
                palette = body;
                paletteLength = (int) length / 3;
            } else if (file.is(at + 4, "tRNS") && file.has(body, length)) {
                transparency = body;
                transparencyLength = (int) length;
            } else if (file.is(at + 4, "IDAT")) {
                firstData = firstData < 0 ? (int) at : firstData;
            } else if (file.is(at + 4, "acTL")) {
                animated = true;
            } else if (file.is(at + 4, "eXIf") && file.has(body, length)) {
                orientation = Exif.orientation(file.part(body, length, true));
            } else if ((file.u8(at + 4) & 0x20) == 0) {
                throw PictureException.unsupported(
                        file.name(), PictureFormat.PNG, "it needs a kind of chunk that only its maker knows");
            }
        }

        private void checkSum(long at, long length, String what) {
            if (!file.has(at, length + 12)) {
                throw PictureException.truncated(file.name(), PictureFormat.PNG, "it ends inside " + what);
            }
            CRC32 sum = new CRC32();
            sum.update(file.data(), file.start() + (int) at + 4, (int) length + 4);
            if (sum.getValue() != file.u32(at + 8 + length)) {
                throw broken("the checksum of " + what + " is wrong");
            }
        }

        private PictureException broken(String what) {
            return PictureException.broken(file.name(), PictureFormat.PNG, what);
        }
    }
}
