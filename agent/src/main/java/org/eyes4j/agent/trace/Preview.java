package org.eyes4j.agent.trace;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;

/**
 * A picture as a trace shows it: no larger than a screen has use for, JPEG, or PNG where it is see-through. The trace
 * keeps no pixels beyond it.
 *
 * @param bytes the encoded picture
 * @param mediaType {@code image/jpeg} or {@code image/png}
 */
record Preview(byte[] bytes, String mediaType) {
    static final String JPEG = "image/jpeg";
    static final String PNG = "image/png";
    static final int LONGEST_SIDE = 1280;
    private static final float QUALITY = 0.88f;

    static Preview of(Raster raster) {
        boolean seeThrough = raster.channels() == 4 && isSeeThrough(raster);
        Raster shown = seeThrough ? raster : raster.dropAlpha();
        BufferedImage small = shrink(Rasters.toBufferedImage(shown), seeThrough);
        return seeThrough
                ? new Preview(Png.encode(Rasters.fromBufferedImage(small)), PNG)
                : new Preview(jpeg(small), JPEG);
    }

    private static boolean isSeeThrough(Raster raster) {
        byte[] data = raster.data();
        for (int i = 3; i < data.length; i += 4) {
            if (data[i] != -1) {
                return true;
            }
        }
        return false;
    }

    /** Halves until the last step is less than a half, so that bilinear filtering skips no pixel. */
    private static BufferedImage shrink(BufferedImage image, boolean seeThrough) {
        double scale = Math.min(1, LONGEST_SIDE / (double) Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        BufferedImage now = image;
        while (now.getWidth() >= 2 * width && now.getHeight() >= 2 * height) {
            now = draw(now, now.getWidth() / 2, now.getHeight() / 2, seeThrough);
        }
        return draw(now, width, height, seeThrough);
    }

    private static BufferedImage draw(BufferedImage image, int width, int height, boolean seeThrough) {
        BufferedImage drawn =
                new BufferedImage(width, height, seeThrough ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return drawn;
    }

    private static byte[] jpeg(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
