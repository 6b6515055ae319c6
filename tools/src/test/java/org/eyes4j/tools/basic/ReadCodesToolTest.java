package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eyes4j.tools.ToolCall;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolRegistry;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Detection;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadCodesToolTest {
    /** A grey picture with codes drawn on it. */
    private static final class Sheet {
        private final int width;
        private final int height;
        private final byte[] data;

        Sheet(int width, int height, boolean noisy) {
            this.width = width;
            this.height = height;
            this.data = new byte[width * height * 3];
            Random random = new Random(1);
            for (int p = 0; p < width * height; p++) {
                int x = p % width;
                int y = p / width;
                double wave = 90 + 40 * Math.sin(x / 37.0) + 40 * Math.cos(y / 23.0);
                int v = noisy ? (int) wave + random.nextInt(14) : 235;
                Arrays.fill(data, 3 * p, 3 * p + 3, (byte) v);
            }
        }

        /** Draws a code with its middle at a place, turned, in white on black when inverted. */
        Sheet draw(
                String text,
                BarcodeFormat format,
                double cx,
                double cy,
                double w,
                double h,
                double degrees,
                boolean inverted) {
            BitMatrix code = encode(text, format);
            double c = Math.cos(Math.toRadians(degrees));
            double s = Math.sin(Math.toRadians(degrees));
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double dx = x + 0.5 - cx;
                    double dy = y + 0.5 - cy;
                    double u = (dx * c + dy * s) / w + 0.5;
                    double v = (-dx * s + dy * c) / h + 0.5;
                    if (u >= 0 && v >= 0 && u < 1 && v < 1) {
                        boolean black = code.get((int) (u * code.getWidth()), (int) (v * code.getHeight()));
                        Arrays.fill(data, 3 * (y * width + x), 3 * (y * width + x) + 3, (byte)
                                (black ^ inverted ? 10 : 245));
                    }
                }
            }
            return this;
        }

        Value.Image image() {
            return Value.Image.of("sheet", new Raster(width, height, 3, data));
        }

        private static BitMatrix encode(String text, BarcodeFormat format) {
            try {
                return new MultiFormatWriter()
                        .encode(
                                text,
                                format,
                                0,
                                0,
                                format == BarcodeFormat.QR_CODE
                                        ? Map.of(EncodeHintType.MARGIN, 4, EncodeHintType.CHARACTER_SET, "UTF-8")
                                        : Map.of(EncodeHintType.MARGIN, 24));
            } catch (WriterException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    private static Value.Detections read(Value.Image image) {
        ToolResult result = ToolRegistry.of(List.of(new ReadCodesTool()))
                .call(new ToolCall("read_codes", Map.of("image", image)), ToolContext.detached());
        return (Value.Detections) ((ToolResult.Success) result).value();
    }

    @ParameterizedTest
    @CsvSource({
        "QR_CODE, https://example.org/7955, 160, 160, 0, qr code",
        "QR_CODE, https://example.org/7955, 160, 160, 33, qr code",
        "QR_CODE, 你好 世界, 200, 200, 180, qr code",
        "DATA_MATRIX, part 0815, 160, 160, 0, data matrix",
        "AZTEC, TICKET 42, 160, 160, 0, aztec code",
        "PDF_417, boarding pass, 400, 160, 0, pdf417",
        "EAN_13, 4006381333931, 260, 110, 0, bar code",
        "EAN_13, 4006381333931, 260, 110, 90, bar code",
        "EAN_13, 4006381333931, 260, 110, 30, bar code",
        "UPC_A, 036000291452, 260, 110, 0, bar code",
        "EAN_8, 96385074, 220, 110, 0, bar code",
        "CODE_128, EYES4J-128, 360, 110, 0, bar code",
        "CODE_39, EYES 39, 420, 110, 0, bar code"
    })
    void should_read(BarcodeFormat format, String text, int width, int height, double degrees, String label) {
        Value.Image image = new Sheet(640, 480, false)
                .draw(text, format, 320, 240, width, height, degrees, false)
                .image();

        List<Region> codes = read(image).regions();

        assertThat(codes).hasSize(1);
        Detection code = codes.get(0).detection();
        assertThat(code.text()).isEqualTo(text);
        assertThat(code.label()).isEqualTo(label);
        assertThat(code.attributes()).containsEntry("format", format.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(code.box().contains(new org.eyes4j.tools.geometry.Point(320, 240)))
                .isTrue();
    }

    @Test
    void should_say_where_a_code_stands() {
        Value.Image image = new Sheet(640, 480, false)
                .draw("https://example.org/1", BarcodeFormat.QR_CODE, 200, 150, 165, 165, 0, false)
                .draw("4006381333931", BarcodeFormat.EAN_13, 450, 350, 250, 80, 0, false)
                .image();

        List<Region> codes = read(image).regions();

        assertThat(codes).hasSize(2);
        // The quiet zone is not part of the code: 4 of 33 modules on each side, 12 of 119 beside the bars.
        assertThat(codes.get(0).box().iou(new BoundingBox(137.5, 87.5, 262.5, 212.5)))
                .isGreaterThan(0.85);
        assertThat(codes.get(1).box().iou(new BoundingBox(347, 310, 553, 390))).isGreaterThan(0.8);
    }

    @Test
    void should_read_several_codes_turned_and_inverted() {
        Value.Image image = new Sheet(900, 700, true)
                .draw("one", BarcodeFormat.QR_CODE, 150, 150, 140, 140, 20, false)
                .draw("two", BarcodeFormat.QR_CODE, 600, 160, 150, 150, 0, true)
                .draw("three", BarcodeFormat.QR_CODE, 300, 500, 120, 120, 45, false)
                .draw("CODE-4", BarcodeFormat.CODE_128, 680, 520, 300, 90, 0, false)
                .image();

        assertThat(read(image).regions().stream().map(Region::text))
                .containsExactlyInAnyOrder("one", "two", "three", "CODE-4");
    }

    @Test
    void should_find_a_small_code_in_a_large_picture() {
        Value.Image image = new Sheet(3000, 2200, true)
                .draw("tiny", BarcodeFormat.QR_CODE, 2411, 1733, 64, 64, 7, false)
                .image();

        assertThat(read(image).regions().stream().map(Region::text)).containsExactly("tiny");
    }

    @Test
    void should_keep_two_codes_that_say_the_same() {
        Value.Image image = new Sheet(700, 300, false)
                .draw("same", BarcodeFormat.QR_CODE, 150, 150, 140, 140, 0, false)
                .draw("same", BarcodeFormat.QR_CODE, 520, 150, 140, 140, 0, false)
                .image();

        assertThat(read(image).regions()).hasSize(2);
    }

    @Test
    void should_find_nothing_where_there_is_nothing_and_say_what_was_looked_for() {
        Value.Detections none = read(new Sheet(500, 400, true).image());

        assertThat(none.regions()).isEmpty();
        assertThat(none.search()).isNotNull();
        assertThat(none.search().model()).isEqualTo("zxing");
    }
}
