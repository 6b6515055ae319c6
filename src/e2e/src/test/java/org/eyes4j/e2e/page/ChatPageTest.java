package org.eyes4j.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person who has a picture and a question, with the real starter models. */
class ChatPageTest {
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
        return person(Person.Screen.DESK);
    }

    @Test
    void should_answer_a_question_about_a_picture_with_its_plan_and_its_evidence() {
        try (Person anna = person().open()) {
            // GIVEN a picture in the composer
            anna.photograph("welcome-light");
            anna.add(Samples.picture("chelsea.png"));
            assertThat(anna.page().locator("#viewer canvas")).isVisible();

            // WHEN she asks
            anna.ask("Where is the cat?");
            Locator turn = anna.answered();

            // THEN the plan lies there, each step done with its time, and the sentences have their evidence
            assertThat(turn.locator(".card[data-step]").first()).hasAttribute("data-status", "done");
            assertThat(turn.locator(".card[data-status=done] .card-foot").first())
                    .containsText(Pattern.compile("\\d+ (ms|s)"));
            assertThat(turn.locator(".claim .sentence").first()).containsText("cat");
            assertThat(turn.locator(".claim .claim-status").first()).hasText("Supported");
            assertThat(turn.locator(".chip[data-kind=region]").first()).containsText("cat");
            assertThat(anna.page().locator(".session.here")).containsText("Where is the cat?");
            anna.photograph("answered-light");

            // AND the next question is about the same picture
            anna.ask("What colour is it?");
            assertThat(anna.answered().locator(".claim").first()).containsText("The cat is mainly");
        }
    }
}
