package org.eyes4j.tools.basic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eyes4j.tools.ToolContext;
import org.eyes4j.tools.ToolResult;
import org.eyes4j.tools.ToolResult.FailureKind;
import org.eyes4j.tools.image.Png;
import org.eyes4j.tools.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaveToolTest {
    @TempDir
    Path folder;

    private final Value.Image image = Pictures.gradient("p", 20, 10);

    private ToolResult save(Object... pairs) {
        return Calls.call(ToolContext.detached().writingTo(folder), "save", pairs);
    }

    private String saved(Object... pairs) {
        return ((Value.Text) ((ToolResult.Success) save(pairs)).value()).text();
    }

    @Test
    void should_write_each_kind_in_its_form() throws IOException {
        assertThat(saved("value", image, "name", "photo")).isEqualTo("photo.png");
        assertThat(Png.decode(Files.readAllBytes(folder.resolve("photo.png")))).isEqualTo(image.raster());
        assertThat(saved("value", "two\nlines")).isEqualTo("result.txt");
        assertThat(folder.resolve("result.txt")).hasContent("two\nlines\n");
        assertThat(saved("value", 42, "name", "n.json")).isEqualTo("n.json");
        assertThat(folder.resolve("n.json")).hasContent("42");
    }

    @Test
    void should_write_regions_as_coco() throws IOException {
        Value.Detections items = Pictures.on(
                image,
                Pictures.disc(Pictures.region("r1", "dog", 0.5, 2, 2, 8, 8), image),
                Pictures.region("r2", "cat", 1, 1, 2, 4, 6));

        String file = saved("value", items, "format", "coco", "name", "found");

        JsonNode coco = new ObjectMapper().readTree(folder.resolve(file).toFile());
        assertThat(coco.at("/images/0")).hasToString("{\"id\":1,\"file_name\":\"p\",\"width\":20,\"height\":10}");
        assertThat(coco.at("/categories")).hasToString("[{\"id\":1,\"name\":\"cat\"},{\"id\":2,\"name\":\"dog\"}]");
        assertThat(coco.at("/annotations/0/segmentation/size")).hasToString("[10,20]");
        assertThat(coco.at("/annotations/0/category_id").asInt()).isEqualTo(2);
        assertThat(coco.at("/annotations/1"))
                .hasToString("{\"id\":2,\"image_id\":1,\"category_id\":1,\"score\":1.0,\"area\":12.0,\"iscrowd\":0,"
                        + "\"bbox\":[1.0,2.0,3.0,4.0]}");
    }

    @Test
    void should_never_take_the_place_of_another_file() throws IOException {
        assertThat(saved("value", "one")).isEqualTo("result.txt");
        assertThat(saved("value", "two")).isEqualTo("result-2.txt");
        assertThat(saved("value", "three")).isEqualTo("result-3.txt");
        assertThat(folder.resolve("result.txt")).hasContent("one\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd,etc-passwd.txt",
        "/etc/passwd,etc-passwd.txt",
        "C:\\boot.ini,C-boot.ini.txt",
        ".bashrc,bashrc.txt",
        "..,result.txt",
        "con,con-file.txt",
        "a b*c?,a-b-c.txt",
        "photo.txt,photo.txt",
        "猫の写真,猫の写真.txt"
    })
    void should_stay_in_the_folder_whatever_the_name(String name, String file) {
        assertThat(saved("value", "x", "name", name)).isEqualTo(file);
        assertThat(folder.resolve(file)).isRegularFile();
    }

    @Test
    void should_say_what_is_missing_or_does_not_fit() {
        assertThat(Calls.call(ToolContext.detached(), "save", "value", "x"))
                .isEqualTo(ToolResult.failed(
                        FailureKind.INVALID_ARGUMENT,
                        "'save' needs an output folder, and this run has none; name one with --out"));
        assertThat(save("value", 5, "format", "png"))
                .isEqualTo(ToolResult.failed(
                        FailureKind.INVALID_ARGUMENT,
                        "A value of kind number cannot be written as png; png is for image, coco for detections, txt"
                                + " for text, json for any"));
    }

    @Test
    void should_leave_nothing_behind_where_it_cannot_write() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        ToolResult result = Calls.call(ToolContext.detached().writingTo(file.resolve("sub")), "save", "value", "x");

        assertThat(((ToolResult.Failure) result).kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(((ToolResult.Failure) result).message()).startsWith("Cannot write into " + file.resolve("sub"));
        assertThat(file).hasContent("not a folder");
    }
}
