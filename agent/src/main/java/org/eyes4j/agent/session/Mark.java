package org.eyes4j.agent.session;

import org.eyes4j.tools.geometry.BoundingBox;
import org.eyes4j.tools.geometry.Mask;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person drew on a picture, to go with a question. Pixels of the whole picture.
 *
 * @param picture the picture's name in the conversation, or the id of its bytes
 * @param id what the person knows it by ({@code m1}); another is given where it is taken
 * @param label what the person calls it; empty for nothing
 * @param mask of the picture's size; null where only a box was drawn
 * @param use what it stands for
 */
public record Mark(
        String picture,
        String id,
        String label,
        BoundingBox box,
        @Nullable Mask mask,
        Use use) {
    /** What an unnamed one is called. */
    public static final String UNNAMED = "selection";

    /** What a mark stands for. */
    public enum Use {
        /** "This": what the question is about. */
        SUBJECT,
        /** "Like this one". */
        EXEMPLAR,
        /** Something that was found before; known, and not what "this" means. */
        KNOWN
    }

    public Mark {
        if (!id.matches("[a-z]{1,4}\\d{1,6}")) {
            throw new IllegalArgumentException("A mark's id is letters and a number, as in 'm1'; found '" + id + "'");
        }
    }

    String called() {
        return label.isBlank() ? UNNAMED : label.strip();
    }
}
