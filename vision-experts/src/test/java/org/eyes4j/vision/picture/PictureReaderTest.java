package org.eyes4j.vision.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eyes4j.vision.picture.MadeUp.chunk;
import static org.eyes4j.vision.picture.MadeUp.deflate;
import static org.eyes4j.vision.picture.MadeUp.gradient;
import static org.eyes4j.vision.picture.MadeUp.ihdr;
import static org.eyes4j.vision.picture.MadeUp.image;
import static org.eyes4j.vision.picture.MadeUp.imageIo;
import static org.eyes4j.vision.picture.MadeUp.png;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.eyes4j.tools.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
    private final PictureReader reader = new PictureReader(PictureLimits.defaults());

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void should_read_formats_without_loss_pixel_by_pixel(String format) {
        Raster raster = gradient(37, 23, 3);

        Picture picture = reader.read(imageIo(image(raster, BufferedImage.TYPE_3BYTE_BGR), format), "made up");

        assertThat(picture.raster()).isEqualTo(raster);
        assertThat(picture.format().name()).isEqualToIgnoringCase(format);
        assertThat(picture.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void should_keep_alpha(String format) {
        Raster raster = gradient(9, 5, 4);

        Picture picture = reader.read(imageIo(image(raster, BufferedImage.TYPE_4BYTE_ABGR), format), "made up");

        assertThat(picture.raster()).isEqualTo(raster);
    }

    @ParameterizedTest
    @EnumSource(PictureReader.Decoding.class)
    void should_read_jpeg_alike_with_both_decoders(PictureReader.Decoding decoding) {
        Raster raster = gradient(67, 41, 3);
        byte[] jpeg = PictureWriter.jpeg(raster, 95);

        Picture picture = new PictureReader(PictureLimits.defaults(), decoding).read(jpeg, "made up");

        assertThat(picture.raster()).isEqualTo(reader.read(jpeg, "made up").raster());
        assertThat(meanDifference(picture.raster(), raster)).isLessThan(3);
    }

    @Test
    void should_write_and_read_each_format_that_it_writes() {
        Raster rgb = gradient(40, 30, 3);
        Raster rgba = gradient(40, 30, 4);

        assertThat(reader.read(PictureWriter.png(rgb), "made up").raster()).isEqualTo(rgb);
        assertThat(reader.read(PictureWriter.png(rgba), "made up").raster()).isEqualTo(rgba);
        assertThat(meanDifference(
                        reader.read(PictureWriter.webp(rgb, 95), "made up").raster(), rgb))
                .isLessThan(4);
        Raster transparent =
                reader.read(PictureWriter.webp(rgba, 95), "made up").raster();
        assertThat(transparent.channels()).isEqualTo(4);
        assertThat(transparent.at(3, 3, 3)).isEqualTo(rgba.at(3, 3, 3));
        assertThat(reader.read(PictureWriter.jpeg(rgba, 90), "made up").raster().channels())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1,0,0,0", "2,1,0,0", "3,1,1,0", "4,0,1,0", "5,0,0,1", "6,1,0,1", "7,1,1,1", "8,0,1,1"})
    void should_turn_each_orientation_upright_once(int orientation, int right, int below, int swapped) {
        // A red corner in the stored top left ends where the orientation puts it.
        Raster stored = gradient(48, 32, 3);
        byte[] data = stored.data();
        Arrays.fill(data, (byte) 0);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                data[(y * 48 + x) * 3] = (byte) 255;
            }
        }
        byte[] jpeg = MadeUp.withOrientation(PictureWriter.jpeg(stored, 95), orientation);

        for (PictureReader.Decoding decoding : PictureReader.Decoding.values()) {
            Picture picture = new PictureReader(PictureLimits.defaults(), decoding).read(jpeg, "made up");

            assertThat(picture.exifOrientation()).isEqualTo(orientation);
            assertThat(picture.width()).isEqualTo(swapped == 1 ? 32 : 48);
            assertThat(picture.height()).isEqualTo(swapped == 1 ? 48 : 32);
            int x = right == 1 ? picture.width() - 3 : 2;
            int y = below == 1 ? picture.height() - 3 : 2;
            assertThat(picture.raster().at(x, y, 0)).isGreaterThan(200);
            assertThat(picture.raster().at(picture.width() - 1 - x, y, 0)).isLessThan(50);
            assertThat(picture.raster().at(x, picture.height() - 1 - y, 0)).isLessThan(50);
        }
    }

    @Test
    void should_read_grey_and_16_bits_and_palettes() {
        Raster raster = gradient(20, 10, 3);
        Picture grey = reader.read(imageIo(image(raster, BufferedImage.TYPE_BYTE_GRAY), "png"), "made up");
        Picture deep = reader.read(imageIo(image(raster, BufferedImage.TYPE_USHORT_GRAY), "png"), "made up");
        Picture greyJpeg = reader.read(imageIo(image(raster, BufferedImage.TYPE_BYTE_GRAY), "jpeg"), "made up");
        BufferedImage indexed = image(raster, BufferedImage.TYPE_BYTE_INDEXED);
        Picture palette = reader.read(imageIo(indexed, "png"), "made up");

        assertThat(grey.raster().channels()).isEqualTo(3);
        assertThat(grey.raster().at(5, 5, 0)).isEqualTo(grey.raster().at(5, 5, 2));
        assertThat(deep.notes()).containsExactly("Its 16 bits a channel were cut to 8");
        assertThat(greyJpeg.raster().at(5, 5, 0)).isCloseTo(grey.raster().at(5, 5, 1), within(6));
        assertThat(palette.raster().at(7, 3, 0)).isEqualTo(indexed.getRGB(7, 3) >> 16 & 0xff);
        assertThat(palette.raster().at(7, 3, 2)).isEqualTo(indexed.getRGB(7, 3) & 0xff);
    }

    private static org.assertj.core.data.Offset<Integer> within(int value) {
        return org.assertj.core.data.Offset.offset(value);
    }

    @Test
    void should_read_small_depths_with_a_transparent_colour() {
        // Two rows of four pixels of two bits: 0 1 2 3, 3 2 1 0, the first byte of each row names no filter.
        byte[] packed = deflate((byte) 0, (byte) 0b00011011, (byte) 0, (byte) 0b11100100);
        byte[] grey = png(ihdr(4, 2, 2, 0, 0), chunk("tRNS", (byte) 0, (byte) 2), chunk("IDAT", packed), chunk("IEND"));
        byte[] colours = {10, 20, 30, 40, 50, 60, 70, 80, 90};
        byte[] palette = png(
                ihdr(4, 2, 2, 3, 0),
                chunk("PLTE", colours),
                chunk("tRNS", (byte) 9),
                chunk("IDAT", packed),
                chunk("IEND"));

        Raster first = reader.read(grey, "made up").raster();
        Raster second = reader.read(palette, "made up").raster();

        assertThat(new int[] {first.at(0, 0, 0), first.at(1, 0, 0), first.at(2, 0, 0), first.at(3, 0, 0)})
                .containsExactly(0, 85, 170, 255);
        assertThat(new int[] {first.at(1, 1, 3), first.at(2, 1, 3)}).containsExactly(0, 255);
        assertThat(new int[] {second.at(1, 0, 0), second.at(1, 0, 2), second.at(0, 0, 3), second.at(1, 0, 3)})
                .containsExactly(40, 60, 9, 255);
        assertThat(second.at(0, 1, 0))
                .as("a colour beyond the palette is black")
                .isZero();
    }

    @Test
    void should_read_interlaced_png_as_the_jdk_does() throws IOException {
        for (int[] size : new int[][] {{1, 1}, {3, 5}, {8, 8}, {33, 17}}) {
            Raster raster = gradient(size[0], size[1], 4);
            byte[] bytes = interlaced(image(raster, BufferedImage.TYPE_4BYTE_ABGR));

            assertThat(bytes[28]).isEqualTo((byte) 1);
            assertThat(reader.read(bytes, "made up").raster()).isEqualTo(raster);
        }
    }

    private static byte[] interlaced(BufferedImage image) throws IOException {
        var writer = javax.imageio.ImageIO.getImageWritersByFormatName("png").next();
        var out = new java.io.ByteArrayOutputStream();
        try (var stream = javax.imageio.ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            var how = writer.getDefaultWriteParam();
            how.setProgressiveMode(javax.imageio.ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new javax.imageio.IIOImage(image, null, null), how);
        }
        return out.toByteArray();
    }

    @Test
    void should_read_the_first_frame_of_a_gif_on_its_canvas() {
        // A 3 x 2 canvas, a palette of two colours, one red pixel at (2, 1), and a second frame.
        byte[] frame = HexFormat.of().parseHex("2c0200010001000100" + "00" + "02" + "02" + "4c01" + "00");
        byte[] gif = MadeUp.join(
                "GIF89a".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                HexFormat.of().parseHex("03000200800000" + "000000" + "ff0000"),
                frame,
                frame,
                new byte[] {0x3b});

        Picture picture = reader.read(gif, "made up");

        assertThat(picture.raster().width()).isEqualTo(3);
        assertThat(picture.raster().height()).isEqualTo(2);
        assertThat(picture.raster().channels()).isEqualTo(4);
        assertThat(picture.raster().at(2, 1, 0)).isEqualTo(255);
        assertThat(picture.raster().at(2, 1, 3)).isEqualTo(255);
        assertThat(picture.raster().at(0, 0, 3)).isZero();
        assertThat(picture.notes()).containsExactly("It is an animation; only its first frame is looked at");
    }

    @Test
    void should_read_printing_colours() throws IOException {
        // Inks as JPEG files hold them, upside down: full cyan is 0 in the first channel.
        byte[] jpeg = Cmyk.jpeg(16, 16, new int[] {0, 255, 255, 255}, false);
        byte[] luminance = Cmyk.jpeg(16, 16, new int[] {255, 128, 128, 255}, true);

        Picture cyan = reader.read(jpeg, "made up");
        Picture black = reader.read(luminance, "made up");

        assertThat(cyan.raster().at(8, 8, 0)).isLessThan(5);
        assertThat(cyan.raster().at(8, 8, 1)).isGreaterThan(250);
        assertThat(cyan.raster().at(8, 8, 2)).isGreaterThan(250);
        assertThat(cyan.notes())
                .containsExactly("Its printing colours (CMYK) were turned into RGB without a colour profile");
        assertThat(black.raster().at(8, 8, 1)).isLessThan(5);
    }

    @Test
    void should_name_a_picture_by_the_hash_of_its_bytes(@TempDir Path folder) throws IOException {
        byte[] bytes = PictureWriter.png(gradient(2, 2, 3));
        Path file = Files.write(folder.resolve("a.txt"), bytes);

        Picture picture = reader.read(file);

        assertThat(picture.sha256()).isEqualTo(PictureReader.sha256(bytes)).hasSize(64);
        assertThat(picture.name()).isEqualTo(file.toString());
        assertThat(PictureReader.sha256("abc".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private static double meanDifference(Raster a, Raster b) {
        assertThat(a.data()).hasSameSizeAs(b.data());
        double sum = 0;
        for (int i = 0; i < a.data().length; i++) {
            sum += Math.abs((a.data()[i] & 0xff) - (b.data()[i] & 0xff));
        }
        return sum / a.data().length;
    }
}
