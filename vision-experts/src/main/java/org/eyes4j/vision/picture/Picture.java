package org.eyes4j.vision.picture;

import java.util.List;
import org.eyes4j.tools.image.Raster;

/**
 * A decoded picture.
 *
 * @param name of the file or whatever the caller called it
 * @param raster upright: the EXIF orientation is applied already, and not to be applied again
 * @param format of the file
 * @param sha256 of the file's bytes, in lower-case hexadecimal
 * @param exifOrientation 1–8 as the file says; 1 where it says nothing
 * @param notes what a person should know: only the first frame was read, 16 bits were cut to 8, …
 */
public record Picture(
        String name, Raster raster, PictureFormat format, String sha256, int exifOrientation, List<String> notes) {
    public Picture {
        if (exifOrientation < 1 || exifOrientation > 8) {
            throw new IllegalArgumentException("An EXIF orientation is 1 to 8, got " + exifOrientation);
        }
        notes = List.copyOf(notes);
    }

    public int width() {
        return raster.width();
    }

    public int height() {
        return raster.height();
    }
}
