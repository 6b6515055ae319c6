package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.eyes4j.tools.Tool;
import org.eyes4j.tools.conform.Conformance;
import org.eyes4j.tools.conform.Report;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every tool without a model passes the kit that foreign tools must pass; in full with {@code -Dconformance=full}. */
class BasicToolsConformanceTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> should_conform() {
        return BasicTools.all().stream()
                .map(tool -> DynamicTest.dynamicTest(tool.specification().name(), () -> conforms(tool)));
    }

    private void conforms(Tool tool) {
        Conformance look = Conformance.of(tool).effectsIn(folder);
        Map<String, Value> better = BETTER.get(tool.specification().name());
        Conformance closer = better == null ? look : look.given(better);
        Report report = "full".equals(System.getProperty("conformance")) ? closer.full() : closer.quick();

        assertThat(report.passed()).as(report.toText()).isTrue();
        assertThat(report.findings())
                .as(report.toText())
                .filteredOn(f -> f.check().equals("examples_run"))
                .singleElement()
                .satisfies(f -> assertThat(f.outcome().toString()).isEqualTo("PASSED"));
    }

    private static final Map<String, Map<String, Value>> BETTER = Map.of(
            "changes",
                    Map.of(
                            "image", Pictures.plain("p", 200, 160, 0x808080),
                            "other",
                                    Value.Image.of(
                                            "q",
                                            new Pictures.Canvas(200, 160, 0x808080)
                                                    .fill(60, 50, 110, 90, 0xff0000)
                                                    .raster())),
            "read_codes", Map.of("image", code()));

    private static Value.Image code() {
        Pictures.Canvas canvas = new Pictures.Canvas(300, 240, 0xffffff);
        try {
            BitMatrix code = new QRCodeWriter().encode("eyes4j", BarcodeFormat.QR_CODE, 120, 120);
            for (int y = 0; y < 120; y++) {
                for (int x = 0; x < 120; x++) {
                    if (code.get(x, y)) {
                        canvas.fill(80 + x, 50 + y, 81 + x, 51 + y, 0);
                    }
                }
            }
        } catch (WriterException e) {
            throw new IllegalStateException(e);
        }
        return Value.Image.of("code", canvas.raster());
    }
}
