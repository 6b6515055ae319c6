package org.eyes4j.vision.picture;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;

/** JPEG files of four channels, which the JDK writes as bare numbers; a note then tells what they mean. */
final class Cmyk {
    private Cmyk() {}

    static byte[] jpeg(int width, int height, int[] colour, boolean luminance) throws IOException {
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setPixel(x, y, colour);
            }
        }
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        byte[] bytes = out.toByteArray();
        byte[] adobe = {
            (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) (luminance ? 2 : 0)
        };
        return MadeUp.join(Arrays.copyOf(bytes, 2), adobe, Arrays.copyOfRange(bytes, 2, bytes.length));
    }
}
