package org.eyes4j.vision.setprediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What Grounding DINO reads: phrases with a full stop after each, in small letters.
 *
 * @param text all of it
 * @param spans {@code [start, end)} of each phrase in the text, in UTF-16 characters
 */
public record Caption(String text, List<int[]> spans) {
    public Caption {
        spans = List.copyOf(spans);
    }

    /** Phrases as one caption, as the reference joins a list of labels; none of them holds a full stop. */
    public static Caption of(List<String> phrases) {
        StringBuilder text = new StringBuilder();
        List<int[]> spans = new ArrayList<>();
        for (String phrase : phrases) {
            if (phrase.contains(".")) {
                throw new IllegalArgumentException("A phrase of a caption has no full stop, got '" + phrase + "'");
            }
            text.append(text.isEmpty() ? "" : " ");
            int start = text.length();
            text.append(phrase.strip().toLowerCase(Locale.ROOT));
            spans.add(new int[] {start, text.length()});
            text.append('.');
        }
        return new Caption(text.toString(), spans);
    }

    /** A whole text that stands for itself, whose phrases the model finds. */
    public static Caption whole(String text) {
        return new Caption(text, List.of());
    }
}
