package org.eyes4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenes that are put together here, so that the right answer is known. */
class DrawnScenesTest {
    @TempDir
    private Path folder;

    @Test
    void should_read_a_sign_beside_a_photograph() throws Exception {
        Path scene = scene("sign.png", g -> {
            draw(g, "coffee.png", 60, 80, 420, 280);
            g.setColor(new Color(20, 90, 40));
            g.fillRect(560, 150, 300, 120);
            g.setColor(Color.WHITE);
            g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 64));
            g.drawString("PULL", 620, 235);
        });

        JsonNode reply = ask("How many cups are there, and what does the sign say?", scene);

        assertThat(reply.path("answer").asText()).contains("1").contains("PULL");
        assertThat(reply.path("claims"))
                .hasSize(2)
                .allMatch(c -> c.path("status").asText().equals("supported"));
    }

    @Test
    void should_tell_left_from_right() throws Exception {
        Path scene = scene("pair.png", g -> {
            draw(g, "chelsea.png", 520, 120, 400, 266);
            draw(g, "astronaut.png", 60, 60, 400, 400);
        });

        assertThat(ask("Is the person left of the cat?", scene).path("answer").asText())
                .startsWith("Yes");
        assertThat(ask("What is to the right of the person?", scene)
                        .path("answer")
                        .asText())
                .contains("cat");
    }

    @Test
    void should_count_two_and_say_that_a_third_kind_is_absent() throws Exception {
        Path scene = scene("cats.png", g -> {
            draw(g, "chelsea.png", 40, 40, 400, 266);
            draw(g, "chelsea.png", 520, 300, 400, 266);
        });

        assertThat(ask("How many cats are there?", scene).path("answer").asText())
                .contains("2");
        JsonNode absent = ask("Is there a bicycle?", scene);
        assertThat(absent.path("answer").asText()).startsWithIgnoringCase("no");
        assertThat(absent.path("regions"))
                .noneMatch(r -> r.path("label").asText().equals("bicycle"));
    }

    @Test
    void should_cut_out_what_was_asked_for_and_leave_it_as_a_picture() throws Exception {
        Path scene = scene("cup.png", g -> draw(g, "coffee.png", 100, 100, 600, 400));
        Path out = folder.resolve("out");

        JsonNode reply = RealModels.run(
                        "ask", "Cut out the cup.", "--image", scene.toString(), "--json", "--out", out.toString())
                .json();

        assertThat(reply.path("artifacts").findValuesAsText("kind")).contains("image", "overlay", "coco", "json");
        String picture = reply.path("artifacts").get(0).path("path").asText();
        BufferedImage cutout = ImageIO.read(Path.of(picture).toFile());
        assertThat(cutout.getColorModel().hasAlpha()).isTrue();
        assertThat(reply.path("regions")).anyMatch(r -> r.has("mask"));
    }

    private static JsonNode ask(String question, Path picture) {
        Cli.Outcome outcome = RealModels.run("ask", question, "--image", picture.toString(), "--json");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.json();
    }

    private Path scene(String name, Consumer<Graphics2D> painter) throws Exception {
        BufferedImage image = new BufferedImage(960, 640, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(new Color(222, 215, 200));
        g.fillRect(0, 0, 960, 640);
        painter.accept(g);
        g.dispose();
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private static void draw(Graphics2D g, String sample, int x, int y, int width, int height) {
        try {
            g.drawImage(ImageIO.read(Repository.sample(sample).toFile()), x, y, width, height, null);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
