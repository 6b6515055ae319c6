package org.eyes4j.vision.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.eyes4j.vision.picture.MadeUp.chunk;
import static org.eyes4j.vision.picture.MadeUp.deflate;
import static org.eyes4j.vision.picture.MadeUp.gradient;
import static org.eyes4j.vision.picture.MadeUp.ihdr;
import static org.eyes4j.vision.picture.MadeUp.image;
import static org.eyes4j.vision.picture.MadeUp.imageIo;
import static org.eyes4j.vision.picture.MadeUp.join;
import static org.eyes4j.vision.picture.MadeUp.png;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostilePictureTest {
    private final PictureReader reader = new PictureReader(PictureLimits.defaults());

    @TempDir
    Path folder;

    @Test
    void should_say_that_there_is_no_file_or_a_folder_or_nothing_in_it() throws IOException {
        Path missing = folder.resolve("cat.jpg");
        Path empty = Files.createFile(folder.resolve("empty.png"));

        assertThatThrownBy(() -> reader.read(missing)).hasMessage("There is no file " + missing + ". Check the path");
        assertThatThrownBy(() -> reader.read(folder))
                .hasMessage(folder + " is a folder. Name a picture file inside it");
        assertThatThrownBy(() -> reader.read(empty))
                .hasMessage(empty + " is empty. Expected a picture; copy or download it again");
    }

    @Test
    void should_say_that_a_folder_may_not_be_entered() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Path file = Files.write(closed.resolve("cat.png"), PictureWriter.png(gradient(2, 2, 3)));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            Assumptions.assumeFalse(Files.isExecutable(closed), "This user may enter any folder");
            assertThatThrownBy(() -> reader.read(file))
                    .hasMessage(file + " cannot be looked at: the folder " + closed + " may not be entered. "
                            + "Change its permissions, or copy the picture elsewhere");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void should_know_a_picture_by_its_content_alone() {
        assertThatThrownBy(() -> reader.read(bytes("just some words\n"), "notes.jpg"))
                .hasMessage("notes.jpg is no picture that can be read: it is text. "
                        + "Expected JPEG, PNG, WebP, GIF, BMP or TIFF; save it as PNG or JPEG and try again");
        assertThatThrownBy(() -> reader.read(bytes("<!doctype html><html>"), "a.png"))
                .hasMessageContaining("it is a web page");
        assertThatThrownBy(() -> reader.read(bytes("<svg xmlns='x'>"), "a.svg"))
                .hasMessageContaining("it is an SVG drawing");
        assertThatThrownBy(() -> reader.read(bytes("\0\0\0\30ftypheic"), "a.heic"))
                .hasMessageContaining("it looks like HEIC, AVIF or a video");
        assertThatThrownBy(() -> reader.read(bytes("%PDF-1.7"), "a.pdf")).hasMessageContaining("PDF document");
        assertThatThrownBy(() -> reader.read(new byte[100], "a.bin"))
                .hasMessageContaining("its first bytes are those of no picture format known here");
    }

    @Test
    void should_refuse_too_many_bytes_before_reading_them() throws IOException {
        PictureReader strict = new PictureReader(new PictureLimits(1000, 1024, 1000, 10));
        Path file = Files.write(folder.resolve("big.png"), new byte[2000]);

        assertThatThrownBy(() -> strict.read(file))
                .hasMessage(file + " has 2,000 bytes; at most 1,024 are read. "
                        + "Make it smaller, or raise pictures.max_bytes");
    }

    @Test
    void should_refuse_30_000_by_30_000_pixels_by_the_header_of_each_format() {
        byte[] png = png(ihdr(30_000, 30_000, 8, 2, 0));
        byte[] jpeg = PictureWriter.jpeg(gradient(8, 8, 3), 80);
        int frame = indexOf(jpeg, (byte) 0xff, (byte) 0xc0);
        put(jpeg, frame + 5, 0x75, 0x30, 0x75, 0x30);
        byte[] gif = imageIo(image(gradient(8, 8, 3), BufferedImage.TYPE_BYTE_INDEXED), "gif");
        put(gif, 6, 0x30, 0x75, 0x30, 0x75);
        byte[] bmp = imageIo(image(gradient(8, 8, 3), BufferedImage.TYPE_3BYTE_BGR), "bmp");
        put(bmp, 18, 0x30, 0x75, 0, 0, 0x30, 0x75, 0, 0);
        byte[] webp = PictureWriter.webp(gradient(8, 8, 3), 80);
        byte[] canvas = join(
                Arrays.copyOf(webp, 12),
                bytes("VP8X"),
                new byte[] {10, 0, 0, 0, 0, 0, 0, 0, 0x2f, 0x75, 0, 0x2f, 0x75, 0},
                Arrays.copyOfRange(webp, 12, webp.length));
        put(canvas, 4, webp.length - 8 + 18, 0, 0, 0);

        for (byte[] bytes : List.of(png, jpeg, gif, bmp, canvas)) {
            assertThatThrownBy(() -> reader.read(bytes, "huge"))
                    .hasMessage("huge has 30,000 x 30,000 pixels; at most 50,000,000 in all and 20,000 a side are "
                            + "decoded. Make it smaller, or raise pictures.max_pixels or pictures.max_side");
        }
    }

    @Test
    void should_not_unpack_what_is_hidden_in_notes_of_a_png() {
        byte[] bomb = deflate(new byte[50_000_000]);
        byte[] text = chunk("zTXt", join(bytes("Comment\0\0"), bomb));
        byte[] profile = chunk("iCCP", join(bytes("icc\0\0"), bomb));
        byte[] pixels = chunk("IDAT", deflate((byte) 0, (byte) 1, (byte) 2, (byte) 3));

        Picture picture = reader.read(png(ihdr(1, 1, 8, 2, 0), text, profile, pixels, chunk("IEND")), "bomb.png");

        assertThat(picture.raster().data()).containsExactly(1, 2, 3);
    }

    @Test
    void should_not_unpack_more_pixels_than_the_header_says() {
        byte[] pixels = chunk("IDAT", deflate(new byte[50_000_000]));

        Picture picture = reader.read(png(ihdr(1, 1, 8, 2, 0), pixels, chunk("IEND")), "bomb.png");

        assertThat(picture.raster().data()).containsExactly(0, 0, 0);
    }

    @Test
    void should_answer_a_million_empty_chunks_of_pixels() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(png(ihdr(1, 1, 8, 2, 0)));
        byte[] empty = chunk("IDAT");
        for (int i = 0; i < 1_000_000; i++) {
            out.writeBytes(empty);
        }
        byte[] without = out.toByteArray();
        out.writeBytes(chunk("IDAT", deflate((byte) 0, (byte) 7, (byte) 8, (byte) 9)));

        assertThatThrownBy(() -> reader.read(without, "empty.png"))
                .hasMessage("empty.png is cut off: its pixels end in row 1 of 1. "
                        + "Expected a whole PNG file; copy, download or export it again");
        assertThat(reader.read(out.toByteArray(), "full.png").raster().data()).containsExactly(7, 8, 9);
    }

    @Test
    void should_say_in_which_row_a_png_ends() {
        byte[] whole = PictureWriter.png(gradient(200, 100, 3));

        assertThatThrownBy(() -> reader.read(Arrays.copyOf(whole, whole.length / 2), "half.png"))
                .hasMessageMatching("half.png is cut off: its pixels end in row \\d+ of 100. "
                        + "Expected a whole PNG file; copy, download or export it again");
        assertThatThrownBy(() -> reader.read(Arrays.copyOf(whole, 20), "head.png"))
                .hasMessageContaining("is cut off");
    }

    @Test
    void should_refuse_a_truncated_jpeg_wherever_it_ends() {
        byte[] whole = MadeUp.withOrientation(PictureWriter.jpeg(gradient(120, 80, 3), 90), 6);

        for (int length = 3; length < whole.length; length += 7) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> reader.read(part, "part.jpg"))
                    .isInstanceOfSatisfying(
                            PictureException.class,
                            e -> assertThat(e.kind()).isEqualTo(PictureException.Kind.TRUNCATED));
        }
        assertThatThrownBy(() -> reader.read(Arrays.copyOf(whole, 1000), "part.jpg"))
                .hasMessage("part.jpg is cut off: it ends after 1,000 bytes without its end mark. "
                        + "Expected a whole JPEG file; copy, download or export it again");
    }

    @Test
    void should_refuse_a_jpeg_with_endless_scans() {
        byte[] jpeg = PictureWriter.jpeg(gradient(8, 8, 3), 80);
        int scan = indexOf(jpeg, (byte) 0xff, (byte) 0xda);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, scan);
        for (int i = 0; i < 500; i++) {
            out.write(jpeg, scan, jpeg.length - 2 - scan);
        }
        out.write(jpeg, jpeg.length - 2, 2);

        assertThatThrownBy(() -> reader.read(out.toByteArray(), "slow.jpg"))
                .hasMessage("slow.jpg refines its pixels more than 200 times. "
                        + "No camera does that; save it again with a picture program");
    }

    @Test
    void should_refuse_other_truncated_files() {
        byte[] bmp = imageIo(image(gradient(30, 30, 3), BufferedImage.TYPE_3BYTE_BGR), "bmp");
        byte[] webp = PictureWriter.webp(gradient(30, 30, 3), 80);

        assertThatThrownBy(() -> reader.read(Arrays.copyOf(bmp, 100), "a.bmp"))
                .hasMessage("a.bmp is cut off: its pixels need 2,760 bytes and 46 are there. "
                        + "Expected a whole BMP file; copy, download or export it again");
        assertThatThrownBy(() -> reader.read(Arrays.copyOf(webp, 50), "a.webp")).hasMessageContaining("is cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff", "webp", "cmyk"})
    void should_answer_each_damaged_file_with_pixels_or_a_message(String format) throws IOException {
        byte[] whole = switch (format) {
            case "webp" -> PictureWriter.webp(gradient(24, 16, 3), 80);
            case "jpeg" -> MadeUp.withOrientation(PictureWriter.jpeg(gradient(24, 16, 3), 80), 3);
            case "cmyk" -> Cmyk.jpeg(24, 16, new int[] {1, 2, 3, 4}, true);
            case "gif" -> imageIo(image(gradient(24, 16, 3), BufferedImage.TYPE_BYTE_INDEXED), "gif");
            default -> imageIo(image(gradient(24, 16, 3), BufferedImage.TYPE_3BYTE_BGR), format);
        };
        PictureReader strict = new PictureReader(new PictureLimits(1_000_000, 1 << 20, 5000, 20));
        Random random = new Random(11);
        for (int i = 0; i < 600; i++) {
            byte[] damaged = whole.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
            }
            if (i % 5 == 0) {
                damaged = Arrays.copyOf(damaged, 4 + random.nextInt(damaged.length - 4));
            }
            byte[] bytes = damaged;
            Throwable thrown = catchThrowable(() -> strict.read(bytes, "damaged"));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(PictureException.class).hasMessageStartingWith("damaged");
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void put(byte[] bytes, int at, int... values) {
        for (int i = 0; i < values.length; i++) {
            bytes[at + i] = (byte) values[i];
        }
    }

    private static int indexOf(byte[] bytes, byte first, byte second) {
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] == first && bytes[i + 1] == second) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
