package org.eyes4j.vision.florence;

import java.util.List;

/**
 * What a generated text says.
 *
 * @param answering how it was read
 * @param text the answer itself where it is plain text, else empty
 * @param items the things it names otherwise, in the order of the text
 */
public record FlorenceAnswer(Answering answering, String text, List<FlorenceItem> items) {
    public FlorenceAnswer {
        items = List.copyOf(items);
    }
}
