package org.eyes4j.vision.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eyes4j.tools.hash.Sha256;
import org.eyes4j.tools.image.Raster;

/**
 * From the untrusted bytes of a picture to upright pixels. The format is told by content, size and dimensions are checked
 * from the header before anything is decoded, and the EXIF orientation is applied, once. Thread-safe; making one costs
 * nothing.
 *
 * <p>JPEG (also progressive, grey, CMYK), PNG (all of it; the first frame of an animation), WebP, GIF (the first frame), BMP
 * and TIFF (the first page). Colour profiles are not applied, as in Pillow and OpenCV.
 */
public final class PictureReader {
    /** What matters more. */
    public enum Decoding {
        /** The first picture of a process: the JDK's decoders, OpenCV only where they lack a format. */
        QUICK_START,
        /** Many pictures: OpenCV for JPEG, which gives the same pixels sooner once it is loaded. */
        THROUGHPUT
    }

    private final PictureLimits limits;
    private final Decoding decoding;

    public PictureReader(PictureLimits limits) {
        this(limits, Decoding.QUICK_START);
    }

    public PictureReader(PictureLimits limits, Decoding decoding) {
        this.limits = limits;
        this.decoding = decoding;
    }

    /**
     * Reads a file.
     *
     * @throws PictureException with a message for a person, in every case in which there is no picture
     */
    public Picture read(Path file) {
        return read(bytes(file), file.toString());
    }

    /**
     * Reads bytes.
     *
     * @param name what messages call the picture
     * @throws PictureException as above
     */
    public Picture read(byte[] data, String name) {
        PictureFormat format = admit(data, name);
        List<String> notes = new ArrayList<>();
        try {
            ByteView file = ByteView.of(name, format, data, isBigEndian(format, data));
            Decoded decoded = decode(file, notes);
            Raster upright =
                    Orientation.apply(decoded.raster(), decoded.header().orientation());
            notes.addAll(0, decoded.header().notes());
            return new Picture(
                    name, upright, format, sha256(data), decoded.header().orientation(), notes);
        } catch (OutOfMemoryError e) {
            throw new PictureException(
                    PictureException.Kind.TOO_LARGE,
                    name + " needs more memory than Java has left ("
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB in all). Make the picture smaller, or give Java more with -Xmx",
                    e);
        }
    }

    private static boolean isBigEndian(PictureFormat format, byte[] data) {
        return switch (format) {
            case JPEG, PNG -> true;
            case TIFF -> data[0] == 'M';
            case WEBP, GIF, BMP -> false;
        };
    }

    private record Decoded(Header header, Raster raster) {}

    private Decoded decode(ByteView file, List<String> notes) {
        return switch (file.format()) {
            case PNG -> {
                PngFile png = PngFile.scan(file, limits);
                yield new Decoded(png.header(), PngDecoder.decode(file, png));
            }
            case JPEG -> {
                JpegFile jpeg = JpegFile.scan(file, limits);
                yield new Decoded(jpeg.header(), checked(file, jpeg.header(), jpeg(file, jpeg, notes)));
            }
            case GIF -> {
                GifFile gif = GifFile.scan(file, limits);
                Raster frame = Channels.toRaster(ImageIoDecoder.read(file.name(), file.format(), file.data(), notes));
                yield new Decoded(gif.header(), Canvas.place(frame, gif));
            }
            case BMP -> jdk(file, BmpFile.scan(file, limits), notes);
            case TIFF -> jdk(file, TiffFile.scan(file, limits), notes);
            case WEBP -> {
                Header header = WebpFile.scan(file, limits);
                Raster raster = OpenCvDecoder.decode(file.data(), true)
                        .orElseThrow(() ->
                                PictureException.broken(file.name(), file.format(), "its pixels cannot be decoded"));
                yield new Decoded(header, checked(file, header, raster));
            }
        };
    }

    private Decoded jdk(ByteView file, Header header, List<String> notes) {
        Raster raster = Channels.toRaster(ImageIoDecoder.read(file.name(), file.format(), file.data(), notes));
        return new Decoded(header, checked(file, header, raster));
    }

    private Raster jpeg(ByteView file, JpegFile jpeg, List<String> notes) {
        boolean inks = jpeg.colour() == JpegFile.Colour.CMYK || jpeg.colour() == JpegFile.Colour.YCCK;
        if (inks) {
            var raw = ImageIoDecoder.readRaw(file.name(), file.format(), jpeg.plain(), notes);
            return Channels.fromCmyk(raw, jpeg.colour() == JpegFile.Colour.YCCK);
        }
        if (decoding == Decoding.THROUGHPUT) {
            var decoded = OpenCvDecoder.decode(jpeg.plain(), false);
            if (decoded.isPresent()) {
                return decoded.get();
            }
        }
        return Channels.toRaster(ImageIoDecoder.read(file.name(), file.format(), jpeg.plain(), notes));
    }

    private static Raster checked(ByteView file, Header header, Raster raster) {
        if (raster.width() != header.width() || raster.height() != header.height()) {
            throw PictureException.broken(
                    file.name(),
                    file.format(),
                    "its header says " + header.width() + " x " + header.height() + " pixels, its data "
                            + raster.width() + " x " + raster.height());
        }
        return raster;
    }

    private PictureFormat admit(byte[] data, String name) {
        if (data.length == 0) {
            throw new PictureException(
                    PictureException.Kind.EMPTY, name + " is empty. Expected a picture; copy or download it again");
        }
        limits.checkBytes(name, data.length);
        return PictureFormat.sniff(data)
                .orElseThrow(
                        () -> new PictureException(
                                PictureException.Kind.UNKNOWN_FORMAT,
                                name + " is no picture that can be read: " + PictureFormat.describe(data)
                                        + ". Expected JPEG, PNG, WebP, GIF, BMP or TIFF; save it as PNG or JPEG and try again"));
    }

    /**
     * The bytes of a file, as far as a picture may be large.
     *
     * @throws PictureException as above
     */
    public byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw new PictureException(
                    PictureException.Kind.UNREADABLE, file + " is a folder. Name a picture file inside it");
        }
        if (!Files.exists(file)) {
            Path folder = file.toAbsolutePath().getParent();
            boolean hidden = folder != null && Files.isDirectory(folder) && !Files.isExecutable(folder);
            throw hidden
                    ? new PictureException(
                            PictureException.Kind.UNREADABLE,
                            file + " cannot be looked at: the folder " + folder + " may not be entered. "
                                    + "Change its permissions, or copy the picture elsewhere")
                    : new PictureException(
                            PictureException.Kind.NOT_FOUND, "There is no file " + file + ". Check the path");
        }
        if (!Files.isReadable(file)) {
            throw new PictureException(
                    PictureException.Kind.UNREADABLE,
                    file + " may not be read by this user. Change its permissions, or copy it elsewhere");
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.isRegularFile(file)) {
                limits.checkBytes(file.toString(), Files.size(file));
            }
            // A pipe tells no size, and a file may grow: never take more than allowed, plus the byte that shows it.
            byte[] data = in.readNBytes((int) limits.maxBytes() + 1);
            limits.checkBytes(file.toString(), data.length);
            return data;
        } catch (IOException e) {
            throw new PictureException(
                    PictureException.Kind.UNREADABLE,
                    file + " cannot be read (" + e.getMessage() + "). Check the disk, or copy it elsewhere",
                    e);
        }
    }

    /** Of any bytes, as {@link Picture#sha256()} gives it. */
    public static String sha256(byte[] data) {
        return Sha256.of(data);
    }
}
