package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The workflows of src/samples, run as a person runs them, on the models that come at once. */
class SampleWorkflowsTest {
    @TempDir
    private Path folder;

    private static Path workflow(String name) {
        return Repository.sample("workflows").resolve(name + ".yaml");
    }

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(Repository.sample("workflows"))) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private JsonNode run(String name, String... inputs) {
        List<String> arguments = new ArrayList<>(List.of("run", workflow(name).toString(), "--json", "--out"));
        arguments.add(folder.resolve("out").toString());
        for (String input : inputs) {
            arguments.add("--input");
            arguments.add(input);
        }
        Cli.Outcome outcome = RealModels.run(arguments.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err() + outcome.out()).isZero();
        return outcome.json();
    }

    private static BufferedImage sample(String name) throws IOException {
        return ImageIO.read(Repository.sample(name).toFile());
    }

    private static BufferedImage canvas(int width, int height, Color ground) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(ground);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    /** Draws a part of coffee.png with the cup in it. */
    private static BufferedImage cup(BufferedImage onto, int x, int y, int width, int height) throws IOException {
        Graphics2D graphics = onto.createGraphics();
        graphics.drawImage(sample("coffee.png").getSubimage(120, 10, 350, 320), x, y, width, height, null);
        graphics.dispose();
        return onto;
    }

    private Path write(BufferedImage image, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private Path photos(String... names) throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        for (String name : names) {
            Files.copy(Repository.sample(name), photos.resolve(name));
        }
        return photos;
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("out/results.jsonl"))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("all")
    void should_have_no_fault_and_say_how_it_is_run(Path file) throws IOException {
        Cli.Outcome outcome = Cli.ofUser().run("run", file.toString(), "--check");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(Files.readString(file)).contains("#   eyes4j run src/samples/workflows/" + file.getFileName());
        assertThat(Files.readString(Repository.sample("workflows/README.md"))).contains("`" + file.getFileName() + "`");
    }

    @Test
    void should_read_a_receipt() {
        JsonNode receipt = run("receipt-to-json", "picture=" + Repository.sample("receipt.jpg"))
                .at("/outputs/receipt/value");

        assertThat(receipt.path("seller").asText()).isEqualTo("CORNER CAFE");
        assertThat(receipt.path("date").asText()).isEqualTo("2026-03-14");
        assertThat(receipt.path("items")).hasSize(4);
        assertThat(receipt.at("/items/0/quantity").asInt()).isEqualTo(2);
        assertThat(receipt.at("/items/3/amount").asDouble()).isEqualTo(6.4);
        assertThat(receipt.path("subtotal").asDouble()).isEqualTo(17.35);
        assertThat(receipt.path("tax").asDouble()).isEqualTo(1.39);
        assertThat(receipt.path("total").asDouble()).isEqualTo(18.74);
        assertThat(receipt.path("agrees").booleanValue()).isTrue();
    }

    @Test
    void should_blur_the_faces_of_a_folder_and_nothing_else() throws IOException {
        JsonNode reply = run("blur-faces", "picture=" + photos("astronaut.png", "coffee.png"));

        assertThat(reply.path("done").asInt()).isEqualTo(2);
        assertThat(lines())
                .extracting(l -> l.path("item").asText() + " "
                        + l.at("/outputs/faces/value").asInt())
                .containsExactlyInAnyOrder("astronaut.png 1", "coffee.png 0");
        BufferedImage before = sample("astronaut.png");
        BufferedImage after = ImageIO.read(
                folder.resolve("out/pictures/astronaut.png.picture.png").toFile());
        assertThat(change(before, after, 180, 70, 90, 110)).as("the face").isGreaterThan(8);
        assertThat(change(before, after, 0, 300, 512, 200)).as("the suit").isZero();
        BufferedImage cup = ImageIO.read(
                folder.resolve("out/pictures/coffee.png.picture.png").toFile());
        assertThat(change(sample("coffee.png"), cup, 0, 0, 600, 400)).isZero();
    }

    /** Mean difference a channel. */
    private static double change(BufferedImage a, BufferedImage b, int left, int top, int width, int height) {
        long sum = 0;
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs((a.getRGB(x, y) >> shift & 0xff) - (b.getRGB(x, y) >> shift & 0xff));
                }
            }
        }
        return sum / 3.0 / width / height;
    }

    @Test
    void should_count_and_cut_out_the_products_of_a_shelf() throws IOException {
        BufferedImage shelf = canvas(960, 640, new Color(214, 203, 186));
        int[][] places = {{40, 76}, {355, 76}, {670, 76}, {160, 386}, {540, 386}};
        for (int[] place : places) {
            cup(shelf, place[0], place[1], 245, 224);
        }

        JsonNode outputs = run("count-shelf-products", "shelf=" + write(shelf, "shelf.png"), "labels=cup,bottle")
                .path("outputs");

        assertThat(outputs.at("/count/value").asInt()).isEqualTo(5);
        assertThat(outputs.at("/kinds/value")).hasToString("[{\"label\":\"cup\",\"count\":5}]");
        assertThat(outputs.at("/products/value")).hasSize(5);
        assertThat(folder.resolve("out/pictures/shelf.png.products-5.png")).exists();
    }

    @Test
    void should_label_a_data_set() throws IOException {
        run("auto-label", "picture=" + photos("chelsea.png", "coffee.png", "rocket.jpg"), "labels=cat,cup");

        JsonNode coco =
                new ObjectMapper().readTree(folder.resolve("out/coco.json").toFile());
        Map<String, String> labels = new TreeMap<>();
        coco.path("annotations").forEach(a -> {
            labels.merge(
                    named(coco.path("images"), a.path("image_id").asInt(), "file_name"),
                    named(coco.path("categories"), a.path("category_id").asInt(), "name"),
                    (x, y) -> x + " " + y);
            assertThat(a.at("/segmentation/counts").asText()).isNotEmpty();
        });
        assertThat(labels).isEqualTo(Map.of("chelsea.png", "cat", "coffee.png", "cup"));
        Map<String, String> yolo = unzipped(folder.resolve("out/yolo.zip"));
        assertThat(yolo.keySet())
                .containsExactly(
                        "classes.txt", "data.yaml", "labels/chelsea.txt", "labels/coffee.txt", "labels/rocket.txt");
        assertThat(yolo.get("classes.txt")).isEqualTo("cat\ncup\n");
        assertThat(yolo.get("labels/rocket.txt")).isEmpty();
        String[] cup = yolo.get("labels/coffee.txt").strip().split(" ");
        JsonNode box = lines().stream()
                .filter(l -> l.path("item").asText().equals("coffee.png"))
                .findFirst()
                .orElseThrow()
                .at("/regions/0/box");
        assertThat(cup[0]).isEqualTo("1");
        assertThat(Double.parseDouble(cup[1]))
                .isCloseTo((box.path(0).asDouble() + box.path(2).asDouble()) / 2 / 600, within(1e-5));
        assertThat(Double.parseDouble(cup[4]))
                .isCloseTo((box.path(3).asDouble() - box.path(1).asDouble()) / 400, within(1e-5));
    }

    private static String named(JsonNode list, int id, String field) {
        for (JsonNode one : list) {
            if (one.path("id").asInt() == id) {
                return one.path(field).asText();
            }
        }
        throw new AssertionError("no " + field + " of id " + id);
    }

    private static Map<String, String> unzipped(Path file) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    @Test
    void should_find_a_thing_again_in_a_folder() throws IOException {
        Path photos = photos("chelsea.png");
        write(cup(sample("chelsea.png"), 250, 130, 180, 165), "photos/cup-and-cat.png");

        JsonNode outputs = run(
                        "find-similar",
                        "example=" + Repository.sample("coffee.png"),
                        "thing={\"box\": [150, 15, 440, 275]}",
                        "pictures=" + photos)
                .path("outputs");

        assertThat(outputs.at("/ranking/value"))
                .extracting(r -> r.path("picture").asText())
                .containsExactly("cup-and-cat.png");
        assertThat(outputs.at("/ranking/value/0/box/0").asDouble()).isBetween(245.0, 300.0);
        assertThat(outputs.path("sheet").path("kind").asText()).isEqualTo("image");
    }

    @Test
    void should_tell_what_is_different() throws IOException {
        BufferedImage after = sample("chelsea.png");
        Graphics2D graphics = after.createGraphics();
        graphics.setColor(Color.BLUE);
        graphics.fillRect(330, 200, 60, 40);
        graphics.dispose();

        JsonNode difference = run(
                        "compare-pictures",
                        "before=" + Repository.sample("chelsea.png"),
                        "after=" + write(after, "after.png"))
                .at("/outputs/difference/value");

        assertThat(difference.path("same").booleanValue()).isFalse();
        assertThat(difference.at("/changes/regions")).hasSize(1);
        JsonNode box = difference.at("/changes/regions/0/box");
        assertThat(box.path(0).asDouble()).isCloseTo(330, within(4.0));
        assertThat(box.path(3).asDouble()).isCloseTo(240, within(4.0));
    }

    @Test
    void should_put_a_folder_on_one_sheet() throws IOException {
        run("contact-sheet", "pictures=" + photos("chelsea.png", "coffee.png", "rocket.jpg"), "side=120");

        BufferedImage sheet =
                ImageIO.read(folder.resolve("out/pictures/run.sheet.png").toFile());
        assertThat(sheet.getWidth()).isEqualTo(8 + 2 * 128);
        assertThat(sheet.getHeight()).isBetween(8 + 2 * (128 + 12), 8 + 2 * (128 + 40));
    }

    @Test
    void should_follow_a_thing_through_a_video_with_its_mask() throws IOException {
        for (int i = 0; i < 3; i++) {
            BufferedImage frame = canvas(640, 427, new Color(40, 60, 90));
            Graphics2D graphics = frame.createGraphics();
            graphics.drawImage(sample("rocket.jpg"), 0, 0, 640, 427, null);
            graphics.dispose();
            write(cup(frame, 30 + 45 * i, 60 + 14 * i, 220, 201), "clip/" + i + ".png");
        }

        JsonNode outputs = run("track-video", "frames=" + folder.resolve("clip"), "label=cup")
                .path("outputs");

        assertThat(outputs.at("/tracks/value")).hasSize(1);
        assertThat(outputs.at("/tracks/value/0/frames").asInt()).isEqualTo(3);
        JsonNode masks = outputs.at("/masks/value");
        for (int i = 0; i < 3; i++) {
            JsonNode region = masks.path(i).at("/regions/0");
            assertThat(masks.path(i).path("regions")).hasSize(1);
            assertThat(region.at("/attributes/track").asText())
                    .isEqualTo(masks.at("/0/regions/0/attributes/track").asText());
            double centre =
                    (region.at("/box/0").asDouble() + region.at("/box/2").asDouble()) / 2;
            double first = (masks.at("/0/regions/0/box/0").asDouble()
                            + masks.at("/0/regions/0/box/2").asDouble())
                    / 2;
            assertThat(centre - first).as("frame " + i).isCloseTo(45.0 * i, within(15.0));
            assertThat(region.at("/mask/counts").asText()).isNotEmpty();
        }
    }
}
