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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
    void should_show_the_answer_as_it_is_written_and_resume_after_the_last_event_it_has() {
        try (Person anna = person().open()) {
            // GIVEN a run whose events stop in the middle of the answer, and go on from there when asked
            List<String> asked = new CopyOnWriteArrayList<>();
            CountDownLatch goOn = new CountDownLatch(1);
            anna.page()
                    .route(
                            "**/api/v1/runs",
                            route -> route.fulfill(
                                    json(202, "{\"id\":\"run1\",\"kind\":\"ask\",\"status\":\"queued\"}")));
            anna.page().route("**/api/v1/runs/run1/events", route -> {
                asked.add(String.valueOf(route.request().headers().get("last-event-id")));
                if (asked.size() == 1) {
                    route.fulfill(events(
                            event(1, "run.queued", "{}"),
                            event(
                                    2,
                                    "plan",
                                    "{\"plan\":{\"steps\":[{\"id\":\"things\",\"tool\":\"detect\",\"with\":{}},{\"id\":\"n\",\"tool\":\"count\",\"with\":{}}]}}"),
                            event(3, "step.started", "{\"step\":\"things\",\"tool\":\"detect\"}"),
                            event(
                                    4,
                                    "step.done",
                                    "{\"step\":\"things\",\"tool\":\"detect\",\"millis\":12,\"cached\":true,\"kind\":\"number\",\"picture\":false,\"value\":1}"),
                            event(
                                    5,
                                    "step.failed",
                                    "{\"step\":\"n\",\"millis\":3,\"kind\":\"internal\",\"error\":\"It cannot count\"}"),
                            event(6, "model.delta", "{\"model\":\"m\",\"purpose\":\"answer\",\"text\":\"There are \"}"),
                            event(
                                    7,
                                    "model.delta",
                                    "{\"model\":\"m\",\"purpose\":\"answer\",\"text\":\"two cats.\"}")));
                } else if (goOn.getCount() > 0) {
                    route.fulfill(events(event(7, "model.delta", "{\"purpose\":\"answer\",\"text\":\"seen twice\"}")));
                } else {
                    route.fulfill(
                            events(
                                    event(
                                            8,
                                            "run.ended",
                                            "{\"status\":\"done\",\"result\":{\"answer\":\"There is one cat.\",\"claims\":["
                                                    + "{\"text\":\"There is one cat.\",\"status\":\"contradicted\",\"evidence\":[{\"kind\":\"number\",\"value\":\"1\",\"step\":\"things\"}],\"draft\":\"There are two cats.\"},"
                                                    + "{\"text\":\"They sleep.\",\"status\":\"unsupported\",\"evidence\":[]}],\"regions\":[],\"pictures\":[],"
                                                    + "\"planner\":\"plan\",\"language_model\":\"m\",\"warnings\":[\"Be careful\"]}}")));
                }
            });

            // WHEN she asks
            anna.add(Samples.picture("coffee.png")).ask("How many cats?");

            // THEN what is written is shown at once, as a draft
            assertThat(anna.turn().locator(".draft")).hasText("There are two cats.");
            assertThat(anna.turn().locator(".answer")).hasAttribute("aria-busy", "true");
            assertThat(anna.turn().locator(".card[data-step=things]")).containsText("kept from before");
            assertThat(anna.turn().locator(".card[data-step=n] .card-error")).hasText("It cannot count");
            anna.photograph("writing");

            // AND the rest once, after it was asked for from where she was
            goOn.countDown();
            assertThat(anna.answered().locator(".sentence")).hasText(new String[] {"There is one cat.", "They sleep."});
            assertThat(anna.turn().locator(".claim-status")).hasText(new String[] {"Contradicted", "Unsupported"});
            assertThat(anna.turn().locator(".claim .note").first())
                    .hasText("The language model had said: “There are two cats.”");
            assertThat(anna.turn().locator(".answer")).hasAttribute("aria-busy", "false");
            assertThat(asked.get(0)).isEqualTo("0");
            assertThat(asked.subList(1, asked.size())).isNotEmpty().containsOnly("7");
            Checks.good(anna.page(), "contradicted");
            anna.photograph("contradicted");
        }
    }

    private static String event(int seq, String type, String data) {
        return "id: " + seq + "\nevent: " + type + "\ndata: {\"seq\":" + seq + ",\"type\":\"" + type + "\",\"data\":"
                + data + "}\n\n";
    }

    private static Route.FulfillOptions events(String... events) {
        return new Route.FulfillOptions()
                .setContentType("text/event-stream")
                .setBody(": hello\n\n" + String.join("", events));
    }

    private static Route.FulfillOptions json(int status, String body) {
        return new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/json")
                .setBody(body);
    }

    @Test
    void should_take_what_is_dropped_and_pasted() throws Exception {
        byte[] picture = java.nio.file.Files.readAllBytes(Samples.picture("coffee.png"));
        try (Person ben = person().open()) {
            ben.page().evaluate("""
                    (base64) => {
                      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
                      const carried = new DataTransfer();
                      carried.items.add(new File([bytes], 'dropped.png', { type: 'image/png' }));
                      document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer: carried }));
                      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: carried }));
                      const copied = new DataTransfer();
                      copied.items.add(new File([bytes], 'pasted.png', { type: 'image/png' }));
                      document.body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: copied }));
                    }
                    """, java.util.Base64.getEncoder().encodeToString(picture));
            assertThat(ben.page().locator("#staged .picture[data-state=ready] img[alt='dropped.png']"))
                    .isVisible();
            assertThat(ben.page().locator("#staged .picture[data-state=ready] img[alt='pasted.png']"))
                    .isVisible();
            assertThat(ben.page().locator("#drop")).isHidden();
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
