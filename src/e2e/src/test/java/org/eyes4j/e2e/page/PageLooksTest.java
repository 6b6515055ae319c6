package org.eyes4j.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That everyone can use the page: names, contrast, focus, keyboard, narrow screens, both languages, both colours. */
class PageLooksTest {
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

    static Stream<Arguments> screens() {
        Person.Screen desk = Person.Screen.DESK;
        return Stream.of(
                Arguments.of("light", desk, "What are the main colours?"),
                Arguments.of("dark", desk.dark(), "What are the main colours?"),
                Arguments.of("zh", desk.chinese(), "主要顏色是什麼？"),
                Arguments.of("narrow", desk.narrow(), "What are the main colours?"),
                Arguments.of("narrow-dark-zh", desk.narrow().dark().chinese(), "主要顏色是什麼？"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("screens")
    void should_keep_names_and_contrast_in_every_state(String name, Person.Screen screen, String question) {
        try (Person anna = new Person(chromium, server.address(), screen).open()) {
            Page page = anna.page();
            Checks.good(page, "welcome");

            anna.add(Samples.picture("coffee.png"));
            Checks.good(page, "with a picture");

            anna.ask(question).answered();
            page.locator(".claim").first().click();
            Checks.good(page, "answered");
            anna.photograph("colours-" + name);

            page.locator("#open-settings").click();
            assertThat(page.locator("#settings .expert").first()).isVisible();
            page.locator("#settings .expert summary").first().click();
            Checks.good(page, "settings");
            anna.photograph("settings-" + name);
            page.keyboard().press("Escape");

            page.locator("#open-help").click();
            Checks.good(page, "help");
            anna.photograph("help-" + name);
            page.keyboard().press("Escape");

            // What fails is told well too.
            page.locator("#files").setInputFiles(Path.of("pom.xml"));
            assertThat(page.locator("#composer-fault")).isVisible();
            anna.ask("blur #r9");
            anna.status("failed");
            assertThat(anna.turn().locator(".fault-box")).isVisible();
            Checks.good(page, "failed");
            anna.photograph("failed-" + name);
        }
    }

    @Test
    void should_go_from_part_to_part_by_keyboard_with_a_focus_that_is_seen() {
        try (Person ben = new Person(chromium, server.address(), Person.Screen.DESK).open()) {
            Page page = ben.page();
            page.locator(".skip").focus();
            List<String> order = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                page.keyboard().press("Tab");
                Map<String, Object> focus = Checks.focus(page);
                assertThat(focus.get("seen"))
                        .as("the focus on %s is seen", focus.get("what"))
                        .isEqualTo(true);
                order.add(String.valueOf(focus.get("what")));
            }
            assertThat(order)
                    .containsSubsequence(
                            "brand",
                            "language-model",
                            "language",
                            "theme",
                            "open-settings",
                            "open-help",
                            "new-session",
                            "search");

            // AND everything has a key
            page.locator(".brand").focus();
            page.keyboard().press("?");
            assertThat(page.locator("dialog .keys").first()).containsText("New conversation");
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(page.locator(".brand")).isFocused();
            page.keyboard().press("/");
            assertThat(page.locator("#question")).isFocused();
            page.keyboard().press("Alt+h");
            assertThat(page.locator("#search")).isFocused();
            page.keyboard().press("Alt+s");
            assertThat(page.locator("#settings")).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.locator("#search")).isFocused();
        }
    }

    @Test
    void should_say_everything_in_both_languages() {
        try (Person anna = new Person(chromium, server.address(), Person.Screen.DESK).open()) {
            Object faults = anna.page().evaluate("""
                    async () => {
                      const [en, zh] = await Promise.all(['en', 'zh-Hant'].map(async (l) => (await import(`/js/words/${l}.js`)).default));
                      const holes = (text) => (text.match(/\\{\\w+\\}/g) ?? []).sort().join();
                      const faults = [];
                      for (const key of new Set([...Object.keys(en), ...Object.keys(zh)])) {
                        if (!(key in en) || !(key in zh)) faults.push(`only in one: ${key}`);
                        else if (holes(en[key]) !== holes(zh[key])) faults.push(`other holes: ${key}`);
                        else if (!en[key].trim() || !zh[key].trim()) faults.push(`empty: ${key}`);
                        else if (/[a-z]{4}/.test(en[key]) && en[key] === zh[key] && !/^(eyes4j|COCO|JSON)/.test(en[key])) faults.push(`not translated: ${key}`);
                      }
                      const used = [...document.querySelectorAll('[data-t], [data-t-name], [data-t-placeholder]')]
                        .flatMap((e) => [e.dataset.t, e.dataset.tName, e.dataset.tPlaceholder]).filter(Boolean);
                      used.filter((key) => !(key in en)).forEach((key) => faults.push(`unknown: ${key}`));
                      const files = ['answer', 'app', 'card', 'composer', 'dialogs', 'faults', 'history', 'kept', 'pullbox', 'pulls', 'settings', 'talk', 'turn', 'welcome',
                        ...['arguments', 'document', 'editor', 'graph', 'inputs', 'inspector', 'linking', 'list', 'manner', 'marks', 'page', 'picker', 'ports', 'results', 'run', 'text'].map((f) => `workflow/${f}`)];
                      for (const file of files) {
                        const source = await (await fetch(`/js/${file}.js`)).text();
                        for (const [, key] of source.matchAll(/\\bt\\('([a-z][\\w.-]*)'/g)) {
                          if (!(key in en) && !(`${key}_other` in en)) faults.push(`${file}.js: unknown: ${key}`);
                        }
                      }
                      return faults;
                    }
                    """);
            assertThat((Iterable<?>) faults).isEmpty();
        }
    }

    @Test
    void should_keep_the_colours_that_were_chosen() {
        try (Person ben = new Person(chromium, server.address(), Person.Screen.DESK).open()) {
            ben.page().locator("#theme").click();
            assertThat(ben.page().locator("html")).hasAttribute("data-theme", "light");
            ben.page().locator("#theme").click();
            ben.page().reload();
            assertThat(ben.page().locator("html")).hasAttribute("data-theme", "dark");
            assertThat(ben.page().locator("body")).hasCSS("background-color", "rgb(20, 22, 25)");
            assertThat(ben.page().locator("#theme")).hasAttribute("aria-label", "Colours: dark");
        }
    }
}
