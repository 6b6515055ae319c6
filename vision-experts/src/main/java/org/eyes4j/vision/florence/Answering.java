package org.eyes4j.vision.florence;

import java.util.Arrays;
import java.util.Locale;
import org.eyes4j.vision.hub.HubException;

/** How the text that answers a task is read. */
public enum Answering {
    PURE_TEXT,
    OCR,
    DESCRIPTION_WITH_BBOXES,
    PHRASE_GROUNDING,
    POLYGONS,
    DESCRIPTION_WITH_POLYGONS,
    DESCRIPTION_WITH_BBOXES_OR_POLYGONS,
    BBOXES;

    /** By the name that repositories use, as {@code description_with_bboxes}. */
    static Answering named(String name, String where) {
        return Arrays.stream(values())
                .filter(a -> a.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new HubException(where + ": expected one of "
                        + Arrays.toString(values()).toLowerCase(Locale.ROOT) + ", found " + name));
    }
}
