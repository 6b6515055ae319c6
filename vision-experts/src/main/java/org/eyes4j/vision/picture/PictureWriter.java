package org.eyes4j.vision.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.eyes4j.tools.image.Raster;

/** From pixels to the bytes of a file. */
public final class PictureWriter {
    private PictureWriter() {}

    /** Without loss, with alpha where the raster has it. */
    public static byte[] png(Raster raster) {
        return PngEncoder.encode(raster);
    }

    /**
     * Small, with loss; alpha is put over white.
     *
     * @param quality 1 to 100
     */
    public static byte[] jpeg(Raster raster, int quality) {
        checkQuality(quality);
        Raster rgb = raster.overWhite();
        BufferedImage image = new BufferedImage(rgb.width(), rgb.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(rgb.data(), 0, pixels, 0, pixels.length);
        Channels.swapRedAndBlue(pixels, 3);
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        if (!writers.hasNext()) {
            throw new PictureException(
                    PictureException.Kind.UNSUPPORTED, "This Java cannot write JPEG; ask for PNG instead");
        }
        ImageWriter writer = writers.next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed: " + e.getMessage(), e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * Smaller still, with loss, with alpha where the raster has it. Loads OpenCV.
     *
     * @param quality 1 to 100
     */
    public static byte[] webp(Raster raster, int quality) {
        checkQuality(quality);
        byte[] pixels = raster.data().clone();
        Channels.swapRedAndBlue(pixels, raster.channels());
        int type = raster.channels() == 4 ? opencv_core.CV_8UC4 : opencv_core.CV_8UC3;
        try (BytePointer data = new BytePointer(pixels);
                Mat image = new Mat(raster.height(), raster.width(), type, data);
                BytePointer out = new BytePointer();
                IntPointer how = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality)) {
            if (!opencv_imgcodecs.imencode(".webp", image, out, how)) {
                throw new PictureException(
                        PictureException.Kind.UNSUPPORTED,
                        "A picture of " + raster.width() + " x " + raster.height()
                                + " pixels cannot be written as WebP, which ends at 16,383 a side; ask for PNG instead");
            }
            byte[] bytes = new byte[(int) out.limit()];
            out.get(bytes);
            return bytes;
        }
    }

    private static void checkQuality(int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("A quality is 1 to 100, got " + quality);
        }
    }
}
