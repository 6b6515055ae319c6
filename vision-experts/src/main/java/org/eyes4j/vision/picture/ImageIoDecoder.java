package org.eyes4j.vision.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decoding with the JDK. It is there without a native library of ours, so it is the quickest for the first picture of a
 * process. Warnings of a decoder become notes.
 */
final class ImageIoDecoder {
    private ImageIoDecoder() {}

    /** What to do with a reader that stands before the first picture. */
    interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    static BufferedImage read(String name, PictureFormat format, byte[] data, List<String> notes) {
        return with(name, format, data, notes, reader -> reader.read(0));
    }

    static java.awt.image.Raster readRaw(String name, PictureFormat format, byte[] data, List<String> notes) {
        return with(name, format, data, notes, reader -> reader.readRaster(0, null));
    }

    private static <T> T with(String name, PictureFormat format, byte[] data, List<String> notes, Reading<T> reading) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        if (!readers.hasNext()) {
            throw PictureException.unsupported(name, format, "this Java has no reader for it");
        }
        ImageReader reader = readers.next();
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(data))) {
            reader.setInput(in, true, true);
            return reading.read(reader);
        } catch (IOException | RuntimeException e) {
            // Readers of the JDK answer hostile bytes with all kinds of runtime exceptions.
            throw PictureException.broken(name, format, "its pixels cannot be decoded (" + reason(e) + ")", e);
        } finally {
            reader.dispose();
            warnings.stream().limit(3).map(w -> "The decoder says: " + w).forEach(notes::add);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getMessage() == null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
