package org.eyes4j.vision.caption;

import java.util.OptionalInt;
import org.eyes4j.vision.generate.GenerationSettings;

/**
 * What kind of caption is wanted.
 *
 * @param detail how long; models that know one length only give that
 * @param beginning the words it begins with; empty for none
 * @param maxTokens new tokens at most, where stated
 */
record CaptionWish(Detail detail, String beginning, OptionalInt maxTokens) {
    /** A short caption, as long as the model likes. */
    static final CaptionWish BRIEF = new CaptionWish(Detail.BRIEF, "", OptionalInt.empty());

    /** How long a caption is. */
    enum Detail {
        BRIEF,
        DETAILED,
        THOROUGH
    }

    GenerationSettings over(GenerationSettings settings, int usual) {
        return maxTokens.isPresent()
                ? settings.with("max_new_tokens", maxTokens.getAsInt())
                : settings.endingAfter(usual);
    }
}
