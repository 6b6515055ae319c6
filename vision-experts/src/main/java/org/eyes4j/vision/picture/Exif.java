package org.eyes4j.vision.picture;

/**
 * The one thing that is wanted of EXIF: which way is up. Reads tag 0x0112 of the first directory of a TIFF structure (CIPA
 * DC-008, TIFF 6.0); anything odd means "upright", since a broken note in a file does not make its picture unreadable.
 */
final class Exif {
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int MAX_ENTRIES = 1000;

    private Exif() {}

    /** @param tiff begins with the byte order mark */
    static int orientation(ByteView tiff) {
        boolean big = tiff.is(0, "MM\0*");
        if (!big && !tiff.is(0, "II*\0")) {
            return 1;
        }
        ByteView view = tiff.part(0, tiff.length(), big);
        if (!view.has(4, 4)) {
            return 1;
        }
        long directory = view.u32(4);
        if (!view.has(directory, 2)) {
            return 1;
        }
        int entries = Math.min(view.u16(directory), MAX_ENTRIES);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (!view.has(entry, 12)) {
                return 1;
            }
            if (view.u16(entry) == ORIENTATION && view.u16(entry + 2) == SHORT) {
                int value = view.u16(entry + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }
}
