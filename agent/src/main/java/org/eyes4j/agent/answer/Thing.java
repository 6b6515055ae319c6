package org.eyes4j.agent.answer;

import org.jspecify.annotations.Nullable;

/**
 * A thing as an answer names it.
 *
 * @param noun singular, as the asker or a model's vocabulary calls it (English where it has an English name)
 * @param colour by the colour tool's English name, or null
 * @param before said before the noun, in the language of the answer ("largest"); may be empty
 * @param after said behind it ("to the right of the cat"); may be empty
 */
public record Thing(String noun, @Nullable String colour, String before, String after) {

    public static Thing of(String noun) {
        return new Thing(noun, null, "", "");
    }
}
