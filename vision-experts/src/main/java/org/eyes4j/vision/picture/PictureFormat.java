package org.eyes4j.vision.picture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The formats that are read, known by their first bytes and never by a file's name. */
public enum PictureFormat {
    JPEG,
    PNG,
    WEBP,
    GIF,
    BMP,
    TIFF;

    /** What the bytes begin like. */
    static Optional<PictureFormat> sniff(byte[] data) {
        if (starts(data, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        } else if (starts(data, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        } else if (starts(data, 0, "RIFF") && starts(data, 8, "WEBP")) {
            return Optional.of(WEBP);
        } else if (starts(data, 0, "GIF87a") || starts(data, 0, "GIF89a")) {
            return Optional.of(GIF);
        } else if (starts(data, 0, "BM")) {
            return Optional.of(BMP);
        } else if (starts(data, 0, "II*\0") || starts(data, 0, "MM\0*") || isBigTiff(data)) {
            return Optional.of(TIFF);
        }
        return Optional.empty();
    }

    /** A guess, in words, at what bytes of no known format are. */
    static String describe(byte[] data) {
        if (starts(data, 4, "ftyp")) {
            return "it looks like HEIC, AVIF or a video";
        } else if (starts(data, 0, "%PDF")) {
            return "it is a PDF document";
        } else if (starts(data, 0, "PK\u0003\u0004")) {
            return "it is a ZIP archive";
        } else if (isText(data)) {
            String head = new String(data, 0, Math.min(data.length, 200), StandardCharsets.UTF_8)
                    .strip()
                    .toLowerCase(Locale.ROOT);
            boolean markup = head.startsWith("<");
            return markup && head.contains("svg") ? "it is an SVG drawing" : markup ? "it is a web page" : "it is text";
        }
        return "its first bytes are those of no picture format known here";
    }

    private static boolean isBigTiff(byte[] data) {
        return starts(data, 0, "II+\0") || starts(data, 0, "MM\0+");
    }

    private static boolean isText(byte[] data) {
        for (int i = 0; i < Math.min(data.length, 512); i++) {
            int b = data[i] & 0xff;
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean starts(byte[] data, int at, String bytes) {
        if (data.length < at + bytes.length()) {
            return false;
        }
        for (int i = 0; i < bytes.length(); i++) {
            if ((data[at + i] & 0xff) != bytes.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return this == WEBP ? "WebP" : name();
    }
}
