package org.eyes4j.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pointing into pictures, with the real model for masks. */
class CanvasTest {
    private static final Path CAT = Samples.picture("chelsea.png");
    private static final Path COFFEE = Samples.picture("coffee.png");

    @TempDir
    private static Path data;

    @TempDir
    private static Path pictures;

    private static Chromium chromium;
    private static PageServer server;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        server = PageServer.start(data);
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private static Person person(Person.Screen screen) {
        return new Person(chromium, server.address(), screen).open();
    }

    private static Canvas cat(Person person) {
        person.add(CAT);
        return new Canvas(person.page(), 451, 300);
    }

    @Test
    void should_segment_what_is_clicked_refine_undo_and_name_it() {
        try (Person anna = person(Person.Screen.DESK)) {
            Canvas canvas = cat(anna);
            int[] before = canvas.colour(60, 40);

            // WHEN she clicks on the cat's eye
            JsonNode first = canvas.asked(() -> canvas.click(172, 112));
            double eye = canvas.segmented("m1");

            // THEN there is a mask, asked for where she clicked
            assertThat(first.at("/prompts/0/point/0").asDouble()).isCloseTo(172, within(1.5));
            assertThat(first.at("/prompts/0/point/1").asDouble()).isCloseTo(112, within(1.5));
            assertThat(eye).isGreaterThan(0);

            // AND another click makes it larger: the clicks so far go along, and no mask that speaks against them
            JsonNode second = canvas.asked(() -> canvas.click(70, 180));
            double more = canvas.segmented("m1");
            assertThat(second.path("prompts")).hasSize(2);
            assertThat(more).isGreaterThan(eye);
            anna.photograph("canvas-refined-light");

            // AND the right button tells what is not part of it
            canvas.tool("negative");
            JsonNode third = canvas.asked(() -> canvas.click(440, 20));
            assertThat(third.at("/prompts/0/mask/size/0").asInt()).isEqualTo(300);
            assertThat(third.at("/prompts/3/positive").asBoolean(true)).isFalse();
            canvas.segmented("m1");

            // AND what was done is taken back, and done again
            canvas.tool("undo").tool("undo").tool("undo");
            assertThat(canvas.row("m1")).hasCount(0);
            assertThat(canvas.colour(60, 40)).isEqualTo(before);
            canvas.tool("redo");
            assertThat(canvas.row("m1")).hasAttribute("data-state", "done");

            // AND it has a name and can be removed
            canvas.row("m1").locator(".ec-label").fill("left eye");
            canvas.row("m1").locator(".ec-label").press("Enter");
            assertThat(anna.page().locator("#staged")).containsText("One region that you marked");
            anna.photograph("canvas-named-light");
            canvas.row("m1").getByLabel("Remove m1").click();
            assertThat(canvas.row("m1")).hasCount(0);
        }
    }

    @Test
    void should_segment_boxes_scribbles_and_lassos() {
        try (Person ben = person(Person.Screen.DESK.dark())) {
            Canvas canvas = cat(ben);

            canvas.tool("box");
            JsonNode box = canvas.asked(() -> canvas.drag(new double[] {130, 80}, new double[] {215, 145}));
            assertThat(box.at("/regions/regions/0/box/0").asDouble()).isCloseTo(130, within(1.5));
            assertThat(box.at("/regions/regions/0/box/3").asDouble()).isCloseTo(145, within(1.5));
            assertThat(canvas.segmented("m1")).isBetween(0.1, 10.0);

            canvas.tool("fresh").tool("scribble");
            JsonNode scribble = canvas.asked(
                    () -> canvas.drag(new double[] {60, 90}, new double[] {90, 70}, new double[] {110, 150}));
            assertThat(scribble.at("/prompts/0/scribble").size()).isGreaterThan(4);
            assertThat(scribble.at("/prompts/0/positive").asBoolean()).isTrue();
            assertThat(canvas.segmented("m2")).isGreaterThan(0);

            canvas.tool("scribble_out");
            JsonNode out = canvas.asked(() -> canvas.drag(new double[] {420, 40}, new double[] {440, 120}));
            assertThat(last(out).path("positive").asBoolean(true)).isFalse();
            canvas.segmented("m2");

            canvas.tool("lasso");
            JsonNode lasso = canvas.asked(() -> canvas.drag(
                    new double[] {280, 90}, new double[] {350, 90}, new double[] {360, 160}, new double[] {290, 165}));
            assertThat(lasso.at("/regions/regions/0/mask/size/1").asInt()).isEqualTo(451);
            assertThat(canvas.segmented("m3")).isBetween(0.1, 20.0);
            assertThat(ben.page().locator("#staged")).containsText("3 regions that you marked");
            ben.photograph("canvas-marks-dark");
        }
    }

    @Test
    void should_answer_about_what_is_marked() {
        try (Person anna = person(Person.Screen.DESK)) {
            Canvas canvas = cat(anna);
            canvas.tool("box").drag(new double[] {5, 5}, new double[] {400, 295});
            canvas.segmented("m1");

            anna.ask("What is this?");
            assertThat(anna.answered().locator(".claim").first())
                    .containsText(Pattern.compile("The selection is a cat \\(\\d+ % sure\\)"));
            anna.photograph("canvas-asked-light");

            anna.ask("Cut this out");
            assertThat(anna.answered().locator(".claim").first()).containsText("I cut out the selection");

            anna.ask("How large is #m1?");
            assertThat(anna.answered().locator(".claim").first()).containsText("pixels wide");
        }
    }

    @Test
    void should_find_the_like_of_an_example_in_another_picture() {
        try (Person ben = person(Person.Screen.DESK)) {
            ben.add(COFFEE, scaled(COFFEE, 0.8, "smaller.png"));
            Locator tabs = ben.page().locator(".ec-tab");
            assertThat(tabs).hasCount(2);
            tabs.first().click();
            Canvas canvas = new Canvas(ben.page(), 600, 400);
            canvas.tool("like").drag(new double[] {195, 90}, new double[] {430, 290});
            canvas.segmented("m1");
            assertThat(canvas.row("m1").getByLabel("m1 is an example")).hasAttribute("aria-pressed", "true");

            canvas.row("m1").getByText("Find more").click();
            assertThat(ben.page().locator(".ec-status"))
                    .containsText(
                            Pattern.compile("Found (one|\\d+) that (is|are) like m1"),
                            new LocatorAssertions.ContainsTextOptions().setTimeout(180_000));

            tabs.last().click();
            Locator found =
                    ben.page().locator(".ec-row[data-mark]").filter(new Locator.FilterOptions().setHasText("like m1"));
            assertThat(found).not().hasCount(0);
            assertThat(ben.page().locator(".ec-message")).isHidden();
            ben.photograph("canvas-like-light");
        }
    }

    @Test
    void should_hit_the_right_pixel_after_zooming_and_panning() {
        try (Person anna = person(Person.Screen.DESK)) {
            Canvas canvas = cat(anna);
            double[] at = canvas.at(172, 112);
            var mouse = anna.page().mouse();

            mouse.move(at[0], at[1]);
            mouse.wheel(0, -400);
            mouse.wheel(0, -300);
            // Dragging with the point tool moves the picture.
            mouse.down();
            mouse.move(at[0] + 60, at[1] + 45, new com.microsoft.playwright.Mouse.MoveOptions().setSteps(5));
            mouse.up();
            anna.photograph("canvas-zoomed-light");
            JsonNode asked = canvas.asked(() -> mouse.click(at[0] + 60, at[1] + 45));

            assertThat(asked.at("/prompts/0/point/0").asDouble()).isCloseTo(172, within(1.0));
            assertThat(asked.at("/prompts/0/point/1").asDouble()).isCloseTo(112, within(1.0));
            canvas.segmented("m1");
        }
    }

    @Test
    void should_do_everything_by_keyboard() {
        try (Person mei = person(Person.Screen.DESK.chinese())) {
            mei.add(CAT);
            Canvas canvas = new Canvas(mei.page(), 451, 300);
            Keyboard keys = mei.page().keyboard();
            canvas.canvas().focus();

            // A point in the middle
            keys.press("ArrowLeft");
            keys.press("ArrowRight");
            JsonNode point = canvas.asked(() -> keys.press("Enter"));
            assertThat(point.at("/prompts/0/point/0").asDouble()).isCloseTo(225.5, within(3.0));
            assertThat(canvas.row("m1"))
                    .hasAttribute("data-state", "done", new LocatorAssertions.HasAttributeOptions().setTimeout(60_000));

            // Not what lies to the right
            keys.press("Shift+ArrowRight");
            JsonNode negative = canvas.asked(() -> keys.press("Alt+Enter"));
            assertThat(last(negative).path("positive").asBoolean(true)).isFalse();

            // Another thing, by a box
            keys.press("Escape");
            keys.press("b");
            keys.press("Enter");
            keys.press("Shift+ArrowLeft");
            keys.press("Shift+ArrowUp");
            JsonNode box = canvas.asked(() -> keys.press("Enter"));
            assertThat(box.at("/regions/regions/0/box")).hasSize(4);
            assertThat(canvas.row("m2")).hasCount(1);

            // Taken back and removed
            keys.press("Control+z");
            assertThat(canvas.row("m2")).hasCount(0);
            keys.press("Control+y");
            assertThat(canvas.row("m2")).hasCount(1);
            keys.press("Delete");
            assertThat(canvas.row("m2")).hasCount(0);
            mei.photograph("canvas-keyboard-zh");
        }
    }

    @Test
    void should_be_touched() {
        try (Person ben = person(Person.Screen.DESK.narrow())) {
            Canvas canvas = cat(ben);
            ben.page().locator("#open-pictures, .ec-canvas").first().scrollIntoViewIfNeeded();
            JsonNode tap = canvas.asked(() -> touch(ben, canvas.at(172, 112)));
            assertThat(tap.at("/prompts/0/point/0").asDouble()).isCloseTo(172, within(3.0));
            canvas.segmented("m1");

            // Two fingers make it larger and draw nothing
            Object before = rows(ben);
            pinch(ben, canvas);
            assertThat(rows(ben)).isEqualTo(before);
            ben.photograph("canvas-touch-narrow");
        }
    }

    private static JsonNode last(JsonNode asked) {
        return asked.path("prompts").get(asked.path("prompts").size() - 1);
    }

    private static Object rows(Person person) {
        return person.page().locator(".ec-row[data-mark]").count();
    }

    /** Pointer events as a finger makes them. */
    private static void touch(Person person, double[] at) {
        person.page()
                .evaluate(
                        "([x, y]) => { const c = document.querySelector('.ec-canvas'); const e = (type) =>"
                                + " c.dispatchEvent(new PointerEvent(type, {pointerId: 11, pointerType: 'touch', clientX: x,"
                                + " clientY: y, button: 0, bubbles: true})); c.setPointerCapture = () => {};"
                                + " e('pointerdown'); e('pointerup'); }",
                        java.util.List.of(at[0], at[1]));
    }

    private static void pinch(Person person, Canvas canvas) {
        BoundingBox box = canvas.canvas().boundingBox();
        person.page()
                .evaluate(
                        "([x, y]) => { const c = document.querySelector('.ec-canvas'); c.setPointerCapture = () => {};"
                                + " const e = (type, id, dx) => c.dispatchEvent(new PointerEvent(type, {pointerId: id,"
                                + " pointerType: 'touch', clientX: x + dx, clientY: y, button: 0, bubbles: true}));"
                                + " e('pointerdown', 21, -20); e('pointerdown', 22, 20);"
                                + " for (let i = 0; i < 5; i++) { e('pointermove', 21, -20 - 8 * i); e('pointermove', 22, 20 + 8 * i); }"
                                + " e('pointerup', 21, -60); e('pointerup', 22, 60); }",
                        java.util.List.of(box.x + box.width / 2, box.y + box.height / 2));
    }

    private static Path scaled(Path picture, double by, String name) {
        try {
            BufferedImage whole = ImageIO.read(picture.toFile());
            int width = (int) Math.round(whole.getWidth() * by);
            int height = (int) Math.round(whole.getHeight() * by);
            BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = small.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.drawImage(whole, 0, 0, width, height, null);
            graphics.dispose();
            Path file = pictures.resolve(name);
            ImageIO.write(small, "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
