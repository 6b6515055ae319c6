package org.eyes4j.app.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eyes4j.vision.picture.PictureLimits;
import org.eyes4j.vision.picture.PictureReader;
import org.eyes4j.vision.video.FrameRate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureInputTest {
    private @TempDir Path folder;

    @BeforeEach
    void fill() throws IOException {
        for (String name :
                List.of("b.jpg", "a.png", "notes.txt", "x/c.JPG", "x/y/d.webp", ".hidden/e.png", "out/f.png")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private List<String> names(String... given) {
        List<String> full = Stream.of(given).map(g -> folder + "/" + g).toList();
        List<String> names = new ArrayList<>();
        PictureInput input = PictureInput.of(full, folder.resolve("out"));
        try (Items items = input.items(new PictureReader(PictureLimits.defaults()), (file, rate, name) -> {
            names.add(name + " " + rate);
            return Items.of(List.of());
        })) {
            items.forEachRemaining(item -> names.add(item.name()));
        }
        return names;
    }

    @Test
    void should_take_every_picture_of_a_folder_in_order_but_hidden_ones_and_results() {
        assertThat(names("")).containsExactly("a.png", "b.jpg", "x/c.JPG", "x/y/d.webp");
        assertThat(PictureInput.of(List.of(folder.toString()), null).count()).hasValue(5);
    }

    @Test
    void should_take_what_fits_a_glob() {
        assertThat(names("*.{jpg,png}")).containsExactly("a.png", "b.jpg");
        assertThat(names("**/*.png")).containsExactly("a.png");
        assertThat(names("x/*")).containsExactly("c.JPG");
        assertThat(names("x/**")).containsExactly("c.JPG", "y/d.webp");
        assertThatThrownBy(() -> names("*.gif")).hasMessage("No file fits '" + folder + "/*.gif'");
        assertThatThrownBy(() -> names("z/*.gif"))
                .hasMessage("There is no folder " + folder + "/z, where '" + folder + "/z/*.gif' begins");
    }

    @Test
    void should_take_several_files_once_each_and_name_them_below_what_they_share() {
        assertThat(names("x/c.JPG", "a.png", "x/c.JPG")).containsExactly("x/c.JPG", "a.png");
        assertThat(names("a.png")).containsExactly("a.png");
        assertThat(PictureInput.of(List.of(folder + "/a.png"), null).isSeveral())
                .isFalse();
    }

    @Test
    void should_read_which_frames_of_a_video_are_wanted() throws IOException {
        Files.writeString(folder.resolve("clip.mp4"), "");

        assertThat(names("clip.mp4")).containsExactly("clip.mp4 " + FrameRate.ALL);
        assertThat(names("clip.mp4#every=10")).containsExactly("clip.mp4 " + new FrameRate(10, 0));
        assertThat(names("clip.mp4#every=2.5s")).containsExactly("clip.mp4 " + new FrameRate(0, 2.5));
        assertThat(names("clip.mp4#fps=4")).containsExactly("clip.mp4 " + new FrameRate(0, 0.25));
        for (String wrong : List.of("every=0", "every=-1", "every=xs", "fps=0", "fps=NaN", "often")) {
            assertThatThrownBy(() -> names("clip.mp4#" + wrong))
                    .hasMessage(
                            "'" + folder + "/clip.mp4#" + wrong + "': expected #every=10 (each tenth frame), #every=2s"
                                    + " (one each two seconds) or #fps=2, found #" + wrong);
        }
        assertThatThrownBy(() -> names("none.mp4"))
                .hasMessage("There is no file " + folder + "/none.mp4. Check the path");
    }

    @Test
    void should_say_so_where_a_folder_has_no_picture() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThatThrownBy(() -> names("empty"))
                .hasMessage("There is no picture in " + empty + " or below it (JPEG, PNG, WebP, GIF, BMP or TIFF)");
    }

    @Test
    void should_keep_a_spreadsheet_from_taking_texts_for_formulas() {
        assertThat(CsvTable.cell("=HYPERLINK(\"x\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\")\"");
        assertThat(CsvTable.cell("-12.5")).isEqualTo("-12.5");
        assertThat(CsvTable.cell("a, b")).isEqualTo("\"a, b\"");
    }
}
