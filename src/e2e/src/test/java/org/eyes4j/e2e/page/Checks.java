package org.eyes4j.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What {@code checks.js} finds in a page as it is shown. */
final class Checks {
    private Checks() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> of(Page page) {
        try (InputStream in = Checks.class.getResourceAsStream("checks.js")) {
            if (in == null) {
                throw new IllegalStateException("checks.js is missing");
            }
            return (Map<String, Object>) page.evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names, contrast as shown and of the palette, nothing cut off. */
    static void good(Page page, String state) {
        Map<String, Object> found = of(page);
        for (String check : new String[] {"names", "contrast", "palette", "overflow"}) {
            assertThat((Iterable<?>) found.get(check))
                    .as("%s, %s", state, check)
                    .isEmpty();
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> focus(Page page) {
        return (Map<String, Object>) of(page).get("focus");
    }
}
