package org.eyes4j.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person who has a picture and a question, with the real starter models. */
class ChatPageTest {
    private static final Path CAT = Samples.picture("chelsea.png");
    private static final Path COFFEE = Samples.picture("coffee.png");

    @TempDir
    private static Path data;

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
        return new Person(chromium, server.address(), screen);
    }

    private static Person person() {
        return person(Person.Screen.DESK).open();
    }

    @Test
    void should_answer_a_question_about_a_picture_with_its_plan_and_its_evidence() {
        try (Person anna = person()) {
            anna.photograph("welcome-light");

            // GIVEN a picture in the composer
            anna.add(CAT);
            assertThat(anna.page().locator("#viewer canvas")).isVisible();

            // WHEN she asks
            anna.ask("Where is the cat?");
            Locator turn = anna.answered();

            // THEN the plan lies there, each step done with its time, model and picture
            Locator card = turn.locator(".card").first();
            assertThat(card).hasAttribute("data-status", "done");
            assertThat(card.locator(".card-foot")).containsText(Pattern.compile("\\d (ms|s) · coco-ssd"));
            assertThat(card.locator(".card-picture img")).isVisible();
            // AND the sentences have their evidence
            assertThat(turn.locator(".claim .sentence").first()).containsText("cat");
            assertThat(turn.locator(".claim .claim-status").first()).hasText("Supported");
            assertThat(turn.locator(".chip[data-kind=region]").first()).containsText("cat");
            assertThat(anna.page().locator(".session.here")).containsText("Where is the cat?");
            anna.photograph("answered-light");

            // AND the next question is about the same picture
            anna.ask("What colour is it?");
            assertThat(anna.answered().locator(".claim").first()).containsText("The cat is mainly");
            assertThat(anna.page().locator(".turn")).hasCount(2);
        }
    }

    @Test
    void should_light_up_the_regions_of_a_sentence_and_mark_the_sentences_of_a_region() {
        try (Person ben = person().add(COFFEE).ask("What is in the picture?")) {
            Locator turn = ben.answered();
            Locator region =
                    ben.page().locator("#viewer .ec-name").filter(new Locator.FilterOptions().setHasText("cup"));
            Locator sentence = turn.locator(".claim")
                    .filter(new Locator.FilterOptions().setHasText("cup"))
                    .first();

            sentence.hover();
            assertThat(region).hasClass(Pattern.compile("ec-lit"));
            ben.page().locator(".brand").hover();
            assertThat(region).not().hasClass(Pattern.compile("ec-lit"));
            sentence.focus();
            assertThat(region).hasClass(Pattern.compile("ec-lit"));

            region.click();
            assertThat(sentence).hasClass(Pattern.compile("marked"));
            assertThat(ben.page().locator("#live")).containsText("speaks of r1 (cup)");
            assertThat(turn.locator(".claim").last()).not().hasClass(Pattern.compile("marked"));
        }
    }

    @Test
    void should_stop_and_ask_again() {
        try (Person anna = person().add(Samples.picture("rocket.jpg"))) {
            anna.ask("What is in the picture?");
            anna.page().locator("#stop").click();

            anna.status("cancelled");
            assertThat(anna.turn().locator(".answer")).hasText("Stopped. Nothing of this question is kept.");
            assertThat(anna.page().locator("#stop")).isHidden();

            anna.turn().getByLabel("Ask again").click();
            assertThat(anna.answered().locator(".claim").first()).isVisible();
            assertThat(anna.page().locator(".turn")).hasCount(1);

            // AND an answer can be asked for again; the conversation does not grow
            anna.turn().getByLabel("Ask again").click();
            anna.answered();
            assertThat(anna.page().locator(".session.here")).containsText("one question");
        }
    }

    @Test
    void should_go_on_with_an_answer_after_the_page_is_loaded_anew() {
        try (Person ben = person().add(Samples.picture("horse.png"))) {
            ben.ask("What is in the picture?");
            assertThat(ben.page().locator("#stop")).isVisible();
            assertThat(ben.page().locator(".turn[data-status=running]")).isVisible();

            ben.page().reload();

            Locator turn = ben.answered();
            assertThat(ben.page().locator(".turn")).hasCount(1);
            assertThat(turn.locator(".bubble")).containsText("What is in the picture?");
            assertThat(turn.locator(".claim").first()).isVisible();
            assertThat(turn.locator(".card")).not().hasCount(0);

            // AND what was answered is there after another reload
            ben.page().reload();
            assertThat(ben.answered().locator(".claim").first()).isVisible();
            assertThat(ben.page().locator("#viewer canvas")).isVisible();
        }
    }

    @Test
    void should_let_two_tabs_work_on_their_own() {
        try (Person anna = person()) {
            Page other = anna.otherTab();
            other.navigate(server.address());
            anna.add(CAT).ask("Where is the cat?");
            other.locator("#files").setInputFiles(COFFEE);
            assertThat(other.locator("#staged .picture[data-state=ready]")).hasCount(1);
            other.locator("#question").fill("Where is the cup?");
            other.keyboard().press("Enter");

            Person.done(other.locator(".turn"));
            anna.answered();

            assertThat(other.locator(".claim").first()).containsText("The cup is");
            assertThat(anna.turn().locator(".claim").first()).containsText("The cat is");
            assertThat(other.locator(".turn")).hasCount(1);
            assertThat(other.url()).isNotEqualTo(anna.page().url());
        }
    }

    @Test
    void should_ask_back_which_is_meant_and_take_a_button_for_an_answer() {
        try (Person ben = person(Person.Screen.DESK.dark()).open().add(COFFEE)) {
            ben.ask("What is in the picture?").answered();
            ben.ask("Where is it?");
            assertThat(ben.turn().locator(".unclear h3")).hasText("Which do you mean?");
            ben.photograph("unclear-dark");

            ben.turn()
                    .locator(".options button")
                    .filter(new Locator.FilterOptions().setHasText("cup"))
                    .click();

            assertThat(ben.page().locator(".turn")).hasCount(3);
            assertThat(ben.answered().locator(".claim").first()).containsText("The cup is at the top");
        }
    }

    @Test
    void should_branch_where_a_question_is_edited() {
        try (Person anna = person().add(COFFEE)) {
            anna.ask("What is in the picture?").answered();
            anna.ask("Where is the cup?").answered();
            String before = anna.page().url();

            anna.turn().getByLabel("Edit the question").click();
            assertThat(anna.page().locator("#question")).hasValue("Where is the cup?");
            assertThat(anna.page().locator("#staged")).containsText("asking makes a branch");
            anna.ask("What colour is the cup?");

            assertThat(anna.answered().locator(".claim").first()).containsText("The cup is mainly");
            assertThat(anna.page().locator(".turn")).hasCount(2);
            assertThat(anna.page().url()).isNotEqualTo(before);

            // AND the conversation as it was is still there
            anna.page().navigate(before);
            assertThat(anna.turn().locator(".bubble")).containsText("Where is the cup?");
        }
    }

    @Test
    void should_keep_conversations_by_name_and_find_export_and_delete_them() throws IOException {
        try (Person ben = person().add(CAT)) {
            ben.ask("Where is the cat?").answered();
            Locator here = ben.page().locator(".session.here");
            here.getByLabel(Pattern.compile("^More about")).click();
            here.getByText("Rename").click();
            ben.page().locator("#name").fill("Chelsea at home");
            ben.page().keyboard().press("Enter");
            assertThat(here).containsText("Chelsea at home");
            assertThat(ben.page().locator("#title")).hasText("Chelsea at home");

            here.getByLabel(Pattern.compile("^More about")).click();
            Download coco = ben.page()
                    .waitForDownload(
                            () -> here.getByText("Export regions (COCO)").click());
            assertThat(Files.readString(coco.path()))
                    .contains("\"annotations\"")
                    .contains("cat");
            Download trace = ben.page().waitForDownload(() -> {
                ben.turn().getByLabel("Export this answer").click();
                ben.turn().getByText("Trace (HTML)").click();
            });
            assertThat(Files.readString(trace.path())).startsWith("<!");

            ben.page().locator("#search").fill("Chelsea at");
            assertThat(ben.page().locator(".session")).hasCount(1);
            ben.page().locator("#search").fill("no such thing");
            assertThat(ben.page().locator("#no-sessions")).containsText("no such thing");
            ben.page().locator("#search").fill("");

            here.getByLabel(Pattern.compile("^More about")).click();
            here.getByText("Delete").click();
            ben.page().locator("dialog .danger").click();
            assertThat(ben.page().locator(".welcome")).isVisible();
            assertThat(ben.page().locator("#sessions")).not().containsText("Chelsea at home");
        }
    }

    @Test
    void should_speak_chinese() {
        try (Person mei = person(Person.Screen.DESK.chinese()).open()) {
            assertThat(mei.page().locator("html")).hasAttribute("lang", "zh-Hant");
            mei.add(COFFEE).ask("圖片裡有什麼？");

            assertThat(mei.answered().locator(".claim").first()).containsText("杯子");
            assertThat(mei.turn().locator(".claim-status").first()).hasText("有依據");
            mei.photograph("answered-zh");

            mei.page().locator("#language").selectOption("en");
            assertThat(mei.turn().locator(".claim-status").first()).hasText("Supported");
        }
    }

    @Test
    void should_take_a_photograph_and_several_pictures() {
        try (Person ben = person().add(CAT, COFFEE)) {
            ben.page().locator("#photograph").click();
            ben.page().locator("dialog video").waitFor();
            assertThat(ben.page().locator("dialog video")).hasJSProperty("readyState", 4);
            ben.page().locator("dialog .main").click();
            assertThat(ben.page().locator("#staged .picture[data-state=ready]")).hasCount(3);

            ben.page().locator("#staged .remove").last().click();
            ben.ask("What are the main colours?");
            assertThat(ben.answered().locator(".thumb")).hasCount(2);
        }
    }
}
