package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Kind;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

class ContactSheetToolTest {
    private static final Value.Image RED = Pictures.plain("red", 100, 50, 0xff0000);
    private static final Value.Image GREEN = Pictures.plain("green", 20, 40, 0x00ff00);
    private static final Value.Image BLUE = Pictures.plain("blue", 900, 900, 0x0000ff);

    private static Value.ListOf images(Value... images) {
        return new Value.ListOf(Kind.IMAGE, List.of(images));
    }

    private static int at(Value.Image image, int x, int y) {
        Raster r = image.raster();
        return r.at(x, y, 0) << 16 | r.at(x, y, 1) << 8 | r.at(x, y, 2);
    }

    @Test
    void should_lay_pictures_in_rows_in_their_proportions() {
        Value.Image sheet = Calls.image("contact_sheet", "images", images(RED, GREEN, BLUE), "size", 100);

        assertThat(sheet.frame().width()).isEqualTo(8 + 2 * 108);
        assertThat(sheet.frame().height()).isEqualTo(8 + 2 * 108);
        assertThat(at(sheet, 10, 58)).isEqualTo(0xff0000);
        assertThat(at(sheet, 58, 20)).as("above a wide picture").isEqualTo(0xe6e6e6);
        assertThat(at(sheet, 116 + 50, 58)).isEqualTo(0x00ff00);
        assertThat(at(sheet, 116 + 20, 58)).as("beside a tall picture").isEqualTo(0xe6e6e6);
        assertThat(at(sheet, 10, 118)).isEqualTo(0x0000ff);
        assertThat(at(sheet, 116 + 50, 116 + 50)).as("no fourth picture").isEqualTo(0xfafafa);
    }

    @Test
    void should_write_a_caption_below_each() {
        Value.Image plain = Calls.image("contact_sheet", "images", images(RED, BLUE), "columns", 1, "size", 120);
        Value.Image sheet = Calls.image(
                "contact_sheet",
                "images",
                images(RED, BLUE),
                "captions",
                Value.ListOf.texts(List.of("first", "a caption that is much longer than its picture is wide")),
                "columns",
                1,
                "size",
                120);

        int line = (sheet.frame().height() - plain.frame().height()) / 2;
        assertThat(line).isBetween(12, 40);
        for (int row = 0; row < 2; row++) {
            int top = 8 + 120 + row * (128 + line);
            long ink = IntStream.range(8, 128)
                    .flatMap(x -> IntStream.range(top, top + line).map(y -> at(sheet, x, y)))
                    .filter(c -> c == 0x202020)
                    .count();
            assertThat(ink).as("ink in row " + row).isPositive();
        }
        long beside = IntStream.range(0, sheet.frame().height())
                .flatMap(y -> IntStream.range(128, 136).map(x -> at(sheet, x, y)))
                .filter(c -> c != 0xfafafa)
                .count();
        assertThat(beside).as("outside of the column").isZero();
    }

    @Test
    void should_refuse_what_it_cannot_lay_out() {
        assertThat(Calls.failure("contact_sheet", "images", images()).explain())
                .isEqualTo("There is no picture for the sheet: 'images' is empty. Give at least one.");
        assertThat(Calls.failure(
                                "contact_sheet",
                                "images",
                                images(RED, BLUE),
                                "captions",
                                Value.ListOf.texts(List.of("one")))
                        .explain())
                .isEqualTo(
                        "There are 2 pictures and 1 captions. Give one caption a picture, in the same order; an empty"
                                + " text is none.");
        Value.ListOf many = new Value.ListOf(Kind.IMAGE, Collections.nCopies(100, GREEN));
        ToolResult.Failure large = Calls.failure("contact_sheet", "images", many, "size", 1024);
        assertThat(large.kind()).isEqualTo(ToolResult.FailureKind.LIMIT);
        assertThat(large.message())
                .isEqualTo(
                        "A sheet of 100 pictures of 1024 pixels would have 106667584 pixels, and at most 50000000 are"
                                + " allowed.");
    }

    @Test
    void should_not_take_one_sheet_for_another() {
        assertThat(Calls.image("contact_sheet", "images", images(RED)).frame().image())
                .isNotEqualTo(Calls.image("contact_sheet", "images", images(BLUE))
                        .frame()
                        .image())
                .isEqualTo(Calls.image("contact_sheet", "images", images(RED))
                        .frame()
                        .image());
    }
}
