package org.eyes4j.agent.llm;

import dev.langchain4j.data.image.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.image.Rasters;

/**
 * Pictures as endpoints take them: PNG where it is the smaller (drawings, screens) or where there is alpha, else JPEG; no
 * side longer and no file larger than the limits. Nothing of the original file (its name, EXIF data, place) is in it.
 * Thread-safe.
 */
final class PictureEncoder {
    private static final long PNG_WORTH_TRYING = 512 * 512;
    private static final float GOOD = 0.88f;
    private static final int SMALLEST_SIDE = 32;

    /** Conversations show the same pictures again with each turn. */
    private static final int KEPT = 8;

    private final int side;
    private final long bytes;
    private final Map<String, Image> encoded = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Image> eldest) {
            return size() > KEPT;
        }
    };

    PictureEncoder(int side, long bytes) {
        this.side = side;
        this.bytes = bytes;
    }

    synchronized Image encode(Raster raster) {
        return encoded.computeIfAbsent(raster.fingerprint(), fingerprint -> fresh(raster));
    }

    private Image fresh(Raster raster) {
        Raster fitting = within(raster, side);
        while (true) {
            byte[] jpeg = jpeg(fitting);
            boolean small = (long) fitting.width() * fitting.height() <= PNG_WORTH_TRYING;
            byte[] png = small || fitting.channels() == 4 ? Png.encode(fitting) : new byte[0];
            boolean asPng =
                    png.length > 0 && png.length <= bytes && (fitting.channels() == 4 || png.length <= jpeg.length);
            byte[] chosen = asPng ? png : jpeg;
            int longest = Math.max(fitting.width(), fitting.height());
            if (chosen.length <= bytes || longest <= SMALLEST_SIDE) {
                return Image.builder()
                        .base64Data(Base64.getEncoder().encodeToString(chosen))
                        .mimeType(asPng ? "image/png" : "image/jpeg")
                        .build();
            }
            fitting = within(raster, longest * 3 / 4);
        }
    }

    private static Raster within(Raster raster, int side) {
        int longest = Math.max(raster.width(), raster.height());
        if (longest <= side) {
            return raster;
        }
        double by = (double) side / longest;
        return Rasters.scale(raster, Math.max(1, (int) Math.round(raster.width() * by)), Math.max(1, (int)
                Math.round(raster.height() * by)));
    }

    private static byte[] jpeg(Raster raster) {
        // JPEG has no alpha.
        Raster opaque = raster.channels() == 3 ? raster : raster.dropAlpha();
        BufferedImage image = new BufferedImage(opaque.width(), opaque.height(), BufferedImage.TYPE_INT_RGB);
        byte[] data = opaque.data();
        int[] line = new int[opaque.width()];
        for (int y = 0; y < opaque.height(); y++) {
            for (int x = 0; x < line.length; x++) {
                int at = (y * line.length + x) * 3;
                line[x] = (data[at] & 0xff) << 16 | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff);
            }
            image.setRGB(0, y, line.length, 1, line, 0, line.length);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(GOOD);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
