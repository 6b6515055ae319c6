package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.value.Region;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

class MeasureToolTest {
    private final Value.Image image = Pictures.gradient("p", 100, 50);
    private final Region a = Pictures.region("r1", "cat", 0.9, 10, 10, 30, 30);
    private final Region b = Pictures.region("r2", "dog", 0.9, 20, 10, 60, 30);
    private final Value.Detections both = Pictures.on(image, a, b);

    @Test
    void should_count_each_pixel_once() {
        assertThat(Calls.number("measure", "items", both)).isEqualTo(50 * 20);
        assertThat(Calls.number("measure", "items", both, "what", "share")).isEqualTo(20);
        assertThat(Calls.number("measure", "items", both, "what", "width")).isEqualTo(50);
        assertThat(Calls.number("measure", "items", both, "what", "height")).isEqualTo(20);
        assertThat(Calls.success("measure", "items", both, "what", "share").value())
                .isEqualTo(new Value.Number(20, "%"));
    }

    @Test
    void should_measure_masks_and_warn_of_boxes() {
        Region disc = Pictures.disc(a, image);

        assertThat(Calls.number("measure", "items", Pictures.on(image, disc))).isCloseTo(Math.PI * 100, within(8.0));
        assertThat(Calls.success("measure", "items", Pictures.on(image, disc)).warnings())
                .isEmpty();
        assertThat(Calls.success("measure", "items", both).warnings())
                .containsExactly("Areas are those of boxes, not of outlines; segment first for exact ones");
        assertThat(Calls.success("measure", "items", Pictures.on(image, disc, b))
                        .warnings())
                .containsExactly("The areas of 1 regions are those of boxes, not of outlines; segment first for exact"
                        + " ones");
    }

    @Test
    void should_measure_between_two() {
        Region far = Pictures.region("r3", "cup", 0.9, 63, 34, 73, 44);

        assertThat(Calls.number("measure", "items", both, "what", "distance")).isEqualTo(20);
        assertThat(Calls.number("measure", "items", both, "what", "gap")).isZero();
        assertThat(Calls.number(
                        "measure", "items", Pictures.on(image, b), "other", Pictures.on(image, far), "what", "gap"))
                .isEqualTo(5);
        assertThat(Calls.failure("measure", "items", Pictures.on(image, a), "what", "gap")
                        .explain())
                .isEqualTo("A gap needs two regions, got one. Give a second one in 'other', or two in 'items'.");
    }

    @Test
    void should_measure_each() {
        Value.ListOf list =
                (Value.ListOf) Calls.success("measure_each", "items", both).value();

        Value.Record first = (Value.Record) list.items().get(0);
        assertThat(first.fields())
                .containsEntry("id", new Value.Text("r1"))
                .containsEntry("area", new Value.Number(400, "px"))
                .containsEntry("share", new Value.Number(8, "%"))
                .containsEntry("centre_x", new Value.Number(20, "px"))
                .containsEntry("by", new Value.Text("box"));
    }

    @Test
    void should_say_which_is_more() {
        ToolResult.Success success =
                Calls.success("compare_items", "items", Pictures.on(image, a), "other", Pictures.on(image, b));

        assertThat(((Value.Record) success.value()).fields())
                .containsEntry("more", new Value.Text("second"))
                .containsEntry("label", new Value.Text("dog"))
                .containsEntry("first", new Value.Number(400, "px"))
                .containsEntry("second", new Value.Number(800, "px"))
                .containsEntry("ratio", new Value.Number(2));
        assertThat(((Value.Record) Calls.success("compare_items", "items", both, "other", both, "by", "count")
                                .value())
                        .fields())
                .containsEntry("more", new Value.Text("same"));
        assertThat(Calls.failure("compare_items", "items", both, "other", Pictures.on(image))
                        .explain())
                .isEqualTo("There is no region to compare: 'items' is empty. Check first that both were found.");
    }

    @Test
    void should_count() {
        assertThat(Calls.number("count", "items", both)).isEqualTo(2);
        assertThat(Calls.success("exists", "items", both).value()).isEqualTo(new Value.Flag(true));
        assertThat(Calls.success("exists", "items", Pictures.on(image)).value()).isEqualTo(new Value.Flag(false));
    }
}
