package org.eyes4j.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Someone in front of the page, in a browser of their own. What leaves the server's origin and what fails in the page is noted. */
final class Person implements AutoCloseable {
    /** For real models on two busy cores. */
    private static final double PATIENCE_MILLIS = 120_000;

    private final String home;
    private final BrowserContext context;
    private final Page page;
    private final List<String> strangers = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** How a person's screen is. */
    record Screen(int width, int height, ColorScheme colours, String language) {
        static final Screen DESK = new Screen(1440, 900, ColorScheme.LIGHT, "en-GB");

        Screen dark() {
            return new Screen(width, height, ColorScheme.DARK, language);
        }

        Screen narrow() {
            return new Screen(360, 740, colours, language);
        }

        Screen chinese() {
            return new Screen(width, height, colours, "zh-TW");
        }
    }

    Person(Chromium chromium, String home, Screen screen) {
        this.home = home;
        this.context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(screen.width(), screen.height())
                        .setColorScheme(screen.colours())
                        .setLocale(screen.language())
                        .setPermissions(List.of("camera"))
                        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
        context.setDefaultTimeout(30_000);
        context.setDefaultNavigationTimeout(60_000);
        this.page = watched(context.newPage());
    }

    private Page watched(Page tab) {
        tab.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith(home) && !url.startsWith("blob:" + home) && !url.startsWith("data:")) {
                strangers.add(url);
            }
        });
        tab.onPageError(faults::add);
        tab.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                faults.add(message.text());
            }
        });
        return tab;
    }

    Page page() {
        return page;
    }

    Page otherTab() {
        return watched(context.newPage());
    }

    Person open() {
        page.navigate(home);
        assertThat(page.locator("#language-model:not([hidden])")).isAttached();
        return this;
    }

    Person add(Path... pictures) {
        page.locator("#files").setInputFiles(pictures);
        assertThat(page.locator("#staged .picture[data-state=ready]")).hasCount(pictures.length);
        return this;
    }

    Person ask(String question) {
        page.locator("#question").fill(question);
        page.keyboard().press("Enter");
        assertThat(page.locator(".turn .bubble").last()).containsText(question);
        return this;
    }

    Locator turn() {
        return page.locator(".turn").last();
    }

    /** Waits until the last question is answered. */
    Locator answered() {
        done(turn());
        return turn();
    }

    static void done(Locator turn) {
        become(turn, "done");
    }

    void status(String status) {
        become(turn(), status);
    }

    private static void become(Locator turn, String status) {
        assertThat(turn)
                .hasAttribute(
                        "data-status", status, new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
    }

    void photograph(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
    }

    /** Leaves, having seen nothing go elsewhere and nothing fail in the page. */
    @Override
    public void close() {
        context.close();
        assertThat(strangers).as("requests that left the server").isEmpty();
        assertThat(faults).as("faults in the page").isEmpty();
    }
}
