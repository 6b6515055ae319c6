package org.eyes4j.agent.claim;

import org.eyes4j.tools.geometry.Frame;
import org.eyes4j.tools.value.Region;

/**
 * A region of a run, in pixels of the picture that was asked about.
 *
 * @param region what was found
 * @param frame the whole picture
 * @param step the step that found it first
 */
record Seen(Region region, Frame frame, String step) {
    /** Whether it is the same thing as another, found by another step: the same name and nearly the same box. */
    boolean isLike(Seen other) {
        return region.label().equalsIgnoreCase(other.region.label())
                && frame.image().equals(other.frame.image())
                && region.box().iou(other.region.box()) >= 0.8;
    }

    double x() {
        return region.box().centre().x() / frame.width();
    }

    double y() {
        return region.box().centre().y() / frame.height();
    }

    boolean isText() {
        return region.label().equalsIgnoreCase("text");
    }

    boolean isCode() {
        return region.label().matches("(?i)(qr|data_?matrix|aztec|pdf_?417|bar|code|ean|upc).*(code.*)?")
                && region.text() != null
                && !isText();
    }
}
