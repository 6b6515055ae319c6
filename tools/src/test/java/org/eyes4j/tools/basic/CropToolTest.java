package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Point;
import org.eyes4j.tools.image.Raster;
import org.eyes4j.tools.value.Search;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;

class CropToolTest {
    private final Value.Image image = Pictures.gradient("p", 60, 40);
    private final Value.Detections items = Pictures.on(
            image,
            Pictures.region("r1", "cat", 0.9, 4.2, 5.5, 20, 15),
            Pictures.region("r2", "dog", 0.8, 50, 30, 70, 50),
            Pictures.region("r3", "far", 0.8, 70, 30, 90, 50));

    @Test
    void should_cut_out_the_pixels_a_box_touches_and_keep_the_way_back() {
        Value.Image crop = Calls.image("crop", "image", image, "items", items);

        assertThat(crop.frame().width()).isEqualTo(16);
        assertThat(crop.frame().height()).isEqualTo(10);
        assertThat(crop.frame().to(image.frame()).apply(new Point(0, 0))).isEqualTo(new Point(4, 5));
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 16; x++) {
                for (int c = 0; c < 3; c++) {
                    assertThat(crop.raster().at(x, y, c))
                            .isEqualTo(image.raster().at(x + 4, y + 5, c));
                }
            }
        }
    }

    @Test
    void should_stay_inside_the_picture() {
        assertThat(Calls.image("crop", "image", image, "items", items, "index", 1)
                        .frame())
                .isEqualTo(image.frame().derive(10, 10, org.eyes4j.tools.geometry.Affine.translation(50, 30)));
        assertThat(Calls.image("crop", "image", image, "items", items, "padding", 100)
                        .raster())
                .isEqualTo(image.raster());
    }

    @Test
    void should_cut_a_crop_by_regions_of_the_whole_picture() {
        Value.Image crop = Calls.image("crop", "image", image, "items", items, "padding", 3);
        Value.Image inner = Calls.image("crop", "image", crop, "items", items);

        assertThat(inner.raster())
                .isEqualTo(Calls.image("crop", "image", image, "items", items).raster());
        assertThat(inner.frame())
                .isEqualTo(Calls.image("crop", "image", image, "items", items).frame());
    }

    @Test
    void should_refuse_regions_of_another_picture() {
        Value.Image other = Pictures.gradient("q", 60, 40);

        assertThat(Calls.failure("crop", "image", other, "items", items))
                .isEqualTo(ToolResult.failed(
                        FailureKind.BAD_INPUT,
                        "Coordinates of picture 'p' (60 x 40) cannot be told in picture 'q' (60 x 40): they are"
                                + " different pictures",
                        "Give 'crop' regions that were found in the same picture."));
    }

    @Test
    void should_say_why_there_is_nothing_to_cut() {
        Value.Detections none = new Value.Detections(
                image.frame(),
                List.of(),
                new Search(List.of("unicorn"), Map.of(), List.of("unicorn"), true, 0.4, "ssd"));

        assertThat(Calls.failure("crop", "image", image, "items", none).explain())
                .isEqualTo("There is no region to crop: nothing was found for 'unicorn'."
                        + " Check first that something was found.");
        assertThat(Calls.failure("crop", "image", image, "items", items, "index", 3)
                        .explain())
                .isEqualTo("There is no region at index 3: 'items' has 3. Indexes start at 0; -1 is the last.");
        assertThat(Calls.failure("crop", "image", image, "items", items, "index", -1)
                        .explain())
                .isEqualTo("The box [70.0, 30.0, 90.0, 50.0] of region r3 'far' lies outside the picture of 60 x 40."
                        + " Give a region that was found in this picture.");
    }

    @Test
    void should_cut_out_each_and_say_what_was_left_out() {
        ToolResult.Success success = Calls.success("crop_each", "image", image, "items", items, "padding", 1);

        assertThat(((Value.ListOf) success.value()).items()).hasSize(2);
        assertThat(success.warnings())
                .containsExactly("The box of region r3 'far' lies outside the picture and was left out");
        assertThat(Calls.success("crop_each", "image", image, "items", items, "limit", 1)
                        .warnings())
                .containsExactly("Only the first 1 of 3 regions were cut out");
    }

    @Test
    void should_cut_along_the_mask_with_everything_around_transparent() {
        Value.Detections disc = Pictures.on(
                image,
                Pictures.disc(Pictures.region("r1", "cat", 0.9, 10, 8, 30, 28), image),
                items.regions().get(0));

        Value.Image cutout = Calls.image("cutout", "image", image, "items", disc, "index", 0);

        Raster raster = cutout.raster();
        assertThat(raster.channels()).isEqualTo(4);
        assertThat(cutout.frame().to(image.frame()).apply(cutout.frame().bounds()))
                .isEqualTo(new BoundingBox(10, 8, 30, 28));
        assertThat(raster.at(0, 0, 3)).isZero();
        assertThat(raster.at(10, 10, 3)).isEqualTo(255);
        assertThat(raster.at(10, 10, 0)).isEqualTo(image.raster().at(20, 18, 0));
        long opaque = java.util.stream.IntStream.range(0, 400)
                .filter(p -> raster.at(p % 20, p / 20, 3) == 255)
                .count();
        assertThat(opaque).isEqualTo(disc.regions().get(0).mask().area());
    }

    @Test
    void should_say_which_tool_makes_the_mask_that_is_missing() {
        assertThat(Calls.failure("cutout", "image", image, "items", items).explain())
                .isEqualTo(
                        "A mask is needed to cut out region r1 'cat', and it has a box only. Run 'segment' on its box"
                                + " first ('boxes_of' makes the prompt); 'crop' cuts out the box.");
    }
}
