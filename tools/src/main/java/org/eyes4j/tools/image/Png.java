package org.eyes4j.tools.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG by Java's own ImageIO: lossless, alpha included. For the house's own pictures; a user's are admitted elsewhere. */
public final class Png {
    /** Most pixels that are decoded. */
    public static final long MAX_PIXELS = 200_000_000;

    private static final long SIGNATURE = 0x89504e470d0a1a0aL;

    private Png() {}

    public static byte[] encode(Raster raster) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("png");
        if (!writers.hasNext()) {
            throw new IllegalStateException("This Java runtime cannot write PNG; it lacks the module java.desktop");
        }
        ImageWriter writer = writers.next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raster.data().length / 3 + 1024);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(0.7f);
            writer.write(null, new IIOImage(Rasters.toBufferedImage(raster), null, null), how);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * The pixels of a PNG, RGBA where it has alpha.
     *
     * @throws IllegalArgumentException if it is no PNG, is damaged, or has more than {@link #MAX_PIXELS}
     */
    public static Raster decode(byte[] png) {
        if (png.length < 33 || ByteBuffer.wrap(png).getLong() != SIGNATURE) {
            throw new IllegalArgumentException("These " + png.length + " bytes are no PNG");
        }
        long width = ByteBuffer.wrap(png).getInt(16) & 0xffffffffL;
        long height = ByteBuffer.wrap(png).getInt(20) & 0xffffffffL;
        if (width * height > MAX_PIXELS || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "A PNG of " + width + " x " + height + " has more than " + MAX_PIXELS + " pixels");
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
            reader.setInput(in, true, true);
            BufferedImage image = reader.read(0);
            return Rasters.fromBufferedImage(image);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("This PNG of " + width + " x " + height + " is damaged", e);
        } finally {
            reader.dispose();
        }
    }
}
