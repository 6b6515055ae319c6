package org.eyes4j.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.util.function.Predicate;

/** The picture that one can point into, as a person's hands have it; coordinates are pixels of the picture. */
final class Canvas {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final double PATIENCE_MILLIS = 120_000;

    private final Page page;
    private final int width;
    private final int height;

    Canvas(Page page, int width, int height) {
        this.page = page;
        this.width = width;
        this.height = height;
        // The hint over it goes when the picture is there.
        assertThat(page.locator(".ec-message")).isHidden();
    }

    Locator canvas() {
        return page.locator(".ec-canvas");
    }

    /** Where on the page a point of the picture lies, while the whole picture is shown. */
    double[] at(double x, double y) {
        BoundingBox box = canvas().boundingBox();
        double scale = Math.min(4, Math.min(box.width / width, box.height / height));
        return new double[] {
            box.x + (box.width - width * scale) / 2 + x * scale, box.y + (box.height - height * scale) / 2 + y * scale
        };
    }

    Canvas tool(String name) {
        page.locator(".ec-button[data-name='" + name + "']").click();
        return this;
    }

    Canvas click(double x, double y) {
        double[] at = at(x, y);
        page.mouse().click(at[0], at[1]);
        return this;
    }

    /** A stroke with the button held. */
    Canvas drag(double[]... points) {
        double[] first = at(points[0][0], points[0][1]);
        page.mouse().move(first[0], first[1]);
        page.mouse().down();
        for (double[] point : points) {
            double[] at = at(point[0], point[1]);
            page.mouse().move(at[0], at[1], new com.microsoft.playwright.Mouse.MoveOptions().setSteps(4));
        }
        page.mouse().up();
        return this;
    }

    Locator row(String id) {
        return page.locator(".ec-row[data-mark='" + id + "']");
    }

    /** Waits until a mark has its mask; gives its share of the picture in percent. */
    double segmented(String id) {
        assertThat(row(id))
                .hasAttribute(
                        "data-state", "done", new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(page.locator(".ec-status")).containsText(id + ": ");
        String said = page.locator(".ec-status").textContent();
        return Double.parseDouble(said.replaceFirst("(?s)^.*?" + id + ": ([0-9.]+) %.*$", "$1"));
    }

    /** What the page asks `segment` for while something is done. */
    JsonNode asked(Runnable deed) {
        Predicate<Request> segment = request -> request.url().endsWith("/tools/segment");
        Request request = page.waitForRequest(segment, deed);
        try {
            return MAPPER.readTree(request.postData()).path("arguments");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The colour of the canvas at a point of the picture, while all of it is shown: {red, green, blue}. */
    int[] colour(double x, double y) {
        double[] at = at(x, y);
        BoundingBox box = canvas().boundingBox();
        Object pixel = page.evaluate(
                "([x, y]) => { const c = document.querySelector('.ec-canvas'); const r = devicePixelRatio;"
                        + " return [...c.getContext('2d').getImageData(Math.round(x * r), Math.round(y * r), 1, 1).data]; }",
                java.util.List.of(at[0] - box.x, at[1] - box.y));
        java.util.List<?> rgba = (java.util.List<?>) pixel;
        return new int[] {
            ((Number) rgba.get(0)).intValue(), ((Number) rgba.get(1)).intValue(), ((Number) rgba.get(2)).intValue()
        };
    }
}
