package org.eyes4j.vision.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * A JPEG file looked through from marker to marker (ITU-T T.81), without decoding.
 *
 * @param components 1 grey, 3 colour, 4 CMYK
 * @param colour what the components are
 * @param plain the file without notes: no EXIF, no colour profile, no comments, no thumbnails. Decoders differ in what
 *     they make of those
 */
record JpegFile(Header header, int components, Colour colour, byte[] plain) {
    /** How components encode colours. */
    enum Colour {
        GREY,
        YCC,
        RGB,
        CMYK,
        YCCK
    }

    private static final byte[] JFIF = {
        (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };

    static JpegFile scan(ByteView file, PictureLimits limits) {
        return new Scan(file, limits).run();
    }

    private static final class Scan {
        private final ByteView file;
        private final PictureLimits limits;
        private final byte[] plain;
        private int plainLength;
        private int at = 2;
        private int width;
        private int height;
        private int components;
        private String ids = "";
        private int orientation = 1;
        private int adobe = -1;
        private boolean jfif;
        private int scans;

        private Scan(ByteView file, PictureLimits limits) {
            this.file = file;
            this.limits = limits;
            this.plain = new byte[file.length()];
        }

        private JpegFile run() {
            for (int marker = next(); marker != 0xd9; marker = next()) {
                segment(marker);
            }
            if (scans == 0) {
                throw truncated();
            }
            keep(at - 2, 2);
            Colour colour = colour();
            List<String> notes = new ArrayList<>();
            if (colour == Colour.CMYK || colour == Colour.YCCK) {
                notes.add("Its printing colours (CMYK) were turned into RGB without a colour profile");
            }
            return new JpegFile(
                    new Header(PictureFormat.JPEG, width, height, orientation, notes),
                    components,
                    colour,
                    plain(colour));
        }

        /** The file again, with nothing but one note that tells the kind of colour. */
        private byte[] plain(Colour colour) {
            byte[] note = colour == Colour.GREY || colour == Colour.YCC ? JFIF : adobeMarker(colour);
            byte[] whole = new byte[2 + note.length + plainLength];
            whole[0] = (byte) 0xff;
            whole[1] = (byte) 0xd8;
            System.arraycopy(note, 0, whole, 2, note.length);
            System.arraycopy(plain, 0, whole, 2 + note.length, plainLength);
            return whole;
        }

        /** The next marker; it stands right before {@code at} then. */
        private int next() {
            if (!file.has(at, 2)) {
                throw truncated();
            }
            if (file.u8(at) != 0xff) {
                throw broken(String.format("offset %,d holds no marker", at));
            }
            int marker;
            do {
                if (!file.has(at, 2)) {
                    throw truncated();
                }
                marker = file.u8(++at);
            } while (marker == 0xff);
            at++;
            return marker;
        }

        private void segment(int marker) {
            if (marker == 0x01 || marker >= 0xd0 && marker <= 0xd8) {
                return;
            }
            if (!file.has(at, 2)) {
                throw truncated();
            }
            int length = file.u16(at);
            if (length < 2) {
                throw broken(String.format("a part at offset %,d is shorter than nothing", at));
            }
            if (!file.has(at, length)) {
                throw truncated();
            }
            ByteView body = file.part(at + 2L, length - 2L, true);
            boolean note = marker >= 0xe0 && marker <= 0xef || marker == 0xfe;
            if (note) {
                note(marker, body);
            } else {
                keep(at - 2, length + 2);
            }
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                frame(marker, body);
            }
            at += length;
            if (marker == 0xda) {
                pixels();
            }
        }

        private void note(int marker, ByteView body) {
            if (marker == 0xe0 && body.is(0, "JFIF\0")) {
                jfif = true;
            } else if (marker == 0xe1 && body.is(0, "Exif\0") && body.length() > 6) {
                orientation = Exif.orientation(body.part(6, body.length() - 6L, true));
            } else if (marker == 0xee && body.is(0, "Adobe") && body.length() >= 12) {
                adobe = body.u8(11);
            }
        }

        private void frame(int marker, ByteView body) {
            if (components > 0) {
                throw broken("it describes its pixels twice");
            }
            int bits = body.u8(0);
            height = body.u16(1);
            width = body.u16(3);
            components = body.u8(5);
            if (bits != 8 || marker > 0xc2) {
                throw PictureException.unsupported(
                        file.name(),
                        PictureFormat.JPEG,
                        bits != 8 ? "it has " + bits + " bits a channel" : "it is packed in a way hardly anybody uses");
            }
            if (components != 1 && components != 3 && components != 4) {
                throw PictureException.unsupported(
                        file.name(), PictureFormat.JPEG, "it has " + components + " channels");
            }
            limits.checkSize(file.name(), PictureFormat.JPEG, width, height);
            StringBuilder names = new StringBuilder();
            for (int i = 0; i < components; i++) {
                names.append((char) body.u8(6 + 3L * i));
            }
            ids = names.toString();
        }

        /** Steps over the coded pixels of a scan, to the next marker. */
        private void pixels() {
            if (components == 0) {
                throw broken("its pixels come before their size");
            }
            if (++scans > limits.maxScans()) {
                throw new PictureException(
                        PictureException.Kind.TOO_LARGE,
                        file.name() + " refines its pixels more than " + limits.maxScans()
                                + " times. No camera does that; save it again with a picture program");
            }
            byte[] data = file.data();
            int from = at;
            int i = file.start() + at;
            int end = file.end() - 1;
            while (i < end) {
                if (data[i] == (byte) 0xff) {
                    int marker = data[i + 1] & 0xff;
                    if (marker == 0xff) {
                        i++;
                        continue;
                    } else if (marker != 0 && (marker < 0xd0 || marker > 0xd7)) {
                        at = i - file.start();
                        keep(from, at - from);
                        return;
                    }
                    i++;
                }
                i++;
            }
            throw truncated();
        }

        private Colour colour() {
            if (components == 1) {
                return Colour.GREY;
            } else if (components == 4) {
                return adobe == 2 ? Colour.YCCK : Colour.CMYK;
            }
            boolean rgb = !jfif && (adobe >= 0 ? adobe == 0 : ids.equals("RGB"));
            return rgb ? Colour.RGB : Colour.YCC;
        }

        private static byte[] adobeMarker(Colour colour) {
            return new byte[] {
                (byte) 0xff,
                (byte) 0xee,
                0,
                14,
                'A',
                'd',
                'o',
                'b',
                'e',
                0,
                100,
                0,
                0,
                0,
                0,
                (byte) (colour == Colour.YCCK ? 2 : 0)
            };
        }

        private void keep(int from, int length) {
            System.arraycopy(file.data(), file.start() + from, plain, plainLength, length);
            plainLength += length;
        }

        private PictureException truncated() {
            return PictureException.truncated(
                    file.name(),
                    PictureFormat.JPEG,
                    String.format("it ends after %,d bytes without its end mark", file.length()));
        }

        private PictureException broken(String what) {
            return PictureException.broken(file.name(), PictureFormat.JPEG, what);
        }
    }
}
